// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/tanh.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>
#include <perceptype/layer/dense.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_tanh)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    laws::activation<pt::tanh>([](long double z) { return std::tanh(z); });
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::tanh, pt::shape<33>>(); }

// The derivative comes from the value.
BOOST_AUTO_TEST_CASE(obeys_them_in_the_registers_of_the_layer_before) {
    laws::layer<pt::dense<5>, pt::shape<3>, pt::tanh>();
}

BOOST_AUTO_TEST_SUITE_END()
