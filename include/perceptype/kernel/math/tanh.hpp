// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// tanh.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The hyperbolic tangent, at most 3 ulp off, never beyond +-1, odd to the last bit, -0 included.
/// With s = 2^n, z = n log(2) / 2 + r and T = tanh(r): tanh(z) = ((s - 1) + (s + 1) T) / ((s + 1) + (s - 1) T), exact
/// where n = 0.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> tanh(pack<Scalar, Lanes> z) {
    using argument = pack<Scalar, Lanes>;
    using log2 = log_of_2<Scalar>;
    constexpr Scalar limit = sizeof(Scalar) == 4 ? Scalar(9.1) : Scalar(19.2);  // beyond it the result rounds to 1
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value > -limit && z.value < limit))
            return {z.value < 0 ? Scalar(-1) : z.value > 0 ? Scalar(1) : z.value};
    const auto magnitude = absolute(z);
    const auto within = limited(magnitude, limit);
    const auto n = nearest_whole<0>(within, 2 * log2::inverse);
    // log(2) as one constant: n is small, and the larger it is, the less its error matters.
    const auto t = tanh_of_rest(argument{within.value - n.whole * (log2::value / 2)});
    const auto above = n.power + Scalar(1);
    const auto below = n.power - Scalar(1);
    const argument result{(t * above + below) / (t * below + above)};
    const auto sign = to_bits(z).value ^ to_bits(magnitude).value;
    return from_bits<Scalar, Lanes>({to_bits(result).value | sign});
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
