// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"pools"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_pools)
BOOST_AUTO_TEST_CASE(max_pool) {
    using layers = net<pt::input<3, 6, 5>, pt::conv2d<3, pt::kernel<1>>, pt::max_pool<pt::kernel<2>>>;
    check_forward<numbers, float>(layers{}, file.at("max_pool"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(max_pool_overlapping) {
    using layers = net<pt::input<2, 7, 8>, pt::conv2d<2, pt::kernel<1>>, pt::max_pool<pt::kernel<3>, pt::stride<2>>>;
    check_training<numbers, batch, double>(layers{}, file.at("max_pool_overlapping"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(max_pool_padded) {
    using layers = net<pt::input<2, 5, 6>, pt::conv2d<2, pt::kernel<1>>, pt::max_pool<pt::kernel<3, 2>, pt::padding<1>,
        pt::stride<2, 1>>>;
    check_forward<numbers, float>(layers{}, file.at("max_pool_padded"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(max_pool_dilated) {
    using layers = net<pt::input<1, 8, 9>, pt::conv2d<2, pt::kernel<1>>, pt::max_pool<pt::kernel<2>, pt::dilation<3>,
        pt::stride<1>>>;
    check_forward<numbers, double>(layers{}, file.at("max_pool_dilated"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(max_pool_of_sequence) {
    using layers = net<pt::input<3, 17>, pt::conv1d<3, pt::kernel<1>>, pt::max_pool<pt::kernel<3>>>;
    check_forward<numbers, float>(layers{}, file.at("max_pool_of_sequence"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(max_pool_padded_sequence) {
    using layers = net<pt::input<1, 11>, pt::conv1d<2, pt::kernel<2>>, pt::max_pool<pt::kernel<4>, pt::stride<3>,
        pt::padding<2>>>;
    check_forward<numbers, double>(layers{}, file.at("max_pool_padded_sequence"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(average_pool) {
    using layers = net<pt::input<2, 6, 7>, pt::conv2d<2, pt::kernel<1>>, pt::average_pool<pt::kernel<2, 3>>>;
    check_forward<numbers, float>(layers{}, file.at("average_pool"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(average_pool_padded) {
    using layers = net<pt::input<3, 5, 5>, pt::conv2d<3, pt::kernel<1>>, pt::average_pool<pt::kernel<3>, pt::stride<2>,
        pt::padding<1>>>;
    check_training<numbers, batch, double>(layers{}, file.at("average_pool_padded"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(average_pool_of_sequence) {
    using layers = net<pt::input<2, 19>, pt::conv1d<2, pt::kernel<1>>, pt::average_pool<pt::kernel<5>, pt::stride<2>,
        pt::padding<2>>>;
    check_forward<numbers, float>(layers{}, file.at("average_pool_of_sequence"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(global_pool) {
    using layers = net<pt::input<3, 5, 7>, pt::conv2d<5, pt::kernel<2>>, pt::relu, pt::global_average_pool,
        pt::dense<3>>;
    check_forward<numbers, double>(layers{}, file.at("global_pool"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(global_pool_of_sequence) {
    using layers = net<pt::input<2, 13>, pt::conv1d<3, pt::kernel<4>>, pt::global_average_pool>;
    check_forward<numbers, float>(layers{}, file.at("global_pool_of_sequence"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(upsampled) {
    using layers = net<pt::input<2, 3, 4>, pt::conv2d<3, pt::kernel<2>>, pt::upsample<2>, pt::conv2d<1, pt::kernel<3>,
        pt::padding<1>>>;
    check_forward<numbers, double>(layers{}, file.at("upsampled"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(upsampled_unevenly) {
    using layers = net<pt::input<1, 3, 2>, pt::conv2d<2, pt::kernel<1>>, pt::upsample<1, 3>>;
    check_forward<numbers, float>(layers{}, file.at("upsampled_unevenly"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(upsampled_sequence) {
    using layers = net<pt::input<2, 5>, pt::conv1d<2, pt::kernel<2>>, pt::upsample<3>>;
    check_forward<numbers, double>(layers{}, file.at("upsampled_sequence"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(reshaped) {
    using layers = net<pt::input<30>, pt::dense<24>, pt::reshape<2, 3, 4>, pt::conv2d<3, pt::kernel<2>>, pt::reshape<6,
        3>, pt::conv1d<2, pt::kernel<3>>>;
    check_forward<numbers, float>(layers{}, file.at("reshaped"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_SUITE_END()
