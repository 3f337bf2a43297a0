// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/split.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

// e^-0.7 = 2^-1 e^(log(2) - 0.7)
static_assert(kernels::nearest_whole<0>(double_1{-0.7}, kernels::log_of_2<double>::inverse).whole == -1);
static_assert(kernels::nearest_whole<0>(double_1{-0.7}, kernels::log_of_2<double>::inverse).power == 0.5);
static_assert(kernels::nearest_whole<10>(float_1{3}, 1.0f).power == 8192);
static_assert(kernels::bit_layout<float>::infinity > 3.4028234e38f &&
              kernels::bit_layout<float>::nan != kernels::bit_layout<float>::nan);
static_assert(kernels::limited(float_1{1}, 2.0f).value == 1);

BOOST_AUTO_TEST_SUITE(kernel_math_split)

BOOST_AUTO_TEST_CASE(the_nearest_whole_number_and_its_power) {
    for (float z = -125; z < 125; z += 0.37f) {
        const auto found = kernels::nearest_whole<0>(float_1{z}, 1.0f);
        BOOST_TEST(found.whole == std::nearbyint(z));
        BOOST_TEST(found.power == std::ldexp(1.0f, static_cast<int>(std::nearbyint(z))));
    }
}

BOOST_AUTO_TEST_CASE(limits_leave_nan_alone) {
    const float nan = std::nanf("");
    BOOST_TEST(kernels::limited(float_1{5}, -1.0f, 2.0f).value == 2);
    BOOST_TEST(kernels::limited(float_1{-5}, -1.0f, 2.0f).value == -1);
    BOOST_TEST(kernels::limited(float_1{-5}, 2.0f).value == -5);
    BOOST_TEST(std::isnan(kernels::limited(float_1{nan}, -1.0f, 2.0f).value));
}

BOOST_AUTO_TEST_CASE(the_two_addends_of_log_2) {
    BOOST_TEST(std::fabs(std::log(2.0) - kernels::log_of_2<float>::high - kernels::log_of_2<float>::low) < 1e-13);
    BOOST_TEST(std::fabs(std::log(2.0L) - kernels::log_of_2<double>::high - kernels::log_of_2<double>::low) < 1e-19L);
    for (int n = 0; n <= 256; ++n)
        BOOST_TEST(static_cast<float>(n) * kernels::log_of_2<float>::high ==
                   n * double{kernels::log_of_2<float>::high});
    for (int n = 0; n <= 2048; ++n)
        BOOST_TEST(n * kernels::log_of_2<double>::high ==
                   n * static_cast<long double>(kernels::log_of_2<double>::high));
}

BOOST_AUTO_TEST_SUITE_END()
