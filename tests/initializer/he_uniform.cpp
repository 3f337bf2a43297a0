// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/he_uniform.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/initializer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_he_uniform)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    static const double bound = std::sqrt(6.0 / 24);
    laws::check_initializer<pt::he_uniform{}, 24, 7>({.variance = 2.0 / 24, .lowest = -bound, .highest = bound});
    laws::check_initializer<pt::he_uniform{.negative_slope = 0.3}, 5, 1>({.variance = 2 / (5 * 1.09)});
    laws::check_initializer<pt::he_uniform{}, 1, 1000>({.variance = 2});
}

BOOST_AUTO_TEST_CASE(reaches_towards_its_bound) {
    static constexpr auto weights = laws::first_weights<1000>(pt::he_uniform{}, 6, 1, 1);  // within 1
    double largest = 0;
    for (const double weight : weights) largest = std::fmax(largest, std::abs(weight));
    BOOST_TEST(largest < 1);
    BOOST_TEST(largest > 0.99);
}

BOOST_AUTO_TEST_CASE(gives_the_same_weights_everywhere) {
    static constexpr auto weights = laws::first_weights<3>(pt::he_uniform{.negative_slope = 0.01}, 7, 1, 42);
    // As a program in Python, without a line in common, draws them.
    static_assert(weights[0] == -0x1.e9fd32979ef8bp-2 && weights[1] == 0x1.2f300b1441cc1p-2 &&
                  weights[2] == 0x1.081c9b9edcbb5p-1);
}

BOOST_AUTO_TEST_SUITE_END()
