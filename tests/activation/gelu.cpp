// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/gelu.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>
#include <perceptype/layer/dense.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_gelu)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    laws::activation<pt::gelu>(
        [](long double z) { return z * std::erfc(-z * 0.70710678118654752440084436210484903928L) / 2; });
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::gelu, pt::shape<3>>(); }

// The derivative comes from what the activation received, and is kept.
BOOST_AUTO_TEST_CASE(obeys_them_in_the_registers_of_the_layer_before) {
    laws::layer<pt::dense<5>, pt::shape<3>, pt::gelu>();
}

BOOST_AUTO_TEST_SUITE_END()
