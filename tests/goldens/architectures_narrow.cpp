// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"architectures_narrow"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_architectures_narrow)
BOOST_AUTO_TEST_CASE(one_weight) {
    using layers = net<pt::input<1>, pt::dense<1, pt::no_bias>>;
    check_training<numbers, batch, float>(layers{}, file.at("one_weight"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(perceptron) {
    using layers = net<pt::input<3>, pt::dense<1>, pt::sigmoid>;
    check_training<numbers, batch, double>(layers{}, file.at("perceptron"), pt::binary_cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(exclusive_or) {
    using layers = net<pt::input<2>, pt::dense<3>, pt::tanh, pt::dense<1>, pt::sigmoid>;
    check_training<numbers, batch, float>(layers{}, file.at("exclusive_or"), pt::binary_cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(thin) {
    using layers = net<pt::input<1>, pt::dense<1>, pt::tanh, pt::dense<1>, pt::tanh, pt::dense<1>, pt::tanh,
        pt::dense<1>>;
    check_training<numbers, batch, double>(layers{}, file.at("thin"), pt::mean_squared_error{},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(zigzag) {
    using layers = net<pt::input<2>, pt::dense<1>, pt::tanh, pt::dense<3>, pt::sigmoid, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("zigzag"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(small) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::relu, pt::dense<7>, pt::relu, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("small"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(certain) {
    using layers = net<pt::input<2>, pt::dense<1>, pt::softmax>;
    check_training<numbers, batch, float>(layers{}, file.at("certain"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(no_parameters) {
    using layers = net<pt::input<5>, pt::tanh>;
    check_forward<numbers, double>(layers{}, file.at("no_parameters"), pt::mean_squared_error{});
}
BOOST_AUTO_TEST_CASE(activation_first) {
    using layers = net<pt::input<15>, pt::tanh, pt::dense<7>>;
    check_training<numbers, batch, float>(layers{}, file.at("activation_first"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_SUITE_END()
