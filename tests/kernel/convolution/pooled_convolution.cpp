// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/convolution/pooled_convolution.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>

namespace kernels = perceptype::kernels;
using kernels::window_axis;

BOOST_AUTO_TEST_SUITE(kernel_convolution_pooled_convolution)

template <kernels::convolution_extents E, window_axis Rows, window_axis Columns>
struct buffers {
    using passes = kernels::convolution<E, float>;
    using pool = kernels::pooling<passes::feature_channels, Rows, Columns, float>;
    using both = kernels::pooled_convolution<E, Rows, Columns, float>;
    static constexpr std::size_t pooled_size = passes::feature_channels * pool::height * pool::width;

    std::array<float, passes::image_channels * E.rows.image * E.cols.image> x;
    std::array<float, passes::feature_channels * passes::weight_row> weights;
    alignas(64) std::array<float, passes::planes_size> planes;
    alignas(64) std::array<float, both::scratch> scratch;
    std::array<float, E.feature_size()> features;
    std::array<float, pooled_size> expected, found;
    std::array<float, 64> behind;
};

/// Beside the convolution and the pool one after the other, of small integers, whose sums are exact in any order.
template <class Reduction, bool Afterwards, kernels::convolution_extents E, window_axis Rows, window_axis Columns>
void check() {
    using all = buffers<E, Rows, Columns>;
    if constexpr (all::both::lanes != 1) {
        static_assert(all::both::possible);
        const auto here = std::make_unique<all>();
        for (std::size_t i = 0; i < here->x.size(); ++i) here->x[i] = static_cast<float>(i * 37 % 11) - 5;
        for (std::size_t i = 0; i < here->weights.size(); ++i) here->weights[i] = static_cast<float>(i * 29 % 7) - 3;
        // Whoever reads what nobody has written is found out, and whoever writes where nobody may.
        here->planes.fill(std::numeric_limits<float>::quiet_NaN());
        here->scratch.fill(std::numeric_limits<float>::quiet_NaN());
        here->behind.fill(77);
        const auto start = [](std::size_t channel) { return static_cast<float>(channel) - 2; };
        const auto activate = [](auto z) { return z * z + 1.0f; };
        all::passes::template to_features<1>(
            here->x.data(), here->weights.data(), here->planes.data(), start,
            [&](auto z, std::size_t i) { activate(z).store(here->features.data() + i); });
        all::pool::template forward<Reduction, 1>(here->features.data(), here->expected.data());
        all::both::template forward<Reduction, Afterwards>(here->x.data(), here->weights.data(), here->scratch.data(),
                                                           start, activate, here->found.data());
        BOOST_TEST(here->found == here->expected, boost::test_tools::per_element());
        for (const float each : here->behind) BOOST_TEST(each == 77);
    }
}
template <kernels::convolution_extents E, window_axis Rows, window_axis Columns>
void check_all() {
    check<kernels::largest_of_window, false, E, Rows, Columns>();
    check<kernels::largest_of_window, true, E, Rows, Columns>();
    check<kernels::mean_of_window, false, E, Rows, Columns>();
}

BOOST_AUTO_TEST_CASE(windows_side_by_side) {
    check_all<kernels::convolution_extents{1, 1, 8, {28, 3}, {28, 3}}, window_axis{26, 2, 2}, window_axis{26, 2, 2}>();
    check_all<kernels::convolution_extents{1, 8, 16, {13, 3}, {13, 3}}, window_axis{11, 2, 2}, window_axis{11, 2, 2}>();
    check_all<kernels::convolution_extents{1, 1, 16, {8, 3}, {8, 3}}, window_axis{6, 2, 2}, window_axis{6, 2, 2}>();
}
BOOST_AUTO_TEST_CASE(channels_that_strips_do_not_divide_and_groups) {
    check_all<kernels::convolution_extents{1, 2, 5, {30, 3}, {40, 3}}, window_axis{28, 2, 2}, window_axis{38, 2, 2}>();
    check_all<kernels::convolution_extents{1, 1, 1, {12, 2}, {20, 2}}, window_axis{11, 3, 3}, window_axis{19, 3, 3}>();
    check_all<kernels::convolution_extents{3, 2, 6, {11, 2}, {12, 3}}, window_axis{10, 2, 2}, window_axis{10, 2, 2}>();
}
BOOST_AUTO_TEST_CASE(windows_that_overlap_or_leave_pixels_out) {
    check_all<kernels::convolution_extents{1, 2, 8, {17, 3}, {19, 3}}, window_axis{15, 3, 2}, window_axis{17, 3, 2}>();
    check_all<kernels::convolution_extents{1, 2, 4, {16, 3}, {23, 2}}, window_axis{14, 1, 3}, window_axis{22, 2, 4}>();
    check_all<kernels::convolution_extents{1, 2, 4, {16, 3, 1, 2}, {23, 3, 1, 2}}, window_axis{12, 2, 2, 2},
              window_axis{19, 2, 2, 2}>();
}
BOOST_AUTO_TEST_CASE(sequences) {
    check_all<kernels::convolution_extents{1, 3, 8, {1, 1}, {64, 3}}, window_axis{1, 1}, window_axis{62, 2, 2}>();
    check_all<kernels::convolution_extents{1, 1, 7, {1, 1}, {100, 5}}, window_axis{1, 1}, window_axis{96, 4, 4}>();
}

template <kernels::convolution_extents E, window_axis Rows, window_axis Columns>
constexpr bool applies = kernels::pooled_convolution<E, Rows, Columns, float>::applies;
BOOST_AUTO_TEST_CASE(it_is_left_alone_where_it_does_not_pay_or_meets_padding) {
    constexpr kernels::convolution_extents plain{1, 8, 16, {13, 3}, {13, 3}};
    constexpr window_axis pool{11, 2, 2};
    if constexpr (kernels::native_lanes<float> == 16) BOOST_TEST((applies<plain, pool, pool>));
    BOOST_TEST((!applies<kernels::convolution_extents{1, 8, 16, {13, 3, 2}, {13, 3, 2}}, window_axis{6, 2, 2},
                         window_axis{6, 2, 2}>));
    BOOST_TEST((!applies<kernels::convolution_extents{1, 8, 16, {13, 3, 1, 1, 1, 1}, {13, 3, 1, 1, 1, 1}},
                         window_axis{13, 2, 2}, window_axis{13, 2, 2}>));
    BOOST_TEST((!applies<plain, window_axis{11, 3, 2, 1, 1, 1}, window_axis{11, 3, 2, 1, 1, 1}>));
    // Most places would lie between the rows.
    BOOST_TEST((!applies<kernels::convolution_extents{1, 8, 256, {40, 3}, {40, 37}}, window_axis{38, 2, 2},
                         window_axis{4, 2, 2}>));
}

BOOST_AUTO_TEST_SUITE_END()
