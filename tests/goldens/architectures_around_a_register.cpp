// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"architectures_around_a_register"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_architectures_around_a_register)
BOOST_AUTO_TEST_CASE(widths_15_16_17) {
    using layers = net<pt::input<15>, pt::dense<16>, pt::relu, pt::dense<17>, pt::relu, pt::dense<3>, pt::softmax>;
    check_training<classes, batch, float>(layers{}, file.at("widths_15_16_17"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_16_15_1) {
    using layers = net<pt::input<16>, pt::dense<15>, pt::leaky_relu, pt::dense<1>>;
    check_training<numbers, batch, double>(layers{}, file.at("widths_16_15_1"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.125, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_17_7_31) {
    using layers = net<pt::input<17>, pt::dense<7>, pt::elu, pt::dense<31>>;
    check_training<numbers, batch, float>(layers{}, file.at("widths_17_7_31"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(widths_7_31_5) {
    using layers = net<pt::input<7>, pt::dense<31>, pt::selu, pt::dense<5>>;
    check_training<numbers, batch, double>(layers{}, file.at("widths_7_31_5"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.125, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_31_16_2) {
    using layers = net<pt::input<31>, pt::dense<16>, pt::softplus, pt::dense<2>, pt::softmax>;
    check_training<numbers, batch, float>(layers{}, file.at("widths_31_16_2"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_4_16_16_3) {
    using layers = net<pt::input<4>, pt::dense<16>, pt::relu, pt::dense<16>, pt::relu, pt::dense<3>>;
    check_training<numbers, batch, double>(layers{}, file.at("widths_4_16_16_3"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_33_16_15) {
    using layers = net<pt::input<33>, pt::dense<16>, pt::tanh, pt::dense<15>, pt::log_softmax>;
    check_training<classes, batch, float>(layers{}, file.at("widths_33_16_15"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_5_17_33) {
    using layers = net<pt::input<5>, pt::dense<17>, pt::silu, pt::dense<33>, pt::sigmoid>;
    check_training<numbers, single, double>(layers{}, file.at("widths_5_17_33"), pt::binary_cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_8_8) {
    using layers = net<pt::input<8>, pt::dense<8>, pt::hard_tanh>;
    check_training<numbers, batch, float>(layers{}, file.at("widths_8_8"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_SUITE_END()
