// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>
#include <perceptype/kernel/exactly_equal.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/pack.hpp>
#include <perceptype/optimizer/learning_rate.hpp>
#include <perceptype/optimizer/least_squared.hpp>

#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Steps of the gradient over its root mean square, as `torch.optim.RMSprop`: with g = gradient + weight_decay * w,
///
///     s <- alpha * s + (1 - alpha) * g^2,   d = sqrt(s) + epsilon      or, centered,
///     m <- alpha * m + (1 - alpha) * g,     d = sqrt(s - m^2) + epsilon
///     w <- w - learning_rate * g / d                                   or, with momentum,
///     v <- momentum * v + g / d,            w <- w - learning_rate * v
///
/// T. Tieleman and G. Hinton, Coursera lecture 6.5, 2012; A. Graves, "Generating sequences with recurrent neural
/// networks", 2013. `epsilon` has to be positive in the net's scalar. Where rounding makes s - m^2 negative it is 0.
template <LearningRate Rate = double>
struct rms_prop {
    Rate learning_rate{0.01};
    double alpha = 0.99;
    double epsilon = 1e-8;
    double weight_decay = 0;
    double momentum = 0;
    bool centered = false;

    static constexpr std::size_t state_buffers = 3;  // s, v, m

    /// One update; see optimizer.hpp.
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                          Scalar (*slot)[Size]) const noexcept {
        const bool has_momentum = kernels::exactly_unequal(momentum, 0);
        if (!has_momentum && !centered)
            descend<false, false, Lanes>(step, scale, weights, gradient, slot);
        else if (!centered)
            descend<true, false, Lanes>(step, scale, weights, gradient, slot);
        else if (!has_momentum)
            descend<false, true, Lanes>(step, scale, weights, gradient, slot);
        else
            descend<true, true, Lanes>(step, scale, weights, gradient, slot);
    }

private:
    template <bool Momentum, bool Centered, std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void descend(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                           Scalar (*slot)[Size]) const noexcept {
        using pack = kernels::pack<Scalar, Lanes>;
        const pack minus_rate = pack::broadcast(static_cast<Scalar>(-rate_at(learning_rate, step)));
        const pack keep = pack::broadcast(static_cast<Scalar>(alpha));
        const pack take = pack::broadcast(static_cast<Scalar>(1 - alpha));
        const pack least = pack::broadcast(static_cast<Scalar>(epsilon));
        const pack decay = pack::broadcast(static_cast<Scalar>(weight_decay));
        const pack inertia = pack::broadcast(static_cast<Scalar>(momentum));
        const pack factor = pack::broadcast(scale);
        const pack least_slope = pack::broadcast(detail::least_squared<Scalar>(1 - alpha, epsilon));
        const auto to_square = [=](pack a) { return keep_where(absolute(a) >= least_slope, a); };
        Scalar* const squares = slot[0];
        Scalar* const velocities = slot[1];
        Scalar* const means = slot[2];
        kernels::for_each_pack<Lanes, Size>([=](std::size_t i) {
            const pack weight = pack::load(weights + i);
            const pack slope = multiply_add(decay, weight, factor * pack::load(gradient + i));
            const pack squared = to_square(slope);
            const pack square = multiply_add(keep, pack::load(squares + i), take * squared * squared);
            square.store(squares + i);
            pack variance = square;
            if constexpr (Centered) {
                const pack mean = multiply_add(keep, pack::load(means + i), take * slope);
                mean.store(means + i);
                const pack center = to_square(mean);
                variance = kernels::maximum(multiply_add(-center, center, square), pack{});
            }
            pack direction = slope / (kernels::square_root(variance) + least);
            if constexpr (Momentum) {
                direction = multiply_add(inertia, pack::load(velocities + i), direction);
                direction.store(velocities + i);
            }
            multiply_add(minus_rate, direction, weight).store(weights + i);
        });
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
