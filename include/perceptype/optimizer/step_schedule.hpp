// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/optimizer/learning_rate.hpp>

#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A learning rate multiplied by `gamma` after every `step_size` updates: initial * gamma^floor(step / step_size), as
/// `torch.optim.lr_scheduler.StepLR`. `initial` and `step_size`, at least 1, are required.
struct step_schedule {
    detail::required<double> initial;
    detail::required<std::uint64_t> step_size;
    double gamma = 0.1;

    constexpr double operator()(std::uint64_t step) const noexcept {
        return initial * detail::power(gamma, step / step_size);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
