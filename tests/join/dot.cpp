// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/join/dot.hpp>

#include <boost/test/unit_test.hpp>

#include "join/joined.hpp"

#include <cstddef>

BOOST_AUTO_TEST_SUITE(join_dot)

BOOST_AUTO_TEST_CASE(is_the_sum_of_products) {
    using namespace joined;
    const auto y = value<pt::dot>();
    BOOST_TEST(y[0] == 2 - 10 - 3 + 0.25 - 12);
    const auto dx = slopes<pt::dot>();
    for (std::size_t i = 0; i < 5; ++i) {
        BOOST_TEST(dx["a"_node][i] == y[0] * b[i], boost::test_tools::tolerance(1e-15));
        BOOST_TEST(dx["b"_node][i] == y[0] * a[i], boost::test_tools::tolerance(1e-15));
    }
}

BOOST_AUTO_TEST_SUITE_END()
