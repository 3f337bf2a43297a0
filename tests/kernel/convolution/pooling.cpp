// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/convolution/pooling.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_convolution_pooling)

template <std::size_t Stride, std::size_t Lanes>
void check_load_every() {
    std::array<float, 64> numbers;
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i);
    std::array<float, Lanes> found;
    kernels::load_every<Stride, kernels::pack<float, Lanes>>(numbers.data() + 3).store(found.data());
    for (std::size_t i = 0; i < Lanes; ++i) BOOST_TEST(found[i] == numbers[3 + i * Stride]);
}

BOOST_AUTO_TEST_CASE(loads_every_so_many_th_number) {
    check_load_every<1, 8>();
    check_load_every<2, 1>();
    check_load_every<2, 2>();
    check_load_every<2, 4>();
    check_load_every<2, 8>();
    check_load_every<3, 4>();
    check_load_every<5, 8>();
}

// Every width of vectors makes the same of an image with padding, strides that leave a rest, and a NaN.
template <class Reduction, std::size_t Widest>
auto pooled() {
    using passes =
        kernels::pooling<2, kernels::window_axis{7, 3, 2, 1, 1, 1}, kernels::window_axis{11, 2, 3, 2, 1, 1}, double>;
    std::array<double, 2 * 7 * 11> x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i * 37 % 101) - 50;
    x[40] = std::numeric_limits<double>::quiet_NaN();
    std::array<double, 2 * passes::height * passes::width> y{};
    passes::forward<Reduction, Widest>(x.data(), y.data());
    return y;
}
template <class Reduction>
void check_widths() {
    const auto expected = pooled<Reduction, 1>();
    std::size_t not_numbers = 0;
    for (const double each : expected) not_numbers += std::isnan(each);
    BOOST_TEST(not_numbers != 0);
    BOOST_TEST(not_numbers < expected.size() / 2);
    for (const auto& found : {pooled<Reduction, 2>(), pooled<Reduction, kernels::native_lanes<double>>()})
        for (std::size_t i = 0; i < found.size(); ++i)
            BOOST_TEST((found[i] == expected[i] || (std::isnan(found[i]) && std::isnan(expected[i]))));
}

BOOST_AUTO_TEST_CASE(largest_is_the_same_at_every_width) { check_widths<kernels::largest_of_window>(); }
BOOST_AUTO_TEST_CASE(mean_is_the_same_at_every_width) { check_widths<kernels::mean_of_window>(); }

// Forward and backward against loops over single numbers, with many equal maxima and with NaNs.
template <kernels::window_axis Rows, kernels::window_axis Columns, class Scalar, std::size_t Widest>
void check_against_loops(std::size_t nans) {
    using passes = kernels::pooling<3, Rows, Columns, Scalar>;
    constexpr std::size_t image = Rows.image * Columns.image, windows = passes::height * passes::width;
    std::array<Scalar, 3 * image> x, largest_gradient, mean_gradient, expected_largest{}, expected_mean{};
    std::array<Scalar, 3 * windows> dy, y;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<Scalar>(i * 37 % 11 % 4) - 2;
    for (std::size_t n = 0; n < nans; ++n) x[n * 29 % x.size()] = std::numeric_limits<Scalar>::quiet_NaN();
    for (std::size_t i = 0; i < dy.size(); ++i) dy[i] = static_cast<Scalar>(i % 17 + 1);
    largest_gradient.fill(77);
    mean_gradient.fill(77);
    passes::template forward<kernels::largest_of_window, Widest>(x.data(), y.data());
    passes::template gradient_of_largest<Widest>(x.data(), y.data(), dy.data(), largest_gradient.data());
    passes::template gradient_of_mean<Widest>(dy.data(), mean_gradient.data());
    for (std::size_t w = 0; w < dy.size(); ++w) {
        std::size_t most = x.size();
        for (std::size_t k = 0; k < Rows.kernel; ++k)
            for (std::size_t l = 0; l < Columns.kernel; ++l) {
                const std::size_t row =
                    w / passes::width % passes::height * Rows.stride + k * Rows.dilation - Rows.before;
                const std::size_t column = w % passes::width * Columns.stride + l * Columns.dilation - Columns.before;
                if (row >= Rows.image || column >= Columns.image) continue;
                const std::size_t i = w / windows * image + row * Columns.image + column;
                expected_mean[i] += dy[w] * passes::share;
                if (most == x.size() || std::isnan(x[i]) || x[i] > x[most]) most = i;
            }
        expected_largest[most] += dy[w];
        BOOST_TEST((y[w] == x[most] || (std::isnan(y[w]) && std::isnan(x[most]))));
    }
    BOOST_TEST(largest_gradient == expected_largest, boost::test_tools::per_element());
    BOOST_TEST(mean_gradient == expected_mean, boost::test_tools::tolerance(Scalar(1e-6))
                                                   << boost::test_tools::per_element());
}
template <kernels::window_axis Rows, kernels::window_axis Columns>
void check_axes() {
    for (const std::size_t nans : {std::size_t{0}, std::size_t{5}, std::size_t{60}}) {
        check_against_loops<Rows, Columns, float, 1>(nans);
        check_against_loops<Rows, Columns, float, kernels::native_lanes<float>>(nans);
        check_against_loops<Rows, Columns, double, kernels::native_lanes<double>>(nans);
    }
}

