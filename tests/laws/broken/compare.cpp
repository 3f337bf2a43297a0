// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <laws/compare.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>

BOOST_AUTO_TEST_SUITE(laws_broken_compare)

BOOST_AUTO_TEST_CASE(close_finds_differences) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(laws::close({1, 2}, {1, 2}, 0));
    BOOST_TEST(laws::close({1, 200}, {1.09, 200}, 1e-3));
    BOOST_TEST(!laws::close({1, 2}, {1.01, 2}, 1e-3));
    BOOST_TEST(!laws::close({1}, {1, 2}, 1));
    BOOST_TEST(!laws::close({1, 2}, {1}, 1));
    BOOST_TEST(!laws::close({nan}, {1}, 1));
    BOOST_TEST(!laws::close({1}, {nan}, 1));
    BOOST_TEST(!laws::close({1, 2}, {nan, 2}, 1));
}

BOOST_AUTO_TEST_CASE(a_gradient_with_a_wrong_component_is_rejected) {
    const auto f = [](const laws::numbers& x) {
        double sum = 0;
        for (const double each : x) sum += std::sin(each);
        return sum;
    };
    for (const std::size_t size : std::initializer_list<std::size_t>{1, 5, 300}) {
        const laws::numbers point = laws::random_numbers(size, 4, 1);
        laws::numbers gradient(size);
        for (std::size_t i = 0; i < size; ++i) gradient[i] = std::cos(point[i]);
        BOOST_TEST(laws::is_gradient(gradient, point, f));
        gradient[size / 2] += 1e-3;
        BOOST_TEST(!laws::is_gradient(gradient, point, f));
        gradient.pop_back();
        BOOST_TEST(!laws::is_gradient(gradient, point, f));
    }
}

BOOST_AUTO_TEST_SUITE_END()
