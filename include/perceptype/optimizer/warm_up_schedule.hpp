// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/optimizer/learning_rate.hpp>

#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A learning rate that first rises linearly: in `steps` updates, from `start_factor` times the first rate of `then` to
/// that rate. Afterwards it follows `then`, a number or a schedule whose steps are counted from there. It corresponds
/// to PyTorch's `LinearLR` and `then` in a `SequentialLR`.
///
///     sgd{.learning_rate = warm_up_schedule{.steps = 100, .then = cosine_schedule{.initial = 0.1, .steps = 900}}}
template <LearningRate Then>
struct warm_up_schedule {
    double start_factor = 1.0 / 3;
    std::uint64_t steps = 5;
    Then then;

    constexpr double operator()(std::uint64_t step) const {
        if (step >= steps) return rate_at(then, step - steps);
        const double risen = static_cast<double>(step) / static_cast<double>(steps);
        return rate_at(then, 0) * (start_factor + (1 - start_factor) * risen);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
