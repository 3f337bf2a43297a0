// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The logistic function.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/exp.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// 1 / (1 + e^-z), at most 3 ulp off, also in the left tail, where it approaches e^z.
/// With z = n log(2) + 2 r, s = 2^n and T = tanh(r): s (1 + T) / (s (1 + T) + (1 - T)).
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> sigmoid(pack<Scalar, Lanes> z) {
    using argument = pack<Scalar, Lanes>;
    using log2 = log_of_2<Scalar>;
    constexpr Scalar lowest = exp_range<Scalar>::lowest;
    constexpr Scalar highest = Scalar(40);  // beyond it the result rounds to 1
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value > lowest && z.value < highest))
            return {z.value < 0 ? Scalar(0) : z.value > 0 ? Scalar(1) : z.value};
    const auto within = limited(z, lowest, highest);
    // Numerator and denominator are scaled up, so that s is a normal number even if the result is subnormal.
    constexpr int scale = sizeof(Scalar) == 4 ? 32 : 56;
    constexpr Scalar factor = static_cast<Scalar>(std::uint64_t{1} << scale);
    const auto n = nearest_whole<scale>(within, log2::inverse);
    const auto reduced = opaque(argument{within.value * Scalar(0.5) - n.whole * (log2::high / 2)});
    const auto t = tanh_of_rest(argument{reduced.value - n.whole * (log2::low / 2)});
    const auto above = n.power + n.power * t;
    return {above / (above + (factor - factor * t))};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
