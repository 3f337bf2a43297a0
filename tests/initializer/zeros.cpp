// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/zeros.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/initializer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_zeros)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_initializer<pt::zeros{}, 24, 7>({.variance = 0, .lowest = 0, .highest = 0});
}

BOOST_AUTO_TEST_SUITE_END()
