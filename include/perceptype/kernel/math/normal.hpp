// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The normal distribution, for the exact gelu. Up to rounding, erfc(x) = 2 normal_cdf(-x sqrt(2)).

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/exp.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Beyond this argument the density and the tail round to 0.
template <class Scalar>
inline constexpr Scalar normal_limit = Scalar(sizeof(Scalar) == 4 ? 14.5 : 39.0);

/// e^(-a^2 / 2), 0 <= a <= normal_limit. a = high + low, where the square of `high` is exact: an absolute error of
/// the exponent is a relative error of the result.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr exp_parts<Scalar, Lanes> exp_of_minus_half_square(pack<Scalar, Lanes> a) {
    constexpr auto mask_bits = -(integer_of<Scalar>{1} << (bit_layout<Scalar>::fraction_bits + 2) / 2);
    const auto high = from_bits<Scalar, Lanes>({to_bits(a).value & mask_bits}).value;
    const pack<Scalar, Lanes> low{(high - a.value) * (high + a.value) * Scalar(0.5)};
    return exp_parts_of(pack<Scalar, Lanes>{high * high * Scalar(-0.5)}, low);
}

/// e^(-z^2 / 2) / sqrt(2 pi), at most 3 ulp off.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> normal_density(pack<Scalar, Lanes> z) {
    constexpr Scalar limit = normal_limit<Scalar>;
    const auto a = absolute(z);
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(a.value < limit)) return {a.value > 0 ? Scalar(0) : z.value};
    const auto e = exp_of_minus_half_square(limited(a, limit));
    constexpr Scalar at_0 = Scalar(0.3989422804014327);
    return e.times_power((e.p * e.r2 + e.r) * at_0 + at_0);
}

/// The integral of the density up to z, 1/2 erfc(-z / sqrt(2)), at most 4 ulp off (double: 4.5), also in the left
/// tail: with a = |z|, the tail is e^(-a^2 / 2) / (2 + 2 a + a P(a) / Q(a)). The second division keeps the errors of P
/// and Q small.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> normal_cdf(pack<Scalar, Lanes> z) {
    constexpr Scalar limit = normal_limit<Scalar>;
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value > -limit && z.value < limit))
            return {z.value < 0 ? Scalar(0) : z.value > 0 ? Scalar(1) : z.value};
    const auto within = limited(absolute(z), limit);
    const auto a = within.value;
    const auto a2 = a * a;
    auto p = a, q = a;
    if constexpr (sizeof(Scalar) == 4) {
        p = (-0.4042303f - 0.08054809f * a) + ((0.04352224f + 0.024648907f * a) + 0.0041395226f * a2) * a2;
        q = (1.0f + 0.87519354f * a) + ((0.3653823f + 0.080884114f * a) + 0.008171213f * a2) * a2;
    } else {
        const auto a4 = a2 * a2;
        p = ((-0.40423087839428257 - 0.353011486653282 * a) + (-0.10459543586842002 + 0.015988280893649207 * a) * a2) +
            (((0.024619932385610475 + 0.010011231549036801 * a) +
              (0.002364523068473607 + 0.0003540318084213083 * a) * a2) +
             (3.2109652918196526e-05 + 1.3986727819080914e-06 * a) * a4) *
                a4;
        q = ((1.0 + 1.549240953280496 * a) + (1.187344777829069 + 0.5781223889123303 * a) * a2) +
            (((0.19515094650885098 + 0.047167792265778954 * a) +
              (0.008161930618203497 + 0.0009783640729515253 * a) * a2) +
             (7.427763107961911e-05 + 2.7607475775131497e-06 * a) * a4) *
                a4;
    }
    const auto e = exp_of_minus_half_square(within);
    const auto tail = e.times_power((e.p * e.r2 + (e.r + Scalar(1))) / (((a * (p / q)) + Scalar(2)) + (a + a)));
    return select(z < Scalar(0), tail, Scalar(1) - tail);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
