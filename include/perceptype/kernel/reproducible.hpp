// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Arithmetic of which every compiler and target makes the same bits, at compile time as at run time.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A product as it is rounded, which the compiler may not fuse with the addition behind it: at run time it would often
/// do so, in constant evaluation never.
constexpr double rounded(double product) noexcept { return kernels::opaque(kernels::pack<double, 1>{product}).value; }

/// The square root, exactly rounded.
constexpr double square_root(double radicand) noexcept {
    return kernels::square_root(kernels::pack<double, 1>{radicand}).value;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
