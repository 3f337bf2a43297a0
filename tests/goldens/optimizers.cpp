// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"optimizers"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_optimizers)
BOOST_AUTO_TEST_CASE(sgd) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("sgd"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(sgd_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("sgd_one"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(sgd_momentum) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("sgd_momentum"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5, .momentum = 0.9});
}
BOOST_AUTO_TEST_CASE(sgd_momentum_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("sgd_momentum_one"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5, .momentum = 0.9});
}
BOOST_AUTO_TEST_CASE(sgd_nesterov) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("sgd_nesterov"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5, .momentum = 0.9, .nesterov = true});
}
BOOST_AUTO_TEST_CASE(sgd_nesterov_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("sgd_nesterov_one"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.9, .nesterov = true});
}
BOOST_AUTO_TEST_CASE(sgd_weight_decay) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("sgd_weight_decay"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5, .weight_decay = 0.1});
}
BOOST_AUTO_TEST_CASE(sgd_weight_decay_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("sgd_weight_decay_one"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5, .weight_decay = 0.1});
}
BOOST_AUTO_TEST_CASE(sgd_everything) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("sgd_everything"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5, .momentum = 0.9, .nesterov = true, .weight_decay = 0.03});
}
BOOST_AUTO_TEST_CASE(sgd_everything_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("sgd_everything_one"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.9, .nesterov = true, .weight_decay = 0.03});
}
BOOST_AUTO_TEST_CASE(rms_prop) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("rms_prop"), pt::sum_of_squared_errors{},
        pt::rms_prop{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(rms_prop_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("rms_prop_one"), pt::sum_of_squared_errors{},
        pt::rms_prop{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_CASE(rms_prop_momentum) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("rms_prop_momentum"), pt::sum_of_squared_errors{},
        pt::rms_prop{.learning_rate = 0.0625, .momentum = 0.5});
}
BOOST_AUTO_TEST_CASE(rms_prop_weight_decay) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("rms_prop_weight_decay"), pt::sum_of_squared_errors{},
        pt::rms_prop{.learning_rate = 0.0625, .weight_decay = 0.1});
}
BOOST_AUTO_TEST_CASE(rms_prop_centered) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("rms_prop_centered"), pt::sum_of_squared_errors{},
        pt::rms_prop{.learning_rate = 0.0625, .centered = true});
}
BOOST_AUTO_TEST_CASE(rms_prop_everything) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("rms_prop_everything"), pt::sum_of_squared_errors{},
        pt::rms_prop{.learning_rate = 0.0625, .alpha = 0.9, .epsilon = 0.001, .weight_decay = 0.1, .momentum = 0.5,
            .centered = true});
}
BOOST_AUTO_TEST_CASE(adam) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("adam"), pt::sum_of_squared_errors{},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(adam_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("adam_one"), pt::sum_of_squared_errors{},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(adam_weight_decay) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, float>(layers{}, file.at("adam_weight_decay"), pt::sum_of_squared_errors{},
        pt::adam{.learning_rate = 0.0625, .weight_decay = 0.1});
}
BOOST_AUTO_TEST_CASE(adam_everything) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("adam_everything"), pt::sum_of_squared_errors{},
        pt::adam{.learning_rate = 0.0625, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 0.001, .weight_decay = 0.1});
}
BOOST_AUTO_TEST_CASE(adam_w) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("adam_w"), pt::sum_of_squared_errors{},
        pt::adam_w{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(adam_w_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("adam_w_one"), pt::sum_of_squared_errors{},
        pt::adam_w{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_CASE(adam_w_everything) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("adam_w_everything"), pt::sum_of_squared_errors{},
        pt::adam_w{.learning_rate = 0.0625, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 0.001, .weight_decay = 0.3});
}
BOOST_AUTO_TEST_CASE(sgd_step_schedule) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("sgd_step_schedule"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = pt::step_schedule{.initial = 0.5, .step_size = 3, .gamma = 0.7}, .momentum = 0.5});
}
BOOST_AUTO_TEST_CASE(sgd_cosine_schedule) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, float>(layers{}, file.at("sgd_cosine_schedule"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = pt::cosine_schedule{.initial = 0.5, .steps = 8}});
}
BOOST_AUTO_TEST_CASE(sgd_warm_up) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("sgd_warm_up"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = pt::warm_up_schedule{.start_factor = 0.25, .steps = 4, .then = 0.5}, .momentum = 0.5});
}
BOOST_AUTO_TEST_CASE(rms_prop_cosine_schedule) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("rms_prop_cosine_schedule"), pt::sum_of_squared_errors{},
        pt::rms_prop{.learning_rate = pt::cosine_schedule{.initial = 0.125, .minimum = 0.01, .steps = 4}});
}
BOOST_AUTO_TEST_CASE(adam_step_schedule) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("adam_step_schedule"), pt::sum_of_squared_errors{},
        pt::adam{.learning_rate = pt::step_schedule{.initial = 0.125, .step_size = 3, .gamma = 0.7}});
}
BOOST_AUTO_TEST_CASE(adam_w_warm_up_cosine) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("adam_w_warm_up_cosine"), pt::sum_of_squared_errors{},
        pt::adam_w{.learning_rate = pt::warm_up_schedule{.start_factor = 0.1, .steps = 3, .then =
            pt::cosine_schedule{.initial = 0.125, .steps = 6}}});
}
BOOST_AUTO_TEST_CASE(sgd_clipped) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("sgd_clipped"), pt::sum_of_squared_errors{},
        pt::clip_norm{.max_norm = 0.5, .optimizer = pt::sgd{.learning_rate = 0.5, .momentum = 0.5}});
}
BOOST_AUTO_TEST_CASE(sgd_clipped_one) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, single, float>(layers{}, file.at("sgd_clipped_one"), pt::sum_of_squared_errors{},
        pt::clip_norm{.max_norm = 0.25, .optimizer = pt::sgd{.learning_rate = 0.25}});
}
BOOST_AUTO_TEST_CASE(adam_clipped) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("adam_clipped"), pt::sum_of_squared_errors{},
        pt::clip_norm{.max_norm = 0.5, .optimizer = pt::adam{.learning_rate = 0.125}});
}
BOOST_AUTO_TEST_SUITE_END()
