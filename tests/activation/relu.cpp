// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/relu.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_relu)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    laws::activation<pt::relu>([](long double z) { return z < 0 ? 0 : z; }, {0});
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::relu, pt::shape<17>>(); }

BOOST_AUTO_TEST_CASE(has_the_documented_derivative_at_its_corners) {
    BOOST_TEST(laws::derivative_at<pt::relu>(0) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
