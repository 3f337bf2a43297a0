// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/softplus.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::softplus(float_1{200}).value == 200 && kernels::softplus(double_1{1e300}).value == 1e300);
static_assert(kernels::softplus(float_1{-100}).value > 0 && kernels::softplus(float_1{-200}).value == 0);
static_assert(kernels::softplus(float_1{-std::numeric_limits<float>::infinity()}).value == 0);

BOOST_AUTO_TEST_SUITE(kernel_math_softplus)

BOOST_AUTO_TEST_CASE(softplus_is_within_3_ulp) {
    const auto truth = [](auto z) { return (z > 0 ? z : z < 0 ? 0 : z) + std::log1p(std::exp(-std::fabs(z))); };
    accuracy::check<[](auto z) { return kernels::softplus(z); }>("softplus", truth, 3, -750, 50);
}

BOOST_AUTO_TEST_CASE(softplus_never_falls_but_by_rounding) {
    accuracy::check_monotone([](auto z) { return kernels::softplus(z); }, -110, 50);
}

BOOST_AUTO_TEST_SUITE_END()
