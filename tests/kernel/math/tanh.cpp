// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/tanh.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::tanh(float_1{0}).value == 0 && kernels::tanh(double_1{0}).value == 0);
static_assert(kernels::tanh(float_1{10}).value == 1 && kernels::tanh(double_1{-20}).value == -1);
static_assert(kernels::tanh(float_1{-std::numeric_limits<float>::infinity()}).value == -1);
static_assert(kernels::tanh(float_1{1e-42f}).value == 1e-42f);

BOOST_AUTO_TEST_SUITE(kernel_math_tanh)

BOOST_AUTO_TEST_CASE(tanh_is_within_3_ulp) {
    accuracy::check<[](auto z) { return kernels::tanh(z); }>("tanh", [](auto z) { return std::tanh(z); }, 3, -20, 20);
}

BOOST_AUTO_TEST_CASE(tanh_is_odd_and_never_beyond_1) {
    for (float z = 0; z < 12; z += 0x1p-12f) {
        const float result = kernels::tanh(float_1{z}).value;
        if (!(result >= 0 && result <= 1) || kernels::tanh(float_1{-z}).value != -result)
            BOOST_ERROR("tanh(+-" << z << ") is not +- a number up to 1");
    }
    BOOST_TEST(std::signbit(kernels::tanh(float_1{-0.0f}).value));
}

BOOST_AUTO_TEST_CASE(tanh_never_falls_but_by_rounding) {
    accuracy::check_monotone([](auto z) { return kernels::tanh(z); }, -20, 20);
}

BOOST_AUTO_TEST_SUITE_END()
