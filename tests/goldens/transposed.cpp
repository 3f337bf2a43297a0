// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"transposed"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_transposed)
BOOST_AUTO_TEST_CASE(transposed) {
    using layers = net<pt::input<2, 3, 4>, pt::conv_transpose2d<3, pt::kernel<3>>>;
    check_forward<numbers, float>(layers{}, file.at("transposed"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(transposed_strided) {
    using layers = net<pt::input<3, 3, 4>, pt::conv_transpose2d<2, pt::kernel<3>, pt::stride<2>>, pt::relu>;
    check_forward<numbers, double>(layers{}, file.at("transposed_strided"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(transposed_padded) {
    using layers = net<pt::input<2, 4, 3>, pt::conv_transpose2d<4, pt::kernel<3>, pt::stride<2>, pt::padding<1>,
        pt::output_padding<1>>>;
    check_forward<numbers, float>(layers{}, file.at("transposed_padded"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(transposed_uneven) {
    using layers = net<pt::input<1, 3, 5>, pt::conv_transpose2d<2, pt::kernel<2, 4>, pt::stride<3, 2>, pt::padding<0,
        3>, pt::output_padding<2, 0>>>;
    check_forward<numbers, double>(layers{}, file.at("transposed_uneven"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(transposed_dilated) {
    using layers = net<pt::input<2, 4, 4>, pt::conv_transpose2d<3, pt::kernel<2>, pt::dilation<3>, pt::padding<1>>>;
    check_training<numbers, batch, float>(layers{}, file.at("transposed_dilated"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(transposed_in_groups) {
    using layers = net<pt::input<4, 3, 3>, pt::conv_transpose2d<6, pt::kernel<3>, pt::groups<2>, pt::no_bias>>;
    check_forward<numbers, double>(layers{}, file.at("transposed_in_groups"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(transposed_gaps) {
    using layers = net<pt::input<2, 3, 3>, pt::conv_transpose2d<2, pt::kernel<1>, pt::stride<2>>>;
    check_forward<numbers, float>(layers{}, file.at("transposed_gaps"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(down_and_up) {
    using layers = net<pt::input<1, 7, 7>, pt::conv2d<4, pt::kernel<3>, pt::stride<2>>, pt::tanh,
        pt::conv_transpose2d<1, pt::kernel<3>, pt::stride<2>>>;
    check_training<numbers, batch, double>(layers{}, file.at("down_and_up"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_SUITE_END()