BOOST_AUTO_TEST_CASE(windows_side_by_side) {
    check_axes<kernels::window_axis{6, 2, 2}, kernels::window_axis{26, 2, 2}>();
    check_axes<kernels::window_axis{7, 2, 2}, kernels::window_axis{11, 2, 2}>();
    check_axes<kernels::window_axis{6, 3, 3}, kernels::window_axis{31, 3, 3}>();
    check_axes<kernels::window_axis{5, 2, 2}, kernels::window_axis{17, 1}>();
    check_axes<kernels::window_axis{1, 1}, kernels::window_axis{2, 2, 2}>();
}
// Rows narrower than a register, computed with what lies behind them, but for the last ones.
BOOST_AUTO_TEST_CASE(windows_of_narrow_rows) {
    check_axes<kernels::window_axis{6, 2, 2}, kernels::window_axis{6, 2, 2}>();
    check_axes<kernels::window_axis{2, 2, 2}, kernels::window_axis{10, 2, 2}>();
    check_axes<kernels::window_axis{8, 2, 2}, kernels::window_axis{22, 2, 2}>();
    check_axes<kernels::window_axis{9, 3, 3}, kernels::window_axis{7, 1}>();
    check_axes<kernels::window_axis{6, 2}, kernels::window_axis{7, 2}>();
}
BOOST_AUTO_TEST_CASE(windows_with_pixels_between) {
    check_axes<kernels::window_axis{9, 2, 3}, kernels::window_axis{18, 1, 2}>();
    check_axes<kernels::window_axis{8, 1, 2}, kernels::window_axis{17, 1, 2}>();
    check_axes<kernels::window_axis{9, 2, 4, 2}, kernels::window_axis{37, 2, 4, 2}>();
}
BOOST_AUTO_TEST_CASE(windows_that_overlap) {
    check_axes<kernels::window_axis{9, 3, 2}, kernels::window_axis{19, 3, 2}>();
    check_axes<kernels::window_axis{7, 3, 1}, kernels::window_axis{20, 4, 2}>();
    check_axes<kernels::window_axis{5, 2, 1}, kernels::window_axis{9, 3, 1}>();
    check_axes<kernels::window_axis{9, 2, 1, 3}, kernels::window_axis{23, 3, 2, 2}>();
}
BOOST_AUTO_TEST_CASE(windows_over_padding) {
    check_axes<kernels::window_axis{9, 2, 2, 1, 1, 1}, kernels::window_axis{18, 2, 2}>();
    check_axes<kernels::window_axis{8, 3, 2, 1, 1, 1}, kernels::window_axis{16, 3, 2, 1, 1, 1}>();
    check_axes<kernels::window_axis{6, 2, 2}, kernels::window_axis{17, 2, 2, 1, 0, 1}>();
}

BOOST_AUTO_TEST_SUITE_END()
