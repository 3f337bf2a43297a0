// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"sample_norms"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_sample_norms)
BOOST_AUTO_TEST_CASE(layer_of_vector) {
    using layers = net<pt::input<5>, pt::dense<7>, pt::layer_norm, pt::relu, pt::dense<3>>;
    check_training<numbers, batch, float>(layers{}, file.at("layer_of_vector"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(layer_of_image) {
    using layers = net<pt::input<2, 3, 5>, pt::layer_norm, pt::conv2d<3, pt::kernel<2>>>;
    check_training<numbers, batch, double>(layers{}, file.at("layer_of_image"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(layer_wide) {
    using layers = net<pt::input<17>, pt::dense<33>, pt::layer_norm, pt::gelu, pt::dense<1>>;
    check_training<numbers, single, float>(layers{}, file.at("layer_wide"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(groups_of_image) {
    using layers = net<pt::input<4, 3, 5>, pt::group_norm<2>, pt::conv2d<2, pt::kernel<3>>>;
    check_training<numbers, batch, double>(layers{}, file.at("groups_of_image"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(groups_of_vector) {
    using layers = net<pt::input<5>, pt::dense<12>, pt::group_norm<3>, pt::tanh, pt::dense<2>>;
    check_training<numbers, batch, float>(layers{}, file.at("groups_of_vector"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(groups_of_sequence) {
    using layers = net<pt::input<6, 7>, pt::group_norm<6>>;
    check_training<numbers, batch, double>(layers{}, file.at("groups_of_sequence"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(one_group) {
    using layers = net<pt::input<3, 4, 4>, pt::conv2d<5, pt::kernel<2>>, pt::group_norm<1>, pt::relu>;
    check_training<numbers, batch, float>(layers{}, file.at("one_group"), pt::sum_of_squared_errors{},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_SUITE_END()
