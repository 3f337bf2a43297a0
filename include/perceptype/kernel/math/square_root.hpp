// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// square_root

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/simd/instruction.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The square root of a positive finite number in constant evaluation, exactly rounded: Newton's method for 1 /
/// sqrt(x), then one step for sqrt(x) with the exact remainder.
constexpr double square_root_by_newton(double x) {
    if (x < 0x1p-900) return square_root_by_newton(x * 0x1p200) * 0x1p-100;  // the remainder has to be a normal number
    if (x > 0x1p1000) return square_root_by_newton(x * 0x1p-200) * 0x1p100;
    // Half the exponent, negated; the constant makes the error of the fraction least, 3.5 %.
    double inverse = std::bit_cast<double>(0x5fe6eb50c7b537a9 - (std::bit_cast<std::int64_t>(x) >> 1));
    for (int step = 0; step < 4; ++step) inverse *= 1.5 - 0.5 * x * inverse * inverse;
    const double root = x * inverse;
    const double high = (root * 0x1.000002p27) - (root * 0x1.000002p27 - root), low = root - high;  // Veltkamp's halves
    return root + 0.5 * inverse * (((x - high * high) - 2 * high * low) - low * low);
}

/// The square root, exactly rounded. NaN below 0, -0 at -0.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> square_root(pack<Scalar, Lanes> a) {
    using smallest = pack<Scalar, 16 / sizeof(Scalar)>;
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated()) {
            if (!(a.value > 0 && a.value <= (std::numeric_limits<Scalar>::max)()))
                return {a.value < 0 ? bit_layout<Scalar>::nan : a.value};
            return {static_cast<Scalar>(square_root_by_newton(static_cast<double>(a.value)))};
        }
    if constexpr (has_square_root_instruction<typename pack<Scalar, Lanes>::native>)
        return {square_root_instruction(a.value)};
    else if constexpr (Lanes < smallest::lanes && has_square_root_instruction<typename smallest::native>)
        return slice<0, Lanes>(
            square_root(concat(a, a)));  // the scalar builtins may call the C library to set errno
    else if constexpr (Lanes > 1)
        return concat(square_root(slice<0, Lanes / 2>(a)), square_root(slice<Lanes / 2, Lanes / 2>(a)));
    else if constexpr (sizeof(Scalar) == 4)
        return {__builtin_sqrtf(a.value)};
    else
        return {__builtin_sqrt(a.value)};
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
