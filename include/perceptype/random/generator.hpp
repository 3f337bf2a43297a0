// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Random numbers, the same on every platform, with every compiler and at compile time.
///
/// Bits come from SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014),
/// one 64-bit state of period 2^64. Real numbers are an integer converted and then multiplied by a power of two:
/// nothing that a compiler may contract, so no target rounds them differently. A type for `std::shuffle` and the
/// standard distributions, too (whose results do differ between standard libraries). Not for secrets.
class generator {
public:
    using result_type = std::uint64_t;

    /// Any integer is a seed; each gives another sequence.
    template <std::integral Integer>
    constexpr explicit generator(Integer seed) noexcept : state_(static_cast<std::uint64_t>(seed)) {}

    /// 64 random bits.
    constexpr std::uint64_t next() noexcept {
        const std::uint64_t a = state_ += 0x9e3779b97f4a7c15;
        const std::uint64_t b = (a ^ a >> 30) * 0xbf58476d1ce4e5b9;
        const std::uint64_t c = (b ^ b >> 27) * 0x94d049bb133111eb;
        return c ^ c >> 31;
    }

    constexpr result_type operator()() noexcept { return next(); }
    // In parentheses, here and where they are called: windows.h and others define min and max as macros.
    static constexpr result_type(min)() noexcept { return 0; }
    static constexpr result_type(max)() noexcept { return ~result_type{0}; }

    /// An integer from 0 to `count` - 1, each as likely as the others. `count` is at least 1.
    constexpr std::size_t below(std::size_t count) noexcept {
        const std::uint64_t mask = ~std::uint64_t{0} >> std::countl_zero(std::uint64_t{count - 1} | 1);
        for (;;)
            if (const std::uint64_t drawn = next() & mask; drawn < count) return static_cast<std::size_t>(drawn);
    }

    /// Uniform in [0, 1): a multiple of 2^-53.
    constexpr double uniform() noexcept {
        return static_cast<double>(static_cast<std::int64_t>(next() >> 11)) * 0x1p-53;
    }

    /// Uniform in (-1, 1): an odd multiple of 2^-53, so never zero, and x is as likely as -x.
    constexpr double symmetric() noexcept {
        return static_cast<double>(static_cast<std::int64_t>(next()) >> 10 | 1) * 0x1p-53;
    }

    /// Normal, mean 0 and variance 1: a multiple of 2^-58 rounded once.
    ///
    /// Rejection with integer comparisons only, exact up to the resolution of its uniform numbers, 2^-63: Algorithm N
    /// of Karney, "Sampling exactly from the normal distribution", ACM Trans. Math. Softw. 42 (2016), 3.
    constexpr double normal() noexcept {
        for (;;) {
            // |result| = k + x: first k with probability proportional to exp(-k^2 / 2), then x in [0, 1) uniformly, ...
            const std::uint64_t k = half_normal_integer();
            const std::uint64_t x = next();
            if (!accept(k, x)) continue;
            const auto magnitude = static_cast<std::int64_t>(k << 58 | x >> 6);
            return static_cast<double>((x & 1) == 0 ? magnitude : -magnitude) * 0x1p-58;
        }
    }

    constexpr bool operator==(const generator&) const noexcept = default;

private:
    static constexpr std::uint64_t largest_integer = 9;  // past it lies less than 2^-64 of the probability

    constexpr std::uint64_t half_normal_integer() noexcept {
        // floor(2^64 * sum_{i <= k} exp(-i^2 / 2) / sum_i exp(-i^2 / 2))
        constexpr std::uint64_t cumulative[largest_integer] = {
            0x92025b19482ce72b, 0xea91798547a0ef93, 0xfe5415c6e9da4bae, 0xfff3523319908c11, 0xffffdc31b8ef5942,
            0xffffffdaa2d72344, 0xfffffffff1a20da4, 0xfffffffffffdf76c, 0xffffffffffffffe4};
        const std::uint64_t drawn = next();
        std::uint64_t k = 0;
        while (k < largest_integer && drawn >= cumulative[k]) ++k;
        return k;
    }

    /// ... accepted with probability exp(-x (2k + x) / 2): k + 1 times exp(-x q), where q = (2k + x) / (2k + 2).
    ///
    /// By von Neumann's trick: the length n of the longest run x > z1 > z2 > ... > zn of uniform numbers, each of which
    /// also passes a test of probability q, is even with probability sum over n of (-x q)^n / n! = exp(-x q).
    constexpr bool accept(std::uint64_t k, std::uint64_t x) noexcept {
        const std::uint64_t fail = ~(x >> 1) / (k + 1);  // 1 - q, in units of 2^-64
        for (std::uint64_t trial = 0; trial <= k; ++trial) {
            bool even = true;
            std::uint64_t last = x;
            for (;;) {
                const std::uint64_t z = next();
                if (z >= last || next() < fail) break;
                last = z;
                even = !even;
            }
            if (!even) return false;
        }
        return true;
    }

    std::uint64_t state_;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
