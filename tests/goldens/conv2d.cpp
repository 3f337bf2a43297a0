// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"conv2d"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_conv2d)
BOOST_AUTO_TEST_CASE(one_pixel) {
    using layers = net<pt::input<1, 1, 1>, pt::conv2d<1, pt::kernel<1>>>;
    check_forward<numbers, float>(layers{}, file.at("one_pixel"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(one_channel) {
    using layers = net<pt::input<1, 8, 8>, pt::conv2d<1, pt::kernel<3>>>;
    check_forward<numbers, double>(layers{}, file.at("one_channel"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(eight_channels) {
    using layers = net<pt::input<1, 8, 8>, pt::conv2d<8, pt::kernel<3>>, pt::relu>;
    check_forward<numbers, float>(layers{}, file.at("eight_channels"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(uneven_kernel) {
    using layers = net<pt::input<3, 9, 7>, pt::conv2d<5, pt::kernel<3, 2>>>;
    check_training<numbers, batch, double>(layers{}, file.at("uneven_kernel"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_CASE(stride_two) {
    using layers = net<pt::input<2, 9, 8>, pt::conv2d<3, pt::kernel<3>, pt::stride<2>>>;
    check_forward<numbers, float>(layers{}, file.at("stride_two"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(stride_past_the_kernel) {
    using layers = net<pt::input<2, 7, 11>, pt::conv2d<3, pt::kernel<2>, pt::stride<3>>>;
    check_forward<numbers, double>(layers{}, file.at("stride_past_the_kernel"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(stride_leaves_a_rest) {
    using layers = net<pt::input<1, 10, 11>, pt::conv2d<2, pt::kernel<3>, pt::stride<4, 3>>, pt::tanh>;
    check_forward<numbers, float>(layers{}, file.at("stride_leaves_a_rest"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(padded) {
    using layers = net<pt::input<2, 5, 6>, pt::conv2d<4, pt::kernel<3>, pt::padding<1>>>;
    check_training<numbers, batch, double>(layers{}, file.at("padded"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(padded_unevenly) {
    using layers = net<pt::input<2, 4, 5>, pt::conv2d<3, pt::kernel<3, 5>, pt::padding<0, 2>>>;
    check_forward<numbers, float>(layers{}, file.at("padded_unevenly"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(padding_past_the_image) {
    using layers = net<pt::input<1, 2, 3>, pt::conv2d<2, pt::kernel<3>, pt::padding<4>>>;
    check_forward<numbers, double>(layers{}, file.at("padding_past_the_image"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(padded_with_strides) {
    using layers = net<pt::input<3, 6, 7>, pt::conv2d<4, pt::kernel<3>, pt::padding<2, 1>, pt::stride<3, 2>>>;
    check_forward<numbers, float>(layers{}, file.at("padded_with_strides"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(same_odd) {
    using layers = net<pt::input<2, 5, 7>, pt::conv2d<3, pt::kernel<3>, pt::padding<pt::same>>>;
    check_forward<numbers, double>(layers{}, file.at("same_odd"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(same_even) {
    using layers = net<pt::input<2, 5, 7>, pt::conv2d<3, pt::kernel<4, 2>, pt::padding<pt::same>>>;
    check_forward<numbers, float>(layers{}, file.at("same_even"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(dilated) {
    using layers = net<pt::input<2, 9, 9>, pt::conv2d<3, pt::kernel<3>, pt::dilation<2>>>;
    check_forward<numbers, double>(layers{}, file.at("dilated"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(dilated_strided) {
    using layers = net<pt::input<1, 12, 13>, pt::conv2d<2, pt::kernel<3, 2>, pt::dilation<2, 5>, pt::stride<2>,
        pt::padding<1>>>;
    check_forward<numbers, float>(layers{}, file.at("dilated_strided"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(same_dilated) {
    using layers = net<pt::input<1, 9, 8>, pt::conv2d<3, pt::kernel<3>, pt::dilation<3, 2>, pt::padding<pt::same>>,
        pt::gelu>;
    check_forward<numbers, double>(layers{}, file.at("same_dilated"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(two_groups) {
    using layers = net<pt::input<4, 6, 5>, pt::conv2d<6, pt::kernel<3>, pt::groups<2>>>;
    check_training<numbers, batch, float>(layers{}, file.at("two_groups"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(depthwise) {
    using layers = net<pt::input<7, 6, 6>, pt::conv2d<7, pt::kernel<3>, pt::groups<7>, pt::padding<1>>>;
    check_forward<numbers, double>(layers{}, file.at("depthwise"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(depthwise_doubled) {
    using layers = net<pt::input<3, 7, 5>, pt::conv2d<6, pt::kernel<2, 3>, pt::groups<3>, pt::no_bias>>;
    check_forward<numbers, float>(layers{}, file.at("depthwise_doubled"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(pointwise) {
    using layers = net<pt::input<17, 3, 3>, pt::conv2d<9, pt::kernel<1>>>;
    check_forward<numbers, double>(layers{}, file.at("pointwise"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(pointwise_strided) {
    using layers = net<pt::input<5, 5, 6>, pt::conv2d<4, pt::kernel<1>, pt::stride<2>, pt::padding<1>>>;
    check_forward<numbers, float>(layers{}, file.at("pointwise_strided"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(kernel_of_the_image) {
    using layers = net<pt::input<3, 5, 6>, pt::conv2d<10, pt::kernel<5, 6>>, pt::sigmoid>;
    check_forward<numbers, double>(layers{}, file.at("kernel_of_the_image"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(without_bias) {
    using layers = net<pt::input<3, 6, 6>, pt::conv2d<5, pt::kernel<3>, pt::no_bias>, pt::relu>;
    check_training<numbers, batch, float>(layers{}, file.at("without_bias"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(two_in_a_row) {
    using layers = net<pt::input<1, 7, 8>, pt::conv2d<4, pt::kernel<3>>, pt::relu, pt::conv2d<3, pt::kernel<3>>>;
    check_training<numbers, batch, double>(layers{}, file.at("two_in_a_row"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_SUITE_END()
