// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// exp and expm1.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/pack.hpp>

#include <cstddef>
#include <limits>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Where the exponential function leaves the scalar's range.
template <class Scalar>
struct exp_range {
    static constexpr bool single = sizeof(Scalar) == 4;
    static constexpr Scalar lowest = Scalar(single ? -104.0 : -745.2);  // e^lowest rounds to 0
    static constexpr Scalar highest = single ? Scalar(88.72283f) : Scalar(709.782712893384);  // the last finite result
    static constexpr Scalar beyond = Scalar(single ? 89.0 : 710.0);
};

/// e^(z + low), exp_range::lowest <= z <= exp_range::beyond; `low` (or none) at most 1/16 (float) or 2^-16.
template <class Scalar, std::size_t Lanes, class... Low>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> exp_of_sum(pack<Scalar, Lanes> z, Low... low) {
    using log2 = log_of_2<Scalar>;
    // Even powers only: each is the square of a normal number, also where the result is subnormal or close to infinity.
    const auto half = nearest_whole<0>(z, log2::inverse / 2);
    const auto near = settled(pack<Scalar, Lanes>{z.value - half.whole * (2 * log2::high)});
    const auto r = ((near.value - half.whole * (2 * log2::low)) + ... + low.value);
    const auto r2 = r * r;
    auto power_of_r = r;
    if constexpr (sizeof(Scalar) == 4) {
        power_of_r = ((0.50000054f + 0.16666578f * r) +
                      ((0.041659217f + 0.0083372705f * r) + (0.0014142971f + 0.00019563413f * r) * r2) * r2) *
                         r2 +
                     (r + Scalar(1));
    } else {
        const auto r4 = r2 * r2;
        power_of_r =
            (((0.4999999999999993 + 0.16666666666666938 * r) + (0.041666666666702025 + 0.008333333333270038 * r) * r2) +
             (((0.0013888888883584036 + 0.00019841269892696906 * r) +
               (2.4801590826617928e-05 + 2.755730067371772e-06 * r) * r2) +
              ((2.755615875314625e-07 + 2.5055030907078863e-08 * r) +
               (2.1062275583547493e-09 + 1.593565016697868e-10 * r) * r2) *
                  r4) *
                 r4) *
                r2 +
            (r + Scalar(1));
    }
    return {settled(pack<Scalar, Lanes>{power_of_r * half.power}).value * half.power};
}

/// e^z, at most 2 ulp off.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> exp(pack<Scalar, Lanes> z) {
    using argument = pack<Scalar, Lanes>;
    using range = exp_range<Scalar>;
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value >= range::lowest && z.value <= range::highest))
            return {z.value < 0 ? Scalar(0) : z.value > 0 ? bit_layout<Scalar>::infinity : z.value};
    return exp_of_sum(maximum(argument::broadcast(range::lowest), minimum(argument::broadcast(range::beyond), z)));
}

/// e^z - 1, at most 3 ulp off, near 0 too. With T = tanh(r / 2): e^r = (1 + T) / (1 - T), so
/// s e^r - 1 = ((s - 1) + (s + 1) T) / (1 - T).
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> expm1(pack<Scalar, Lanes> z) {
    using argument = pack<Scalar, Lanes>;
    using range = exp_range<Scalar>;
    using log2 = log_of_2<Scalar>;
    constexpr Scalar lowest = Scalar(sizeof(Scalar) == 4 ? -18 : -40);
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value >= lowest && z.value <= range::highest))
            return {z.value < 0 ? Scalar(-1) : z.value > 0 ? bit_layout<Scalar>::infinity : z.value};
    const auto within = maximum(argument::broadcast(lowest), minimum(argument::broadcast(range::beyond), z));
    const auto n = nearest_whole<-1>(within, log2::inverse);  // s / 2, since s may be 2^128
    const auto near = settled(argument{within.value * Scalar(0.5) - n.whole * (log2::high / 2)});
    const auto t = tanh_of_rest(argument{near.value - n.whole * (log2::low / 2)});
    const argument result{(t * (n.power + Scalar(0.5)) + (n.power - Scalar(0.5))) / (Scalar(0.5) - Scalar(0.5) * t)};
    return select(absolute(z) > bit_layout<Scalar>::epsilon / 8, result, z);  // keeps -0 and subnormals
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
