// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"small_cnns"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_small_cnns)
BOOST_AUTO_TEST_CASE(digits) {
    using layers = net<pt::input<1, 8, 8>, pt::conv2d<4, pt::kernel<3>>, pt::relu, pt::max_pool<pt::kernel<2>>,
        pt::flatten, pt::dense<10>, pt::softmax>;
    check_training<classes, batch, float>(layers{}, file.at("digits"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(two_stages) {
    using layers = net<pt::input<1, 12, 12>, pt::conv2d<4, pt::kernel<3>>, pt::relu, pt::max_pool<pt::kernel<2>>,
        pt::conv2d<8, pt::kernel<3>>, pt::relu, pt::max_pool<pt::kernel<3>>, pt::flatten, pt::dense<3>>;
    check_training<numbers, batch, double>(layers{}, file.at("two_stages"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(separable) {
    using layers = net<pt::input<3, 6, 6>, pt::conv2d<3, pt::kernel<3>, pt::groups<3>, pt::padding<1>>, pt::conv2d<6,
        pt::kernel<1>>, pt::silu, pt::global_average_pool, pt::dense<4>, pt::softmax>;
    check_training<classes, batch, float>(layers{}, file.at("separable"), pt::cross_entropy{},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(slopes) {
    using layers = net<pt::input<2, 5, 5>, pt::conv2d<3, pt::kernel<3>>, pt::prelu, pt::flatten, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("slopes"), pt::huber{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(pool_before_relu) {
    using layers = net<pt::input<1, 9, 9>, pt::conv2d<5, pt::kernel<2>>, pt::max_pool<pt::kernel<2>>, pt::relu,
        pt::flatten, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("pool_before_relu"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.125, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(autoencoder) {
    using layers = net<pt::input<1, 4, 6>, pt::conv2d<3, pt::kernel<3>, pt::padding<1>, pt::stride<2>>, pt::tanh,
        pt::flatten, pt::dense<4>, pt::tanh, pt::dense<18>, pt::reshape<3, 2, 3>, pt::conv_transpose2d<1, pt::kernel<2>,
        pt::stride<2>>, pt::sigmoid>;
    check_training<numbers, batch, double>(layers{}, file.at("autoencoder"), pt::binary_cross_entropy{},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_SUITE_END()
