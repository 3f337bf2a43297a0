// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"batch_norms"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_batch_norms)
BOOST_AUTO_TEST_CASE(vector) {
    using layers = net<pt::input<5>, pt::dense<7, pt::no_bias>, pt::batch_norm, pt::relu, pt::dense<3>>;
    check_training<numbers, batch, float>(layers{}, file.at("vector"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(first) {
    using layers = net<pt::input<9>, pt::batch_norm, pt::dense<2>, pt::sigmoid>;
    check_training<numbers, batch, double>(layers{}, file.at("first"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(images) {
    using layers = net<pt::input<2, 5, 4>, pt::conv2d<3, pt::kernel<2>, pt::no_bias>, pt::batch_norm, pt::relu>;
    check_training<numbers, batch, float>(layers{}, file.at("images"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(one_image) {
    using layers = net<pt::input<1, 4, 5>, pt::conv2d<2, pt::kernel<3>, pt::no_bias>, pt::batch_norm, pt::tanh>;
    check_training<numbers, single, double>(layers{}, file.at("one_image"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(sequences) {
    using layers = net<pt::input<3, 11>, pt::batch_norm, pt::conv1d<2, pt::kernel<3>>>;
    check_training<numbers, batch, float>(layers{}, file.at("sequences"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_CASE(without_weights) {
    using layers = net<pt::input<6>, pt::dense<5, pt::no_bias>, pt::basic_batch_norm<pt::no_affine, pt::momentum<0.25>,
        pt::epsilon<0.125>>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("without_weights"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(in_parts) {
    using layers = net<pt::input<4>, pt::dense<9, pt::no_bias>, pt::batch_norm, pt::tanh, pt::dense<3>>;
    check_training<numbers, batch, float>(layers{}, file.at("in_parts"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(two_in_parts) {
    using layers = net<pt::input<3>, pt::dense<5, pt::no_bias>, pt::batch_norm, pt::silu, pt::dense<17, pt::no_bias>,
        pt::batch_norm, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("two_in_parts"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(decay) {
    using layers = net<pt::input<5>, pt::dense<8, pt::no_bias>, pt::batch_norm, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("decay"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0, .momentum = 0.75, .weight_decay = 0.125});
}
BOOST_AUTO_TEST_CASE(of_classes) {
    using layers = net<pt::input<4>, pt::dense<6, pt::no_bias>, pt::batch_norm, pt::relu, pt::dense<3>, pt::softmax>;
    check_training<classes, batch, double>(layers{}, file.at("of_classes"), pt::cross_entropy{},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_SUITE_END()
