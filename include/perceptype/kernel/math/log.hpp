// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// log and log1p.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/split.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/meta/exactly_equal.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// x = 2^exponent (1 + fraction), with 1 + fraction between sqrt(1/2) and sqrt(2).
template <class Scalar, std::size_t Lanes>
struct binary_parts {
    pack<Scalar, Lanes> exponent, fraction, scale_down;  // the last is 2^(1 - exponent)
};

/// Requires x to be positive and normal; otherwise the result is unspecified.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr binary_parts<Scalar, Lanes> binary_parts_of(pack<Scalar, Lanes> x) {
    using layout = bit_layout<Scalar>;
    using word = std::make_unsigned_t<integer_of<Scalar>>;
    using words = typename pack<word, Lanes>::native;  // AVX2 has no arithmetic right shift of 64-bit integers
    using integers = typename pack<integer_of<Scalar>, Lanes>::native;
    constexpr word root = std::bit_cast<word>(Scalar(0.7071067811865476));
    constexpr word fraction_mask = (word{1} << layout::fraction_bits) - 1;
    constexpr Scalar counter = 1 / layout::epsilon;  // its lowest bits hold an integer
    const words shifted = cast_bits<words>(to_bits(x).value) + (std::bit_cast<word>(Scalar(1)) - root);
    const words count = (shifted >> layout::fraction_bits) | std::bit_cast<word>(counter);
    const words significand = (shifted & fraction_mask) + root;
    const words inverse = (word{2 * layout::exponent_bias + 1} << layout::fraction_bits) - (shifted & ~fraction_mask);
    return {from_bits<Scalar, Lanes>({cast_bits<integers>(count)}) - (counter + Scalar(layout::exponent_bias)),
            from_bits<Scalar, Lanes>({cast_bits<integers>(significand)}) - Scalar(1),
            from_bits<Scalar, Lanes>({cast_bits<integers>(inverse)})};
}

/// exponent log(2) + log(1 + fraction). With s = f / (2 + f): log(1 + f) = 2 artanh(s) = 2 s + s^3 P(s^2), and
/// 2 s = f - s f.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> log_of_parts(pack<Scalar, Lanes> exponent,
                                                             pack<Scalar, Lanes> fraction) {
    using log2 = log_of_2<Scalar>;
    const auto k = exponent.value;
    const auto f = fraction.value;
    const auto s = f / (f + Scalar(2));
    const auto y = s * s;
    auto p = y;
    if constexpr (sizeof(Scalar) == 4) {
        p = (0.66666776f + 0.39977542f * y) + 0.29871714f * (y * y);
    } else {
        const auto y2 = y * y;
        p = ((0.6666666666666734 + 0.3999999999941472 * y) + (0.28571428742377536 + 0.22222198574291258 * y) * y2) +
            ((0.18183564266187166 + 0.15314052128594036 * y) + 0.14795933602958208 * y2) * (y2 * y2);
    }
    return {k * log2::high + (k * log2::low + (f - s * (f - y * p)))};
}

/// The natural logarithm, at most 1.5 ulp off. -infinity at 0, NaN below.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> log(pack<Scalar, Lanes> x) {
    using argument = pack<Scalar, Lanes>;
    using limits = std::numeric_limits<Scalar>;
    const auto infinity = argument::broadcast(bit_layout<Scalar>::infinity);
    const auto zero = argument::broadcast(0);
    constexpr int up = limits::digits;
    constexpr Scalar upward = static_cast<Scalar>(std::uint64_t{1} << up);
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated()) {
            if (!(x.value > 0 && x.value < infinity.value))
                return {meta::exactly_equal(x.value, 0) ? -infinity.value
                        : x.value < 0                   ? bit_layout<Scalar>::nan
                                                        : x.value};
            const bool subnormal = x.value < (limits::min)();
            const auto parts = binary_parts_of(argument{subnormal ? x.value * upward : x.value});
            return log_of_parts(argument{parts.exponent.value - Scalar(subnormal ? up : 0)}, parts.fraction);
        }
    const auto subnormal = x < (limits::min)();
    const auto parts = binary_parts_of(select(subnormal, x * upward, x));
    const auto exponent = parts.exponent - select(subnormal, argument::broadcast(up), zero);
    const auto result = select(x < infinity, log_of_parts(exponent, parts.fraction), x);
    return select(x > zero, result, select(x == zero, -infinity, argument::broadcast(bit_layout<Scalar>::nan)));
}

/// log(1 + z), at most 2 ulp off, near 0 too. -infinity at -1, NaN below.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> log1p(pack<Scalar, Lanes> z) {
    using argument = pack<Scalar, Lanes>;
    const auto infinity = argument::broadcast(bit_layout<Scalar>::infinity);
    const auto lowest = argument::broadcast(-1);
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated() && !(z.value > -1 && z.value < infinity.value))
            return {meta::exactly_equal(z.value, -1) ? -infinity.value
                    : z.value < 0                    ? bit_layout<Scalar>::nan
                                                     : z.value};
    const auto sum = opaque(z + Scalar(1));
    const auto lost = z - (sum - Scalar(1));  // the rounding error of the sum
    const auto parts = binary_parts_of(sum);
    const auto fraction = parts.fraction + lost * parts.scale_down * Scalar(0.5);
    const auto logarithm = copy_sign(log_of_parts(parts.exponent, fraction), z);  // -0 stays -0
    const auto result = select(z < infinity, logarithm, z);
    return select(z > lowest, result, select(z == lowest, -infinity, argument::broadcast(bit_layout<Scalar>::nan)));
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
