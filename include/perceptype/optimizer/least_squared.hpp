// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What optimizers that divide by the root of a mean of squares share.

#include <perceptype/config.hpp>
#include <perceptype/kernel/reproducible.hpp>

#include <limits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The least magnitude that is squared for a running mean of squares, which takes `share` of each; a smaller one counts
/// as zero.
///
/// Such a share would be a subnormal number, for which processors take many times longer. It would change the root, to
/// which `epsilon` is added, by less than a rounding of `epsilon`, also after Adam's correction of the first updates.
/// Where `epsilon` is too small for that, what would be visible is squared all the same.
template <class Scalar>
constexpr Scalar least_squared(double share, double epsilon) noexcept {
    using limits = std::numeric_limits<Scalar>;
    const double visible = epsilon * static_cast<double>(limits::epsilon()) / 128;
    const double normal = share > 0 ? 2 * square_root(static_cast<double>((limits::min)()) / share) : visible;
    return static_cast<Scalar>(normal < visible ? normal : visible);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
