// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/log.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::log(float_1{1}).value == 0 && kernels::log1p(double_1{0}).value == 0);
static_assert(kernels::log(float_1{0}).value == -std::numeric_limits<float>::infinity());
static_assert(kernels::log(float_1{-1}).value != kernels::log(float_1{-1}).value);
static_assert(kernels::log(double_1{5e-324}).value < -744.4 && kernels::log(double_1{5e-324}).value > -744.5);
static_assert(kernels::log1p(float_1{-1}).value == -std::numeric_limits<float>::infinity());
static_assert(kernels::log1p(float_1{1e-30f}).value == 1e-30f);

BOOST_AUTO_TEST_SUITE(kernel_math_log)

BOOST_AUTO_TEST_CASE(log_is_within_1_5_ulp) {
    accuracy::check<[](auto x) { return kernels::log(x); }>("log", [](auto x) { return std::log(x); }, 1.5, 0, 4);
}

BOOST_AUTO_TEST_CASE(log1p_is_within_2_ulp) {
    accuracy::check<[](auto z) { return kernels::log1p(z); }>("log1p", [](auto z) { return std::log1p(z); }, 2, -1, 3);
}

BOOST_AUTO_TEST_CASE(log_never_falls_but_by_rounding) {
    accuracy::check_monotone([](auto x) { return kernels::log(x); }, 0, 100);
    accuracy::check_monotone([](auto z) { return kernels::log1p(z); }, -1, 100);
}

BOOST_AUTO_TEST_SUITE_END()
