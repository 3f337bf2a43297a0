// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"activations_1"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_activations_1)
BOOST_AUTO_TEST_CASE(identity) {
    using layers = net<pt::input<6>, pt::dense<9>, pt::identity, pt::dense<3>>;
    check_training<numbers, single, float>(layers{}, file.at("identity"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_CASE(leaky_relu) {
    using layers = net<pt::input<6>, pt::dense<33>, pt::leaky_relu, pt::dense<2>>;
    check_training<numbers, single, double>(layers{}, file.at("leaky_relu"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(selu) {
    using layers = net<pt::input<3>, pt::dense<5>, pt::selu, pt::dense<7>>;
    check_training<numbers, single, float>(layers{}, file.at("selu"), pt::huber{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(silu) {
    using layers = net<pt::input<4>, pt::dense<7>, pt::silu, pt::dense<3>>;
    check_training<numbers, batch, double>(layers{}, file.at("silu"), pt::huber{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(sigmoid) {
    using layers = net<pt::input<9>, pt::dense<65>, pt::sigmoid, pt::dense<2>>;
    check_training<numbers, single, float>(layers{}, file.at("sigmoid"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(hard_sigmoid) {
    using layers = net<pt::input<7>, pt::dense<63>, pt::hard_sigmoid, pt::dense<1>>;
    check_training<numbers, single, double>(layers{}, file.at("hard_sigmoid"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(softmax) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::softmax, pt::dense<3>>;
    check_training<numbers, batch, float>(layers{}, file.at("softmax"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(prelu) {
    using layers = net<pt::input<7>, pt::dense<12>, pt::prelu, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("prelu"), pt::huber{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(elu_with) {
    using layers = net<pt::input<3>, pt::dense<8>, pt::elu_with<0.5>>;
    check_training<numbers, single, float>(layers{}, file.at("elu_with"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_SUITE_END()
