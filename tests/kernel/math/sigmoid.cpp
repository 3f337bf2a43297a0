// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/sigmoid.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::sigmoid(float_1{0}).value == 0.5f && kernels::sigmoid(double_1{-0.0}).value == 0.5);
static_assert(kernels::sigmoid(float_1{50}).value == 1 && kernels::sigmoid(double_1{50}).value == 1);
static_assert(kernels::sigmoid(float_1{-100}).value > 0 && kernels::sigmoid(float_1{-104}).value == 0);
static_assert(kernels::sigmoid(float_1{-std::numeric_limits<float>::infinity()}).value == 0);

BOOST_AUTO_TEST_SUITE(kernel_math_sigmoid)

BOOST_AUTO_TEST_CASE(sigmoid_is_within_3_ulp) {
    const auto truth = [](auto z) {
        const auto e = std::exp(-std::fabs(z));
        return (z < 0 ? e : 1) / (1 + e);
    };
    accuracy::check<[](auto z) { return kernels::sigmoid(z); }>("sigmoid", truth, 3, -750, 50);
}

BOOST_AUTO_TEST_CASE(sigmoid_never_falls_but_by_rounding) {
    accuracy::check_monotone([](auto z) { return kernels::sigmoid(z); }, -110, 50);
}

BOOST_AUTO_TEST_SUITE_END()
