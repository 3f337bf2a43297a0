// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Instructions of the target that no C++ operator maps to, as templates over the register type. Where the target lacks
/// the instruction, the function computes the result in another way, or a constant `has_...` is false.
///
/// clang has builtins for any width, or turns an expression into one instruction. g++ has one builtin for each
/// instruction and declares it only for targets that have the instruction, which `requires` detects.

#include <perceptype/config.hpp>

#include <cstdint>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// a * b + c, rounded once if the target has the instruction. A builtin, since a compiler may contract an expression in
/// one place and evaluate it at compile time, rounded twice, in another.
template <class Native>
PERCEPTYPE_INLINE Native fused_multiply_add(Native a, Native b, Native c) {
    if constexpr (!fuses_multiply_add) {
        PERCEPTYPE_AS_WRITTEN
        return a * b + c;
    } else if constexpr (requires { __builtin_elementwise_fma(a, b, c); })
        return __builtin_elementwise_fma(a, b, c);
    else if constexpr (std::is_same_v<Native, float>)
        return __builtin_fmaf(a, b, c);
    else if constexpr (std::is_same_v<Native, double>)
        return __builtin_fma(a, b, c);
    else if constexpr (requires { __builtin_ia32_vfmaddps(a, b, c); })
        return __builtin_ia32_vfmaddps(a, b, c);
    else if constexpr (requires { __builtin_ia32_vfmaddpd(a, b, c); })
        return __builtin_ia32_vfmaddpd(a, b, c);
    else if constexpr (requires { __builtin_ia32_vfmaddps256(a, b, c); })
        return __builtin_ia32_vfmaddps256(a, b, c);
    else if constexpr (requires { __builtin_ia32_vfmaddpd256(a, b, c); })
        return __builtin_ia32_vfmaddpd256(a, b, c);
    else if constexpr (requires { __builtin_ia32_vfmaddps512_mask(a, b, c, std::int16_t{-1}, 4); })
        return __builtin_ia32_vfmaddps512_mask(a, b, c, std::int16_t{-1}, 4);  // 4: the current rounding mode
    else if constexpr (requires { __builtin_ia32_vfmaddpd512_mask(a, b, c, std::uint8_t{0xff}, 4); })
        return __builtin_ia32_vfmaddpd512_mask(a, b, c, std::uint8_t{0xff}, 4);
    else if constexpr (requires { __builtin_aarch64_fmav2sf(a, b, c); })
        return __builtin_aarch64_fmav2sf(a, b, c);
    else if constexpr (requires { __builtin_aarch64_fmav4sf(a, b, c); })
        return __builtin_aarch64_fmav4sf(a, b, c);
    else if constexpr (requires { __builtin_aarch64_fmav2df(a, b, c); })
        return __builtin_aarch64_fmav2df(a, b, c);
    else
        return a * b + c;
}

/// The maximum of each lane; b if one of the two is NaN.
template <class Native>
PERCEPTYPE_INLINE Native larger(Native a, Native b) {
    if constexpr (requires { __builtin_elementwise_max(a, b); })
        return a > b ? a : b;
    else if constexpr (requires { __builtin_ia32_maxps(a, b); })
        return __builtin_ia32_maxps(a, b);
    else if constexpr (requires { __builtin_ia32_maxpd(a, b); })
        return __builtin_ia32_maxpd(a, b);
    else if constexpr (requires { __builtin_ia32_maxps256(a, b); })
        return __builtin_ia32_maxps256(a, b);
    else if constexpr (requires { __builtin_ia32_maxpd256(a, b); })
        return __builtin_ia32_maxpd256(a, b);
    else if constexpr (requires { __builtin_ia32_maxps512_mask(a, b, a, std::int16_t{-1}, 4); })
        return __builtin_ia32_maxps512_mask(a, b, a, std::int16_t{-1}, 4);
    else if constexpr (requires { __builtin_ia32_maxpd512_mask(a, b, a, std::uint8_t{0xff}, 4); })
        return __builtin_ia32_maxpd512_mask(a, b, a, std::uint8_t{0xff}, 4);
    else
        return a > b ? a : b;
}

/// The minimum of each lane; b if one of the two is NaN.
template <class Native>
PERCEPTYPE_INLINE Native smaller(Native a, Native b) {
    if constexpr (requires { __builtin_elementwise_min(a, b); })
        return a < b ? a : b;
    else if constexpr (requires { __builtin_ia32_minps(a, b); })
        return __builtin_ia32_minps(a, b);
    else if constexpr (requires { __builtin_ia32_minpd(a, b); })
        return __builtin_ia32_minpd(a, b);
    else if constexpr (requires { __builtin_ia32_minps256(a, b); })
        return __builtin_ia32_minps256(a, b);
    else if constexpr (requires { __builtin_ia32_minpd256(a, b); })
        return __builtin_ia32_minpd256(a, b);
    else if constexpr (requires { __builtin_ia32_minps512_mask(a, b, a, std::int16_t{-1}, 4); })
        return __builtin_ia32_minps512_mask(a, b, a, std::int16_t{-1}, 4);
    else if constexpr (requires { __builtin_ia32_minpd512_mask(a, b, a, std::uint8_t{0xff}, 4); })
        return __builtin_ia32_minpd512_mask(a, b, a, std::uint8_t{0xff}, 4);
    else
        return a < b ? a : b;
}

/// The square roots of a whole register, exactly rounded.
template <class Native>
PERCEPTYPE_INLINE auto square_root_instruction(Native a) {
    if constexpr (requires { __builtin_elementwise_sqrt(a); })
        return __builtin_elementwise_sqrt(a);
    else if constexpr (requires { __builtin_ia32_sqrtps(a); })
        return __builtin_ia32_sqrtps(a);
    else if constexpr (requires { __builtin_ia32_sqrtpd(a); })
        return __builtin_ia32_sqrtpd(a);
    else if constexpr (requires { __builtin_ia32_sqrtps256(a); })
        return __builtin_ia32_sqrtps256(a);
    else if constexpr (requires { __builtin_ia32_sqrtpd256(a); })
        return __builtin_ia32_sqrtpd256(a);
    else if constexpr (requires { __builtin_ia32_sqrtps512_mask(a, a, std::int16_t{-1}, 4); })
        return __builtin_ia32_sqrtps512_mask(a, a, std::int16_t{-1}, 4);
    else if constexpr (requires { __builtin_ia32_sqrtpd512_mask(a, a, std::int8_t{-1}, 4); })
        return __builtin_ia32_sqrtpd512_mask(a, a, std::int8_t{-1}, 4);
    else if constexpr (requires { __builtin_aarch64_sqrtv4sf(a); })
        return __builtin_aarch64_sqrtv4sf(a);
    else if constexpr (requires { __builtin_aarch64_sqrtv2df(a); })
        return __builtin_aarch64_sqrtv2df(a);
}

template <class Native>
inline constexpr bool has_square_root_instruction =
    !std::is_void_v<decltype(square_root_instruction(std::declval<Native>()))>;

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
