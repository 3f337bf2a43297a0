// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/hard_tanh.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_hard_tanh)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    laws::activation<pt::hard_tanh>([](long double z) { return std::isnan(z) ? z : std::fmin(1, std::fmax(-1, z)); },
                                    {-1, 1});
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::hard_tanh, pt::shape<1>>(); }

BOOST_AUTO_TEST_CASE(has_the_documented_derivative_at_its_corners) {
    BOOST_TEST(laws::derivative_at<pt::hard_tanh>(-1) == 0);
    BOOST_TEST(laws::derivative_at<pt::hard_tanh>(1) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
