// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"blocks"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_blocks)
BOOST_AUTO_TEST_CASE(identity) {
    using layers = net<pt::input<5>, pt::residual<pt::dense<7>, pt::tanh, pt::dense<5>>, pt::relu, pt::dense<3>>;
    check_training<numbers, batch, float>(layers{}, file.at("identity"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(projected) {
    using layers = net<pt::input<5>, pt::residual<pt::dense<7>, pt::relu>, pt::dense<3>>;
    check_training<numbers, batch, double>(layers{}, file.at("projected"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(image) {
    using layers = net<pt::input<2, 5, 5>, pt::residual<pt::conv2d<2, pt::kernel<3>, pt::padding<1>>, pt::relu,
        pt::conv2d<2, pt::kernel<3>, pt::padding<1>>>, pt::relu>;
    check_training<numbers, batch, float>(layers{}, file.at("image"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(strided) {
    using layers = net<pt::input<2, 7, 6>, pt::residual<pt::conv2d<4, pt::kernel<3>, pt::padding<1>, pt::stride<2>>,
        pt::tanh>, pt::flatten, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("strided"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(of_sequence) {
    using layers = net<pt::input<2, 9>, pt::residual<pt::conv1d<3, pt::kernel<3>, pt::padding<pt::same>>>>;
    check_training<numbers, batch, float>(layers{}, file.at("of_sequence"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(with_batch_norm) {
    using layers = net<pt::input<6>, pt::residual<pt::dense<5, pt::no_bias>, pt::batch_norm, pt::tanh, pt::dense<6,
        pt::no_bias>, pt::batch_norm>, pt::relu, pt::dense<2>>;
    check_training<numbers, batch, double>(layers{}, file.at("with_batch_norm"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(nested_in_parts) {
    using layers = net<pt::input<4>, pt::residual<pt::dense<5, pt::no_bias>, pt::residual<pt::dense<5, pt::no_bias>,
        pt::batch_norm, pt::tanh>, pt::dense<4, pt::no_bias>, pt::batch_norm>, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("nested_in_parts"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(gates) {
    using layers = net<pt::input<4, 3, 3>, pt::conv2d<6, pt::kernel<2>>, pt::squeeze_excite<2>, pt::flatten,
        pt::dense<3>>;
    check_training<numbers, batch, double>(layers{}, file.at("gates"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(gates_of_sequence) {
    using layers = net<pt::input<5, 7>, pt::squeeze_excite<4>>;
    check_training<numbers, batch, float>(layers{}, file.at("gates_of_sequence"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(dropped) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::dropout<>, pt::relu, pt::dense<3>>;
    check_forward<numbers, double>(layers{}, file.at("dropped"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_SUITE_END()
