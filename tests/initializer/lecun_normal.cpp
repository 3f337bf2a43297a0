// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/lecun_normal.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/initializer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_lecun_normal)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_initializer<pt::lecun_normal{}, 24, 7>({.variance = 1.0 / 24});
    laws::check_initializer<pt::lecun_normal{}, 1, 9>({.variance = 1});
}

BOOST_AUTO_TEST_SUITE_END()
