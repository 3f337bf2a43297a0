// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"architectures_wide_2"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_architectures_wide_2)
BOOST_AUTO_TEST_CASE(widths_17_100) {
    using layers = net<pt::input<17>, pt::dense<100>, pt::tanh>;
    check_training<numbers, single, float>(layers{}, file.at("widths_17_100"), pt::huber{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_1_100_1) {
    using layers = net<pt::input<1>, pt::dense<100>, pt::gelu, pt::dense<1>>;
    check_training<numbers, batch, double>(layers{}, file.at("widths_1_100_1"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_64_32_10) {
    using layers = net<pt::input<64>, pt::dense<32>, pt::relu, pt::dense<10>, pt::softmax>;
    check_training<classes, batch, float>(layers{}, file.at("widths_64_32_10"), pt::cross_entropy{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(widths_3_65_5) {
    using layers = net<pt::input<3>, pt::dense<65>, pt::relu, pt::dense<5>>;
    check_training<numbers, batch, double>(layers{}, file.at("widths_3_65_5"), pt::mean_squared_error{},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_SUITE_END()
