// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"architectures_wide_1"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_architectures_wide_1)
BOOST_AUTO_TEST_CASE(widths_65_33) {
    using layers = net<pt::input<65>, pt::dense<33>>;
    check_training<numbers, batch, float>(layers{}, file.at("widths_65_33"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_31_33_7) {
    using layers = net<pt::input<31>, pt::dense<33>, pt::tanh, pt::dense<7>>;
    check_training<numbers, batch, double>(layers{}, file.at("widths_31_33_7"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_33_65_1) {
    using layers = net<pt::input<33>, pt::dense<65>, pt::relu, pt::dense<1>>;
    check_training<numbers, batch, float>(layers{}, file.at("widths_33_65_1"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.0625, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_63_15_16) {
    using layers = net<pt::input<63>, pt::dense<15>, pt::gelu, pt::dense<16>, pt::softmax>;
    check_training<classes, batch, double>(layers{}, file.at("widths_63_15_16"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_100_17) {
    using layers = net<pt::input<100>, pt::dense<17>, pt::softmax>;
    check_training<classes, batch, float>(layers{}, file.at("widths_100_17"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_SUITE_END()
