// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/glorot_normal.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/initializer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_glorot_normal)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_initializer<pt::glorot_normal{}, 24, 7>({.variance = 2.0 / 31});
    laws::check_initializer<pt::glorot_normal{.gain = 3}, 1, 9>({.variance = 9 * 2.0 / 10});
}

BOOST_AUTO_TEST_SUITE_END()
