// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/silu.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_silu)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    laws::activation<pt::silu>([](long double z) { return z / (1 + std::exp(-z)); });
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::silu, pt::shape<31>>(); }

BOOST_AUTO_TEST_SUITE_END()
