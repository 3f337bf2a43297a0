// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/step.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>

#include <perceptype/layer/dense.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/network.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_step)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    static_assert(!pt::Differentiable<pt::step>);
    laws::activation<pt::step>([](long double z) { return z >= 0 ? 1.0L : 0.0L; });
}

// Rosenblatt's neuron computes "and"; two layers of it compute "exclusive or".
BOOST_AUTO_TEST_CASE(runs_as_a_network) {
    pt::network<pt::input<2>, pt::dense<2>, pt::step, pt::dense<1>, pt::step> net{pt::zeros{}};
    net.layer<1>().weights(0, 0) = net.layer<1>().weights(0, 1) = 1;  // or
    net.layer<1>().bias(0) = -0.5f;
    net.layer<1>().weights(1, 0) = net.layer<1>().weights(1, 1) = 1;  // and
    net.layer<1>().bias(1) = -1.5f;
    net.layer<3>().weights(0, 0) = 1;
    net.layer<3>().weights(0, 1) = -1;
    net.layer<3>().bias(0) = -0.5f;
    for (const float a : {0.0f, 1.0f})
        for (const float b : {0.0f, 1.0f}) BOOST_TEST(net(pt::tensor<float, 2>{a, b})[0] == (a != b ? 1.0f : 0.0f));
}

BOOST_AUTO_TEST_SUITE_END()
