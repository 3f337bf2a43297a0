// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"conv1d"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_conv1d)
BOOST_AUTO_TEST_CASE(sequence) {
    using layers = net<pt::input<1, 16>, pt::conv1d<4, pt::kernel<3>>, pt::tanh>;
    check_forward<numbers, float>(layers{}, file.at("sequence"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(sequence_of_one) {
    using layers = net<pt::input<3, 1>, pt::conv1d<2, pt::kernel<1>>>;
    check_forward<numbers, double>(layers{}, file.at("sequence_of_one"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(sequence_dilated) {
    using layers = net<pt::input<2, 31>, pt::conv1d<5, pt::kernel<3>, pt::dilation<4>>>;
    check_training<numbers, batch, float>(layers{}, file.at("sequence_dilated"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(sequence_strided) {
    using layers = net<pt::input<3, 17>, pt::conv1d<4, pt::kernel<5>, pt::stride<3>, pt::padding<4>>>;
    check_forward<numbers, double>(layers{}, file.at("sequence_strided"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(sequence_same) {
    using layers = net<pt::input<2, 9>, pt::conv1d<3, pt::kernel<4>, pt::padding<pt::same>>>;
    check_forward<numbers, float>(layers{}, file.at("sequence_same"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(sequence_in_groups) {
    using layers = net<pt::input<4, 13>, pt::conv1d<8, pt::kernel<2>, pt::groups<4>, pt::no_bias>>;
    check_forward<numbers, double>(layers{}, file.at("sequence_in_groups"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(audio) {
    using layers = net<pt::input<1, 24>, pt::conv1d<8, pt::kernel<3>>, pt::tanh, pt::conv1d<8, pt::kernel<3>,
        pt::dilation<2>>, pt::tanh, pt::flatten, pt::dense<1>>;
    check_forward<numbers, float>(layers{}, file.at("audio"), pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_SUITE_END()
