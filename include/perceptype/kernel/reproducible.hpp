// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Arithmetic with the same bits on every compiler and target, at compile time and at run time.

#include <perceptype/config.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A rounded product that the compiler may not fuse with a following addition. It often would at run time, but never in
/// constant evaluation.
constexpr double rounded(double product) noexcept { return kernels::opaque(kernels::pack<double, 1>{product}).value; }

/// The square root, correctly rounded.
constexpr double square_root(double radicand) noexcept {
    return kernels::square_root(kernels::pack<double, 1>{radicand}).value;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
