// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/optimizer/adam.hpp>
#include <perceptype/optimizer/learning_rate.hpp>

#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Adam with weight decay separate from the gradient, as `torch.optim.AdamW`: w <- w - learning_rate * weight_decay *
/// w, followed by Adam's update with the gradient without decay.
///
/// I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019. `epsilon` must be positive in the
/// network's scalar type.
template <LearningRate Rate = double>
struct adam_w {
    Rate learning_rate{0.001};
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 0.01;

    static constexpr std::size_t state_buffers = adam<Rate>::state_buffers;

    /// Performs one update; see optimizer.hpp.
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                          Scalar (*slot)[Size]) const noexcept {
        const adam<Rate> moments{learning_rate, beta1, beta2, epsilon, 0};
        moments.template update_with<Lanes>(0, weight_decay, step, scale, weights, gradient, slot);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
