// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Arithmetic of which every compiler and target makes the same bits, at compile time as at run time.

#include <perceptype/kernel/pack.hpp>

#include <bit>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A product as it is rounded, which the compiler may not fuse with the addition behind it: at run time it would often
/// do so, in constant evaluation never.
constexpr double rounded(double product) noexcept { return kernels::opaque(kernels::pack<double, 1>{product}).value; }

/// The square root, correctly rounded. `radicand` is positive, finite and no subnormal. Slow.
constexpr double exact_square_root(double radicand) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(radicand);
    const int biased = static_cast<int>(bits >> 52) - 1023;
    const int odd = biased & 1;
    // radicand = digits * 2^(biased - odd - 52), an even exponent; its root has 53 digits and one to round by, each of which
    // the school method finds from two digits of the radicand.
    std::uint64_t digits = ((bits & 0xfffffffffffff) | 0x10000000000000) << odd << 10;
    std::uint64_t root = 0;
    std::uint64_t rest = 0;
    for (int digit = 0; digit < 54; ++digit) {
        rest = rest << 2 | digits >> 62;
        digits <<= 2;
        const std::uint64_t next = root << 2 | 1;
        root = root << 1 | static_cast<std::uint64_t>(rest >= next);
        rest -= rest >= next ? next : 0;
    }
    const std::uint64_t mantissa = (root + 1) >> 1;  // never a tie: a root of 54 digits, the last one 1, has no such square
    const auto exponent = static_cast<std::uint64_t>((biased - odd) / 2 + 1023 - 1);
    return std::bit_cast<double>((exponent << 52) + mantissa);  // the mantissa's leading 1 adds the one taken away
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
