// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/join/multiply.hpp>

#include <boost/test/unit_test.hpp>

#include "join/joined.hpp"

#include <cstddef>

BOOST_AUTO_TEST_SUITE(join_multiply)

BOOST_AUTO_TEST_CASE(works_on_each_number_and_has_its_derivative) {
    using namespace joined;
    const auto y = value<pt::multiply>();
    const auto dx = slopes<pt::multiply>();
    for (std::size_t i = 0; i < 5; ++i) {
        const double x = a[i];
        const double z = b[i];
        BOOST_TEST(y[i] == x * z, boost::test_tools::tolerance(1e-15));
        BOOST_TEST(dx["a"_node][i] == y[i] * (z), boost::test_tools::tolerance(1e-15));
        BOOST_TEST(dx["b"_node][i] == y[i] * (x), boost::test_tools::tolerance(1e-15));
    }
}

BOOST_AUTO_TEST_SUITE_END()
