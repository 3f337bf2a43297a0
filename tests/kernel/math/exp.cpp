// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/exp.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::exp(float_1{0}).value == 1 && kernels::exp(double_1{-0.0}).value == 1);
static_assert(kernels::exp(float_1{88.72283f}).value < std::numeric_limits<float>::infinity());
static_assert(kernels::exp(float_1{88.72284f}).value == std::numeric_limits<float>::infinity());
static_assert(kernels::exp(float_1{-100}).value > 0 && kernels::exp(float_1{-104}).value == 0);
static_assert(kernels::exp(double_1{-745}).value > 0 && kernels::exp(double_1{-746}).value == 0);
static_assert(kernels::expm1(float_1{-200}).value == -1 && kernels::expm1(float_1{1e-30f}).value == 1e-30f);

BOOST_AUTO_TEST_SUITE(kernel_math_exp)

BOOST_AUTO_TEST_CASE(exp_is_within_2_ulp) {
    accuracy::check<[](auto z) { return kernels::exp(z); }>("exp", [](auto z) { return std::exp(z); }, 2, -750, 715);
}

BOOST_AUTO_TEST_CASE(expm1_is_within_3_5_ulp) {
    accuracy::check<[](auto z) { return kernels::expm1(z); }>(
        "expm1", [](auto z) { return std::expm1(z); }, 3.5, -4, 4);
}

BOOST_AUTO_TEST_CASE(exp_never_falls_but_by_rounding) {
    accuracy::check_monotone([](auto z) { return kernels::exp(z); }, -110, 90);
    accuracy::check_monotone([](auto z) { return kernels::expm1(z); }, -20, 90);
}

BOOST_AUTO_TEST_SUITE_END()
