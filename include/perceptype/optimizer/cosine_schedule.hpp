// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/optimizer/learning_rate.hpp>

#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// cos(pi * x) for x from 0 to 1, within 4e-16.
constexpr double cosine_of_half_turns(double x) noexcept {
    const bool second_quadrant = x > 0.5;
    const double angle = 3.141592653589793238 * (second_quadrant ? 1 - x : x);
    const double square = angle * angle;
    double sum = 1;  // the Taylor series up to angle^22, from its last term: 1 - s/2 (1 - s/12 (1 - s/30 (...)))
    for (int term = 22; term > 0; term -= 2) sum = 1 - square / (term * (term - 1)) * sum;
    return second_quadrant ? -sum : sum;
}

}  // namespace detail

/// A learning rate that falls from `initial` to `minimum` along half a cosine in `steps` updates, as
/// `torch.optim.lr_scheduler.CosineAnnealingLR`: minimum + (initial - minimum) * (1 + cos(pi * step / steps)) / 2. As
/// in PyTorch, the cosine continues afterwards: it rises for the next `steps` updates, and so on. `initial` and
/// `steps`, at least 1, are required.
///
/// I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017.
struct cosine_schedule {
    detail::required<double> initial;
    double minimum = 0;
    detail::required<std::uint64_t> steps;

    constexpr double operator()(std::uint64_t step) const noexcept {
        const std::uint64_t within = step % (2 * steps);
        const std::uint64_t mirrored = within <= steps ? within : 2 * steps - within;
        const double part = static_cast<double>(mirrored) / static_cast<double>(steps.value);
        return minimum + (initial - minimum) * (0.5 * (1 + detail::cosine_of_half_turns(part)));
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
