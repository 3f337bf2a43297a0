// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check.hpp"

using namespace golden;

namespace {
const golden_file file{"losses"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_losses)
BOOST_AUTO_TEST_CASE(sum_of_squared_errors_of_real) {
    check_loss<numbers, float, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "sum_of_squared_errors_of_real",
        pt::sum_of_squared_errors{});
}
BOOST_AUTO_TEST_CASE(mean_squared_error_of_real) {
    check_loss<numbers, double, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "mean_squared_error_of_real",
        pt::mean_squared_error{});
}
BOOST_AUTO_TEST_CASE(mean_absolute_error_of_real) {
    check_loss<numbers, float, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "mean_absolute_error_of_real",
        pt::mean_absolute_error{});
}
BOOST_AUTO_TEST_CASE(huber_of_real) {
    check_loss<numbers, double, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "huber_of_real", pt::huber{});
}
BOOST_AUTO_TEST_CASE(huber_with_of_real) {
    check_loss<numbers, float, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "huber_with_of_real", pt::huber{.delta = 0.25});
}
BOOST_AUTO_TEST_CASE(binary_cross_entropy_of_unit) {
    check_loss<numbers, double, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "binary_cross_entropy_of_unit",
        pt::binary_cross_entropy{});
}
BOOST_AUTO_TEST_CASE(binary_cross_entropy_of_label) {
    check_loss<numbers, float, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "binary_cross_entropy_of_label",
        pt::binary_cross_entropy{});
}
BOOST_AUTO_TEST_CASE(cross_entropy_of_probability) {
    check_loss<numbers, double, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "cross_entropy_of_probability",
        pt::cross_entropy{});
}
BOOST_AUTO_TEST_CASE(cross_entropy_of_class) {
    check_loss<classes, float, 2, 3, 7, 15, 16, 17, 33, 100>(file, "cross_entropy_of_class", pt::cross_entropy{});
}
BOOST_AUTO_TEST_CASE(softmax_cross_entropy_of_probability) {
    check_loss<numbers, double, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "softmax_cross_entropy_of_probability",
        pt::softmax_cross_entropy{});
}
BOOST_AUTO_TEST_CASE(softmax_cross_entropy_of_class) {
    check_loss<classes, float, 2, 3, 7, 15, 16, 17, 33, 100>(file, "softmax_cross_entropy_of_class",
        pt::softmax_cross_entropy{});
}
BOOST_AUTO_TEST_CASE(sigmoid_binary_cross_entropy_of_unit) {
    check_loss<numbers, double, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "sigmoid_binary_cross_entropy_of_unit",
        pt::sigmoid_binary_cross_entropy{});
}
BOOST_AUTO_TEST_CASE(sigmoid_binary_cross_entropy_of_label) {
    check_loss<numbers, float, 1, 2, 3, 7, 15, 16, 17, 33, 100>(file, "sigmoid_binary_cross_entropy_of_label",
        pt::sigmoid_binary_cross_entropy{});
}
BOOST_AUTO_TEST_SUITE_END()
