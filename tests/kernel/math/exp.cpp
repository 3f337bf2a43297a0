// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/exp.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::exp(float_1{0}).value == 1 && kernels::exp(double_1{0}).value == 1);
static_assert(kernels::exp(float_1{89}).value == std::numeric_limits<float>::infinity());
static_assert(kernels::exp(float_1{-100}).value > 0 && kernels::exp(float_1{-104}).value == 0);
static_assert(kernels::exp(double_1{-745}).value > 0 && kernels::exp(double_1{-746}).value == 0);
static_assert(kernels::expm1(float_1{-200}).value == -1 && kernels::expm1(float_1{1e-30f}).value == 1e-30f);

BOOST_AUTO_TEST_SUITE(kernel_math_exp)

BOOST_AUTO_TEST_CASE(exp_is_exact_to_2_ulp) {
    accuracy::check<[](auto z) { return kernels::exp(z); }>("exp", [](auto z) { return std::exp(z); }, 2, 2, -750, 715);
}

BOOST_AUTO_TEST_CASE(expm1_is_exact_to_4_ulp) {
    accuracy::check<[](auto z) { return kernels::expm1(z); }>("expm1", [](auto z) { return std::expm1(z); }, 3.2, 3.2, -2, 2);
}

BOOST_AUTO_TEST_SUITE_END()
