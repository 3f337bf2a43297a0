// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype/kernel/math/fast_tanh.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;
using float_1 = kernels::pack<float, 1>;
using double_1 = kernels::pack<double, 1>;

static_assert(kernels::fast_tanh(float_1{0}).value == 0 && kernels::fast_tanh(double_1{0}).value == 0);
static_assert(kernels::fast_tanh(float_1{-std::numeric_limits<float>::infinity()}).value ==
              kernels::fast_tanh(float_1{-10}).value);
static_assert(kernels::fast_tanh_derivative(double_1{-6}).value == 0);

BOOST_AUTO_TEST_SUITE(kernel_math_fast_tanh)

/// The largest error over -12 to 12, in packs as wide as can be; none is beyond 1.
template <class Scalar, class Function, class Truth>
double error_of(Function function, Truth truth, double bound) {
    using pack = kernels::pack<Scalar, accuracy::widest<Scalar>>;
    double worst = 0;
    for (double z = -12; z < 12; z += 0x1p-12 * pack::lanes) {
        Scalar in[pack::lanes], out[pack::lanes];
        for (std::size_t i = 0; i < pack::lanes; ++i) in[i] = static_cast<Scalar>(z + 0x1p-12 * static_cast<double>(i));
        function(pack::load(in)).store(out);
        for (std::size_t i = 0; i < pack::lanes; ++i) {
            worst = std::max(worst, std::abs(static_cast<double>(out[i]) - truth(static_cast<double>(in[i]))));
            if (!(std::abs(out[i]) <= bound)) BOOST_ERROR(out[i] << " at " << in[i]);
        }
    }
    return worst;
}

BOOST_AUTO_TEST_CASE(fast_tanh_is_at_most_6e_minus_5_off) {
    const auto f = [](auto z) { return kernels::fast_tanh(z); };
    const auto truth = [](double z) { return std::tanh(z); };
    BOOST_TEST(error_of<float>(f, truth, 1) < 6e-5);
    BOOST_TEST(error_of<double>(f, truth, 1) < 6e-5);
    BOOST_TEST(error_of<double>(f, truth, 1) > 5e-5);
}

BOOST_AUTO_TEST_CASE(its_derivative_is_near_that_of_tanh) {
    const auto f = [](auto z) { return kernels::fast_tanh_derivative(z); };
    const auto truth = [](double z) { return 1 - std::tanh(z) * std::tanh(z); };
    BOOST_TEST(error_of<float>(f, truth, 1) < 1e-3);
    BOOST_TEST(error_of<double>(f, truth, 1) < 1e-3);
}

BOOST_AUTO_TEST_CASE(fast_tanh_is_odd_and_hands_on_what_is_no_number) {
    for (float z = 0; z < 12; z += 0x1p-10f)
        BOOST_TEST(kernels::fast_tanh(float_1{-z}).value == -kernels::fast_tanh(float_1{z}).value);
    BOOST_TEST(std::signbit(kernels::fast_tanh(float_1{-0.0f}).value));
    BOOST_TEST(std::isnan(kernels::fast_tanh(float_1{std::numeric_limits<float>::quiet_NaN()}).value));
    BOOST_TEST(std::isnan(kernels::fast_tanh_derivative(float_1{std::numeric_limits<float>::quiet_NaN()}).value));
    BOOST_TEST(kernels::fast_tanh(float_1{std::numeric_limits<float>::max()}).value ==
               kernels::fast_tanh(float_1{9}).value);
}

BOOST_AUTO_TEST_SUITE_END()
