// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"activations_2"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_activations_2)
BOOST_AUTO_TEST_CASE(relu) {
    using layers = net<pt::input<7>, pt::dense<17>, pt::relu, pt::dense<3>>;
    check_training<numbers, batch, float>(layers{}, file.at("relu"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(elu) {
    using layers = net<pt::input<5>, pt::dense<15>, pt::elu, pt::dense<4>>;
    check_training<numbers, batch, double>(layers{}, file.at("elu"), pt::mean_absolute_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(gelu) {
    using layers = net<pt::input<7>, pt::dense<31>, pt::gelu, pt::dense<1>>;
    check_training<numbers, batch, float>(layers{}, file.at("gelu"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(softplus) {
    using layers = net<pt::input<9>, pt::dense<16>, pt::softplus, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("softplus"), pt::mean_absolute_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(tanh) {
    using layers = net<pt::input<8>, pt::dense<3>, pt::tanh, pt::dense<5>>;
    check_training<numbers, batch, float>(layers{}, file.at("tanh"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(hard_tanh) {
    using layers = net<pt::input<12>, pt::dense<2>, pt::hard_tanh, pt::dense<6>>;
    check_training<numbers, batch, double>(layers{}, file.at("hard_tanh"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(log_softmax) {
    using layers = net<pt::input<5>, pt::dense<32>, pt::log_softmax, pt::dense<3>>;
    check_training<numbers, single, float>(layers{}, file.at("log_softmax"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.00390625});
}
BOOST_AUTO_TEST_CASE(leaky_relu_with) {
    using layers = net<pt::input<6>, pt::dense<4>, pt::leaky_relu_with<0.2>>;
    check_training<numbers, batch, double>(layers{}, file.at("leaky_relu_with"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_SUITE_END()
