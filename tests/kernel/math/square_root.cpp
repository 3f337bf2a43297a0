// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/square_root.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::square_root(float_1{9}).value == 3 && kernels::square_root(double_1{0}).value == 0);
static_assert(kernels::square_root(double_1{5e-324}).value == 0x1p-537);
static_assert(kernels::square_root(double_1{std::numeric_limits<double>::infinity()}).value ==
              std::numeric_limits<double>::infinity());

BOOST_AUTO_TEST_SUITE(kernel_math_square_root)

BOOST_AUTO_TEST_CASE(square_root_is_rounded_exactly) {
    accuracy::check<[](auto x) { return kernels::square_root(x); }>(
        "square_root", [](auto x) { return std::sqrt(x); }, 0.5005, 0, 4);
}

BOOST_AUTO_TEST_CASE(newton_s_square_root_is_rounded_exactly) {
    for (std::uint64_t i = 0; i < 100000; ++i) {
        const double x = std::fabs(std::bit_cast<double>(accuracy::scrambled(i)));
        if (!(x <= std::numeric_limits<double>::max())) continue;
        const double root = kernels::square_root_by_newton(x);
        if (root != std::sqrt(x)) BOOST_ERROR("the root of " << x << " is not " << root);
        const float narrow = static_cast<float>(i % 2 == 0 ? std::fmod(x, 1000) : x);
        if (narrow > 0 && narrow <= std::numeric_limits<float>::max() &&
            static_cast<float>(kernels::square_root_by_newton(narrow)) != std::sqrt(narrow))
            BOOST_ERROR("the root of " << narrow << " is wrong as a float");
    }
}

BOOST_AUTO_TEST_SUITE_END()
