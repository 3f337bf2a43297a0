// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>
#include <perceptype/kernel/reproducible.hpp>
#include <perceptype/optimizer/optimizer.hpp>

#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Wraps an optimizer and first scales a gradient with a norm above `max_norm` down to that norm, as
/// `torch.nn.utils.clip_grad_norm_`: the factor is max_norm / (norm + 1e-6), at most 1, with the Euclidean norm over
/// all parameters.
///
///     clip_norm{.max_norm = 0.5, .optimizer = adam{}}
template <Optimizer Inner>
struct clip_norm {
    double max_norm = 1;
    Inner optimizer;

    static constexpr std::size_t state_buffers = Inner::state_buffers;

    /// Performs one update; see optimizer.hpp.
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                          Scalar (*slot)[Size]) const noexcept {
        const auto squares = static_cast<double>(kernels::sum_of_squares<Lanes, Size>(gradient));
        const double length = detail::square_root(squares) * static_cast<double>(scale < 0 ? -scale : scale);
        const double shrink = max_norm / (length + 1e-6);
        const double clipped = shrink > 1 ? 1 : shrink;  // NaN stays NaN
        optimizer.template update<Lanes, Size>(step, static_cast<Scalar>(static_cast<double>(scale) * clipped), weights,
                                               gradient, slot);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
