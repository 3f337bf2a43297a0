// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_row)

template <class Scalar, std::size_t Lanes, std::size_t Size>
void check() {
    using row = kernels::row<Scalar, Lanes, Size>;
    constexpr std::size_t stride = kernels::padded<Scalar>(Size);
    constexpr Scalar huge = Scalar(1e30);
    Scalar x[stride], y[stride];
    // The padding of the source must count for nothing, whatever it is.
    for (std::size_t i = 0; i < stride; ++i) x[i] = i < Size ? -static_cast<Scalar>(i + 1) : huge;
    for (Scalar& each : y) each = 7;
    row::map(y, [](auto a) { return a + Scalar(1); }, x);
    for (std::size_t i = 0; i < stride; ++i)
        if (i < Size)
            BOOST_TEST(y[i] == -static_cast<Scalar>(i));
        else if (Lanes > 1)
            BOOST_TEST(y[i] == 0);
    BOOST_TEST(row::sum([](auto a) { return a; }, x) == -static_cast<Scalar>(Size * (Size + 1) / 2));
    BOOST_TEST(row::sum([](auto a, auto b) { return a - b; }, x, y) == -static_cast<Scalar>(Size));
    BOOST_TEST(row::largest(x) == Scalar(-1));
    x[Size - 1] = std::numeric_limits<Scalar>::infinity();
    BOOST_TEST(row::largest(x) == std::numeric_limits<Scalar>::infinity());
}

template <std::size_t Size>
void check_all() {
    check<float, kernels::lanes_for<float>(Size), Size>();
    check<double, kernels::lanes_for<double>(Size), Size>();
    check<float, 1, Size>();
}

BOOST_AUTO_TEST_CASE(padding_counts_for_nothing) {
    check_all<1>();
    check_all<2>();
    check_all<3>();
    check_all<7>();
    check_all<16>();
    check_all<17>();
    check_all<33>();
}

BOOST_AUTO_TEST_SUITE_END()
