// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Argument reduction shared by the exponential functions: e^z = 2^n e^r, with n an integer and r small.
///
/// All functions of math/ compute on the native values of the packs: one expression serves scalars and vectors, can be
/// contracted to multiply-adds, and is a single step of constant evaluation. The error bounds hold with and without
/// contraction. In a translation unit compiled with -ffast-math they hold for finite arguments and
/// results only: NaN, infinity, the sign of zero and (as the program then flushes them) subnormals are lost.
/// The coefficients come from tests/reference/math_coefficients.py.
///
/// The bounds hold where the processor rounds to nearest, which is the default. Under FE_UPWARD, FE_DOWNWARD and
/// FE_TOWARDZERO log, log1p and square_root are at most 1 ulp worse. The others find n by rounding, so that r goes up
/// to twice as far as the approximations are made for (float / double): exp, softplus, normal_cdf and normal_density
/// are up to 7e-4 / 1.5e-9 of the result off, sigmoid 5e-5 / 1.6e-10; tanh and expm1 up to 1e-4 / 3e-10 of the result,
/// or of 1 if that is more. (An instruction with a rounding mode of its own would take four cycles more in each call,
/// where there is one.) tests/kernel/math/rounding_modes.cpp holds them to that.

#include <perceptype/config.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <bit>
#include <cstddef>
#include <limits>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The bit layout of a floating-point type.
template <class Scalar>
struct bit_layout {
    static constexpr int fraction_bits = std::numeric_limits<Scalar>::digits - 1;
    static constexpr int exponent_bias = std::numeric_limits<Scalar>::max_exponent - 1;
    static constexpr Scalar epsilon = std::numeric_limits<Scalar>::epsilon();
    // Written as bits: under -ffast-math clang warns of any use of infinity and NaN by name.
    static constexpr integer_of<Scalar> infinity_bits = integer_of<Scalar>{2 * exponent_bias + 1} << fraction_bits;
    static constexpr Scalar infinity = std::bit_cast<Scalar>(infinity_bits);
    static constexpr Scalar nan = std::bit_cast<Scalar>(infinity_bits | infinity_bits >> 1);
    /// Adding it to a small number rounds that to an integer, which is left in the lowest bits. (The half makes this
    /// work for negative numbers.)
    static constexpr Scalar rounder = Scalar(1.5) / epsilon;
};

/// log(2) to the scalar's precision, in two addends of which the first times a whole number up to 2^8 (float) or 2^11
/// is exact, and the inverse.
template <class Scalar>
struct log_of_2;
template <>
struct log_of_2<float> {
    static constexpr float value = 0.6931472f, high = 0.69314575f, low = 1.4286068e-06f, inverse = 1.442695f;
};
template <>
struct log_of_2<double> {
    static constexpr double value = 0.6931471805599453, high = 0.6931471805601177, low = -1.7239444525614835e-13,
                            inverse = 1.4426950408889634;
};

/// z limited to `low`..`high`; NaN stays NaN. Not done in constant evaluation, where arithmetic must not
/// reach infinity or NaN, so that the functions have answered for such arguments before.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> limited(pack<Scalar, Lanes> z, Scalar high) {
    if (std::is_constant_evaluated()) return z;
    return minimum(pack<Scalar, Lanes>::broadcast(high), z);
}
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> limited(pack<Scalar, Lanes> z, Scalar low, Scalar high) {
    if (std::is_constant_evaluated()) return z;
    return maximum(pack<Scalar, Lanes>::broadcast(low), limited(z, high));
}

/// An integer and its power of two.
template <class Scalar, std::size_t Lanes>
struct whole_and_power {
    typename pack<Scalar, Lanes>::native whole, power;
};

/// n, the integer nearest to z * factor, and 2^(n + Scale), which has to be a normal number.
template <int Scale, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr whole_and_power<Scalar, Lanes> nearest_whole(pack<Scalar, Lanes> z, Scalar factor) {
    using layout = bit_layout<Scalar>;
    constexpr Scalar rounder = layout::rounder + Scalar(layout::exponent_bias + Scale);
    const auto sum = opaque(pack<Scalar, Lanes>{z.value * factor + rounder});
    return {sum.value - rounder, from_bits<Scalar, Lanes>({to_bits(sum).value << layout::fraction_bits}).value};
}

/// tanh(r) = r + r^3 P(r^2), |r| <= log(2) / 4.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr typename pack<Scalar, Lanes>::native tanh_of_rest(pack<Scalar, Lanes> rest) {
    const auto r = rest.value;
    const auto y = r * r;
    if constexpr (sizeof(Scalar) == 4)
        return r + (r * y) * (-0.3333127f + 0.13110402f * y);
    else
        return r + (r * y) * ((-0.33333333333332477 + 0.13333333332780312 * y) +
                              ((-0.05396825277579992 + 0.021869370236276747 * y) +
                               (-0.008857292348608912 + 0.003444630977035398 * y) * (y * y)) *
                                  (y * y));
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
