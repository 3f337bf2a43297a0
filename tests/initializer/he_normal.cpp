// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/he_normal.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/initializer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_he_normal)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_initializer<pt::he_normal{}, 24, 7>({.variance = 2.0 / 24});
    laws::check_initializer<pt::he_normal{.negative_slope = 0.3}, 5, 1>({.variance = 2 / (5 * 1.09)});
    laws::check_initializer<pt::he_normal{}, 1, 1000>({.variance = 2});
}

BOOST_AUTO_TEST_CASE(gives_the_same_weights_everywhere) {
    static constexpr auto weights = laws::first_weights<3>(pt::he_normal{.negative_slope = 0.01}, 7, 1, 42);
    // As a program in Python, without a line in common, draws them.
    static_assert(weights[0] == -0x1.3d6c56ce576eap-1 && weights[1] == -0x1.49bc52d6b4481p-1 &&
                  weights[2] == 0x1.6c0eb72116ed6p-2);
}

BOOST_AUTO_TEST_SUITE_END()
