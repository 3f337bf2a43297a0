// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/reproducible.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/optimizer/learning_rate.hpp>
#include <perceptype/optimizer/least_squared.hpp>

#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Adaptive moment estimation, as `torch.optim.Adam`: in update t = 1, 2, ..., with g = gradient + weight_decay * w,
///
///     m <- beta1 * m + (1 - beta1) * g,   v <- beta2 * v + (1 - beta2) * g^2
///     w <- w - learning_rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
///
/// D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015. `epsilon` must be positive in the
/// network's scalar type.
template <LearningRate Rate = double>
struct adam {
    Rate learning_rate{0.001};
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 0;

    static constexpr std::size_t state_buffers = 2;  // m, v

    /// Performs one update; see optimizer.hpp.
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                          Scalar (*slot)[Size]) const noexcept {
        update_with<Lanes>(weight_decay, 0, step, scale, weights, gradient, slot);
    }

private:
    template <LearningRate Other>
    friend struct adam_w;

    /// Performs an update with weight decay in the gradient (`coupled`, as in Adam) or separate from it (as in AdamW).
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update_with(double coupled, double decoupled, std::uint64_t step, Scalar scale, Scalar* weights,
                               const Scalar* gradient, Scalar (*slot)[Size]) const noexcept {
        using pack = kernels::pack<Scalar, Lanes>;
        const double rate = rate_at(learning_rate, step);
        const double correction1 = 1 - detail::power(beta1, step + 1);
        const double correction2 = 1 - detail::power(beta2, step + 1);
        const pack keep1 = pack::broadcast(static_cast<Scalar>(beta1));
        const pack take1 = pack::broadcast(static_cast<Scalar>(1 - beta1));
        const pack keep2 = pack::broadcast(static_cast<Scalar>(beta2));
        const pack take2 = pack::broadcast(static_cast<Scalar>(1 - beta2));
        const pack inverse_root = pack::broadcast(static_cast<Scalar>(1 / detail::square_root(correction2)));
        const pack least = pack::broadcast(static_cast<Scalar>(epsilon));
        const pack minus_rate = pack::broadcast(static_cast<Scalar>(-rate / correction1));
        const pack decay = pack::broadcast(static_cast<Scalar>(coupled));
        const pack minus_shrink = pack::broadcast(static_cast<Scalar>(-rate * decoupled));
        const pack factor = pack::broadcast(scale);
        const pack least_slope = pack::broadcast(detail::least_squared<Scalar>(1 - beta2, epsilon));
        Scalar* const means = slot[0];
        Scalar* const squares = slot[1];
        kernels::for_each_pack<Lanes, Size>([=](std::size_t i) {
            const pack weight = pack::load(weights + i);
            const pack slope = multiply_add(decay, weight, factor * pack::load(gradient + i));
            const pack mean = multiply_add(keep1, pack::load(means + i), take1 * slope);
            const pack squared = mask_where(absolute(slope) >= least_slope, slope);
            const pack square = multiply_add(keep2, pack::load(squares + i), take2 * squared * squared);
            mean.store(means + i);
            square.store(squares + i);
            const pack divisor = multiply_add(kernels::square_root(square), inverse_root, least);
            multiply_add(minus_rate, mean / divisor, multiply_add(minus_shrink, weight, weight)).store(weights + i);
        });
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
