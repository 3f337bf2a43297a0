// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The common part of optimizers that divide by the root of a mean of squares.

#include <perceptype/config.hpp>
#include <perceptype/kernel/reproducible.hpp>

#include <limits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The smallest magnitude whose square is added to a running mean of squares, with weight `share`; smaller magnitudes
/// count as zero.
///
/// Their weighted squares would be subnormal numbers, which processors handle many times slower. They would change the
/// root, to which `epsilon` is added, by less than the rounding error of `epsilon`, even after Adam's bias correction
/// in the first updates. If `epsilon` is too small for that, magnitudes that would have a visible effect are squared
/// nevertheless.
template <class Scalar>
constexpr Scalar least_squared(double share, double epsilon) noexcept {
    using limits = std::numeric_limits<Scalar>;
    const double visible = epsilon * static_cast<double>(limits::epsilon()) / 128;
    const double normal = share > 0 ? 2 * square_root(static_cast<double>((limits::min)()) / share) : visible;
    return static_cast<Scalar>(normal < visible ? normal : visible);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
