// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// softplus, the integral of the logistic function.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/exp.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// log(1 + e^z), at most 3 ulp off, without overflow: max(z, 0) + log(1 + e), e = e^-|z|. With s = e / (2 + e):
/// log(1 + e) = 2 artanh(s) = 2 s + s^3 P(s^2), and 2 s = e - s e.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> softplus(pack<Scalar, Lanes> z) {
    using argument = pack<Scalar, Lanes>;
    constexpr Scalar lowest = exp_range<Scalar>::lowest;
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value > lowest && z.value < -lowest))
            return {z.value < 0 ? Scalar(0) : z.value};
    const auto e = exp_within(-limited(absolute(z), -lowest)).value;
    const auto s = e / (e + Scalar(2));
    const auto y = s * s;
    const auto y2 = y * y;
    auto p = s;
    if constexpr (sizeof(Scalar) == 4)
        p = (0.6666641f + 0.400217f * y) + (0.2799915f + 0.28024408f * y) * y2;
    else
        p = ((0.6666666666667788 + 0.3999999999599783 * y) + (0.2857142906316394 + 0.22222192655744497 * y) * y2) +
            (((0.18182820706872566 + 0.1536419247321571 * y) + (0.13587242811405792 + 0.09898322434521498 * y) * y2) +
             0.17748821340358512 * (y2 * y2)) *
                (y2 * y2);
    return {maximum(argument::broadcast(0), z).value + (e - s * (e - y * p))};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
