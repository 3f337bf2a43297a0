// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"architectures_unusual"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_architectures_unusual)
BOOST_AUTO_TEST_CASE(without_bias) {
    using layers = net<pt::input<5>, pt::dense<7, pt::no_bias>, pt::tanh, pt::dense<3, pt::no_bias>>;
    check_training<numbers, batch, float>(layers{}, file.at("without_bias"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(some_without_bias) {
    using layers = net<pt::input<16>, pt::dense<16, pt::no_bias>, pt::relu, pt::dense<15>>;
    check_training<numbers, batch, double>(layers{}, file.at("some_without_bias"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(without_bias_wide) {
    using layers = net<pt::input<33>, pt::dense<17, pt::no_bias>>;
    check_training<numbers, batch, float>(layers{}, file.at("without_bias_wide"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(linear) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("linear"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(two_in_a_row) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::softplus, pt::tanh, pt::dense<3>>;
    check_training<numbers, batch, float>(layers{}, file.at("two_in_a_row"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(three_in_a_row) {
    using layers = net<pt::input<3>, pt::dense<17>, pt::elu, pt::sigmoid, pt::identity, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("three_in_a_row"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(softmax_twice) {
    using layers = net<pt::input<7>, pt::dense<5>, pt::softmax, pt::softmax>;
    check_training<numbers, batch, float>(layers{}, file.at("softmax_twice"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(own_slopes) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::prelu, pt::prelu, pt::dense<3>>;
    check_training<numbers, batch, double>(layers{}, file.at("own_slopes"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(deep) {
    using layers = net<pt::input<4>, pt::dense<5>, pt::tanh, pt::dense<5>, pt::tanh, pt::dense<5>, pt::tanh,
        pt::dense<5>, pt::tanh, pt::dense<3>, pt::softmax>;
    check_training<classes, batch, float>(layers{}, file.at("deep"), pt::cross_entropy{},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_SUITE_END()
