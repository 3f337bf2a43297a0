// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// exp and expm1.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The arguments at which the result of exp leaves the range of the scalar type.
template <class Scalar>
struct exp_range {
    static constexpr bool single = sizeof(Scalar) == 4;
    static constexpr Scalar lowest = Scalar(single ? -104.0 : -745.2);                        // e^lowest rounds to 0
    static constexpr Scalar highest = single ? Scalar(88.72283f) : Scalar(709.782712893384);  // the last finite result
    static constexpr Scalar beyond = Scalar(single ? 89.0 : 710.0);
};

/// e^z = power^2 (1 + r + r^2 p)
template <class Scalar, std::size_t Lanes>
struct exp_parts {
    typename pack<Scalar, Lanes>::native power, r, r2, p;

    /// factor * power^2
    PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> times_power(typename pack<Scalar, Lanes>::native factor) const {
        return {opaque(pack<Scalar, Lanes>{factor * power}).value * power};
    }
};

/// The parts of e^(z + low...), exp_range::lowest <= z <= exp_range::beyond, where `low`, if given, is small compared
/// with z.
template <class Scalar, std::size_t Lanes, class... Low>
PERCEPTYPE_INLINE constexpr exp_parts<Scalar, Lanes> exp_parts_of(pack<Scalar, Lanes> z, Low... low) {
    using log2 = log_of_2<Scalar>;
    // Only even powers: each is the square of a normal number, even if the result is subnormal or close to infinity.
    const auto half = nearest_whole<0>(pack<Scalar, Lanes>{(z.value + ... + low.value)}, log2::inverse / 2);
    const auto reduced = opaque(pack<Scalar, Lanes>{z.value - half.whole * (2 * log2::high)});
    const auto r = ((reduced.value - half.whole * (2 * log2::low)) + ... + low.value);
    const auto r2 = r * r;
    if constexpr (sizeof(Scalar) == 4) {
        return {half.power, r, r2,
                (0.50000036f + 0.16666614f * r) +
                    ((0.04166126f + 0.008336108f * r) + (0.0014104676f + 0.00019611402f * r) * r2) * r2};
    } else {
        const auto r4 = r2 * r2;
        return {
            half.power, r, r2,
            ((0.4999999999999993 + 0.1666666666666694 * r) + (0.04166666666670236 + 0.008333333333269423 * r) * r2) +
                (((0.0013888888883543738 + 0.00019841269893098646 * r) +
                  (2.4801590846798952e-05 + 2.755730056475392e-06 * r) * r2) +
                 ((2.7556154308102733e-07 + 2.5055042410723998e-08 * r) +
                  (2.106263206925097e-09 + 1.5935400970313511e-10 * r) * r2) *
                     r4) *
                    r4};
    }
}

/// e^z, exp_range::lowest <= z <= exp_range::beyond.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> exp_within(pack<Scalar, Lanes> z) {
    const auto parts = exp_parts_of(z);
    return parts.times_power(parts.p * parts.r2 + (parts.r + Scalar(1)));
}

/// e^z, at most 2 ulp off.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> exp(pack<Scalar, Lanes> z) {
    using range = exp_range<Scalar>;
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value >= range::lowest && z.value <= range::highest))
            return {z.value < 0 ? Scalar(0) : z.value > 0 ? bit_layout<Scalar>::infinity : z.value};
    return exp_within(limited(z, range::lowest, range::beyond));
}

/// e^z - 1, at most 3.5 ulp off, near 0 too. With T = tanh(r / 2): e^r = (1 + T) / (1 - T), so
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
    const auto within = limited(z, lowest, range::beyond);
    const auto n = nearest_whole<-1>(within, log2::inverse);  // s / 2, since s may be 2^128
    const auto reduced = opaque(argument{within.value * Scalar(0.5) - n.whole * (log2::high / 2)});
    const auto t = tanh_of_rest(argument{reduced.value - n.whole * (log2::low / 2)});
    const argument result{(t * (n.power + Scalar(0.5)) + (n.power - Scalar(0.5))) / (Scalar(0.5) - Scalar(0.5) * t)};
    return select(absolute(z) > bit_layout<Scalar>::epsilon / 8, result, z);  // keeps -0 and subnormals
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
