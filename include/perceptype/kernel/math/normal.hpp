// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The normal distribution: what the exact gelu is made of. (erfc(x) = 2 normal_cdf(-x sqrt(2)), but for rounding.)

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/exp.hpp>
#include <perceptype/kernel/pack.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// From here on the density and the tail round to 0.
template <class Scalar>
inline constexpr Scalar normal_limit = Scalar(sizeof(Scalar) == 4 ? 14.5 : 39.0);

/// e^(-a^2 / 2), 0 <= a <= normal_limit. a = high + low, where the square of `high` is exact: an error in the exponent
/// would be as large, relatively, in the result.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> exp_of_minus_half_square(pack<Scalar, Lanes> a) {
    constexpr auto kept = -(integer_of<Scalar>{1} << (bit_layout<Scalar>::fraction_bits + 1) / 2);
    const auto high = from_bits<Scalar, Lanes>({to_bits(a).value & kept}).value;
    const auto rest = (high - a.value) * (high + a.value) * Scalar(0.5);
    return exp_of_sum(pack<Scalar, Lanes>{high * high * Scalar(-0.5)}, pack<Scalar, Lanes>{rest});
}

/// e^(-z^2 / 2) / sqrt(2 pi), at most 3 ulp off.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> normal_density(pack<Scalar, Lanes> z) {
    const auto limit = pack<Scalar, Lanes>::broadcast(normal_limit<Scalar>);
    const auto a = absolute(z);
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(a.value < limit.value)) return {a.value > 0 ? 0 : z.value};
    return exp_of_minus_half_square(minimum(limit, a)) * Scalar(0.3989422804014327);
}

/// The integral of the density up to z, 1/2 erfc(-z / sqrt(2)), at most 4 ulp off, in the left tail, too: with
/// a = |z|, the tail is e^(-a^2 / 2) P(a) / Q(a).
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> normal_cdf(pack<Scalar, Lanes> z) {
    const auto limit = pack<Scalar, Lanes>::broadcast(normal_limit<Scalar>);
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(absolute(z).value < limit.value)) return {z.value < 0 ? 0 : z.value > 0 ? 1 : z.value};
    const auto within = minimum(limit, absolute(z));
    const auto a = within.value;
    const auto a2 = a * a;
    const auto a4 = a2 * a2;
    auto p = a, q = a;
    if constexpr (sizeof(Scalar) == 4) {
        p = (0.5f + 0.4382907f * a) + ((0.18323377f + 0.04063325f * a) + 0.0041163135f * a2) * a2;
        q = (1.0f + 1.6744663f * a) +
            ((1.2024939f + 0.469467f * a) + (0.101858914f + 0.010317948f * a) * a2) * a2;
    } else {
        const auto a8 = a4 * a4;
        p = (((0.5 + 0.8279460366975459 * a) + (0.6796432573288318 + 0.3573720458591479 * a) * a2) +
             ((0.13205985074986207 + 0.03567255988140907 * a) + (0.007124055020744566 + 0.0010399234061247902 * a) * a2) *
                 a4) +
            ((0.00010659799238080157 + 6.977915141092662e-06 * a) + 2.24256905685606e-07 * a2) * a8;
        q = (((1.0 + 2.453776634197957 * a) + (2.8171170067430262 + 2.0015514605424953 * a) * a2) +
             ((0.9801783701750724 + 0.34835352455523577 * a) + (0.09198956686392948 + 0.018123435020314882 * a) * a2) *
                 a4) +
            ((0.002624192452837834 + 0.0002677636704180255 * a) +
             (1.749103939066847e-05 + 5.621287005726692e-07 * a) * a2) *
                a8;
    }
    const auto tail = exp_of_minus_half_square(within) * pack<Scalar, Lanes>{p / q};
    return select(z < Scalar(0), tail, Scalar(1) - tail);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
