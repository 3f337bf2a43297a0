// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/normal.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::normal_cdf(float_1{0}).value == 0.5f && kernels::normal_cdf(double_1{0}).value == 0.5);
static_assert(kernels::normal_cdf(float_1{20}).value == 1 && kernels::normal_cdf(float_1{-20}).value == 0);
static_assert(kernels::normal_cdf(float_1{-14}).value > 0 && kernels::normal_cdf(double_1{-38}).value > 0);
static_assert(kernels::normal_density(float_1{0}).value == 0.3989423f);
static_assert(kernels::normal_density(float_1{-std::numeric_limits<float>::infinity()}).value == 0);

BOOST_AUTO_TEST_SUITE(kernel_math_normal)

namespace {

constexpr auto density = [](auto z) {
    using Wide = decltype(z);
    if (std::fabs(z) > 100) return Wide{0};
    const Wide square = z * z;
    const Wide lost = std::fma(z, z, -square);
    return std::exp(-square / 2) * (1 - lost / 2) * static_cast<Wide>(0.398942280401432677939946059934L);
};

constexpr auto cdf = [](auto z) {
    using Wide = decltype(z);
    if (std::fabs(z) > 100) return z < 0 ? Wide{0} : Wide{1};
    // erfc of a rounded argument, corrected by the ratio of the exponentials.
    const Wide x = std::fabs(z) * static_cast<Wide>(0.707106781186547524400844362105L);
    const Wide square = z * z;
    const Wide lost = std::fma(x, x, -square / 2) - std::fma(z, z, -square) / 2;
    const Wide tail = std::erfc(x) * (1 + lost) / 2;
    return z < 0 ? tail : 1 - tail;
};

}  // namespace

BOOST_AUTO_TEST_CASE(normal_density_is_within_3_ulp) {
    accuracy::check<[](auto z) { return kernels::normal_density(z); }>("normal_density", density, 3, -40, 40);
}

BOOST_AUTO_TEST_CASE(normal_cdf_is_within_4_ulp) {
    accuracy::check<[](auto z) { return kernels::normal_cdf(z); }>("normal_cdf", cdf, 4, -40, 10, 4.5);
}

BOOST_AUTO_TEST_CASE(normal_cdf_never_falls_but_by_rounding) {
    accuracy::check_monotone([](auto z) { return kernels::normal_cdf(z); }, -15, 15);
}

BOOST_AUTO_TEST_SUITE_END()
