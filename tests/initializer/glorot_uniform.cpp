// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/glorot_uniform.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/initializer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_glorot_uniform)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    static const double bound = std::sqrt(6.0 / (24 + 7));
    laws::check_initializer<pt::glorot_uniform{}, 24, 7>({.variance = 2.0 / 31, .lowest = -bound, .highest = bound});
    laws::check_initializer<pt::glorot_uniform{.gain = 3}, 1, 9>({.variance = 9 * 2.0 / 10});
}

BOOST_AUTO_TEST_SUITE_END()
