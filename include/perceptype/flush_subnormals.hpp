// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// While such an object lives, the processor takes subnormal numbers for zero on this thread, operands and results
/// alike; its destructor sets the mode back. For signals that fade out, as in audio: processors take many times longer
/// for a subnormal number, of which the smallest normal float is 1.2e-38.
///
///     void process(std::span<float> block) {
///         const pt::flush_subnormals guard;
///         for (float& value : block) value = net({value})[0];
///     }
///
/// On x86 it sets flush-to-zero and denormals-are-zero of the SSE and AVX instructions, on AArch64 the bit FZ; it has no
/// effect elsewhere or in constant evaluation. Exception flags and rounding stay as they are. Guards may be nested.
class [[nodiscard]] flush_subnormals {
public:
    constexpr flush_subnormals() noexcept {
        if (!std::is_constant_evaluated()) set();
    }
    flush_subnormals(const flush_subnormals&) = delete;
    flush_subnormals& operator=(const flush_subnormals&) = delete;
    constexpr ~flush_subnormals() {
        if (!std::is_constant_evaluated()) restore();
    }

private:
    using control = floating_point_control;

    void set() noexcept {
        const control::word before = control::read();
        bits_before_ = before & control::flush_bits;
        control::write(before | control::flush_bits);
    }
    void restore() noexcept { control::write((control::read() & ~control::flush_bits) | bits_before_); }

    control::word bits_before_ = 0;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
