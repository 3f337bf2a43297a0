// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"nets_with_losses"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_nets_with_losses)
BOOST_AUTO_TEST_CASE(two_classes) {
    using layers = net<pt::input<5>, pt::dense<2>, pt::softmax>;
    check_training<classes, batch, float>(layers{}, file.at("two_classes"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(many_classes) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::tanh, pt::dense<17>, pt::softmax>;
    check_training<classes, single, double>(layers{}, file.at("many_classes"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(probabilities) {
    using layers = net<pt::input<6>, pt::dense<5>, pt::softmax>;
    check_training<numbers, batch, float>(layers{}, file.at("probabilities"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(log_likelihood_of_class) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::tanh, pt::dense<3>, pt::log_softmax>;
    check_training<classes, batch, double>(layers{}, file.at("log_likelihood_of_class"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(log_likelihood_of_probabilities) {
    using layers = net<pt::input<4>, pt::dense<9>, pt::log_softmax>;
    check_training<numbers, single, float>(layers{}, file.at("log_likelihood_of_probabilities"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(labels) {
    using layers = net<pt::input<5>, pt::dense<1>, pt::sigmoid>;
    check_training<numbers, batch, double>(layers{}, file.at("labels"), pt::binary_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(several_labels) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<5>, pt::sigmoid>;
    check_training<numbers, single, float>(layers{}, file.at("several_labels"), pt::binary_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(squares_behind_softmax) {
    using layers = net<pt::input<5>, pt::dense<4>, pt::softmax>;
    check_training<numbers, batch, double>(layers{}, file.at("squares_behind_softmax"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(squares_behind_log_softmax) {
    using layers = net<pt::input<7>, pt::dense<3>, pt::log_softmax>;
    check_training<numbers, batch, float>(layers{}, file.at("squares_behind_log_softmax"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(squares_behind_sigmoid) {
    using layers = net<pt::input<3>, pt::dense<3>, pt::sigmoid>;
    check_training<numbers, batch, double>(layers{}, file.at("squares_behind_sigmoid"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(absolute_behind_tanh) {
    using layers = net<pt::input<3>, pt::dense<7>, pt::tanh>;
    check_training<numbers, single, float>(layers{}, file.at("absolute_behind_tanh"), pt::mean_absolute_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(cross_entropy_behind_sigmoid) {
    using layers = net<pt::input<5>, pt::dense<3>, pt::sigmoid>;
    check_training<classes, batch, double>(layers{}, file.at("cross_entropy_behind_sigmoid"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(cross_entropy_behind_hard_sigmoid) {
    using layers = net<pt::input<4>, pt::dense<2>, pt::hard_sigmoid>;
    check_training<numbers, single, float>(layers{}, file.at("cross_entropy_behind_hard_sigmoid"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(binary_behind_softmax) {
    using layers = net<pt::input<5>, pt::dense<3>, pt::softmax>;
    check_training<numbers, batch, double>(layers{}, file.at("binary_behind_softmax"), pt::binary_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(binary_behind_hard_sigmoid) {
    using layers = net<pt::input<4>, pt::dense<3>, pt::hard_sigmoid>;
    check_training<numbers, single, float>(layers{}, file.at("binary_behind_hard_sigmoid"), pt::binary_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(huber_of_delta) {
    using layers = net<pt::input<5>, pt::dense<4>>;
    check_training<numbers, batch, double>(layers{}, file.at("huber_of_delta"), pt::huber{.delta = 0.25},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(logits_of_two_classes) {
    using layers = net<pt::input<5>, pt::dense<2>>;
    check_training<classes, batch, float>(layers{}, file.at("logits_of_two_classes"), pt::softmax_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(logits_of_many_classes) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::tanh, pt::dense<17>>;
    check_training<classes, batch, double>(layers{}, file.at("logits_of_many_classes"), pt::softmax_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(logits_and_probabilities) {
    using layers = net<pt::input<6>, pt::dense<5>>;
    check_training<numbers, single, float>(layers{}, file.at("logits_and_probabilities"), pt::softmax_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(logits_of_labels) {
    using layers = net<pt::input<5>, pt::dense<1>>;
    check_training<numbers, batch, double>(layers{}, file.at("logits_of_labels"), pt::sigmoid_binary_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(logits_of_several_labels) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::relu, pt::dense<5>>;
    check_training<numbers, batch, float>(layers{}, file.at("logits_of_several_labels"), pt::sigmoid_binary_cross_entropy{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_SUITE_END()
