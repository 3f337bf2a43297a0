// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/meta/exactly_equal.hpp>
#include <perceptype/optimizer/learning_rate.hpp>
#include <perceptype/optimizer/no_momentum.hpp>
#include <perceptype/optimizer/optimizer.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Gradient descent, as `torch.optim.SGD` (with dampening 0): with g = gradient + weight_decay * w,
///
///     w <- w - learning_rate * g                                       without momentum, else
///     v <- momentum * v + g,   w <- w - learning_rate * v              or, with nesterov,
///                              w <- w - learning_rate * (g + momentum * v)
///
/// I. Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
///
/// The compiler deduces both types from the initializers. Without `.momentum` a trainer stores no velocities, and the
/// momentum cannot be set later; `sgd<double, double>` can change it, even from 0.
template <LearningRate Rate = double, class Momentum = no_momentum>
struct sgd {
    Rate learning_rate{0.01};
    Momentum momentum{};
    bool nesterov = false;  ///< has no effect without momentum
    double weight_decay = 0;

    static constexpr optimizer_capabilities can{.may_be_plain = true};
    static constexpr std::size_t state_buffers = std::is_same_v<Momentum, no_momentum> ? 0 : 1;  // v

    /// Whether an update is just w <- w - learning_rate * gradient, so that it needs no gradient array.
    constexpr bool is_plain() const noexcept {
        return meta::exactly_equal(static_cast<double>(momentum), 0) && meta::exactly_equal(weight_decay, 0);
    }

    /// Performs one update; see optimizer.hpp.
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                          [[maybe_unused]] Scalar (*slot)[Size]) const noexcept {
        const double rate = rate_at(learning_rate, step);
        if constexpr (state_buffers == 0)
            descend<Lanes, Size>(rate, scale, weights, gradient);
        else if (meta::exactly_equal(static_cast<double>(momentum), 0))
            descend<Lanes, Size>(rate, scale, weights, gradient);
        else if (nesterov)
            descend_with_momentum<true, Lanes, Size>(rate, scale, weights, gradient, *slot);
        else
            descend_with_momentum<false, Lanes, Size>(rate, scale, weights, gradient, *slot);
    }

private:
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void descend(double rate, Scalar scale, Scalar* weights, const Scalar* gradient) const noexcept {
        using pack = kernels::pack<Scalar, Lanes>;
        const pack minus_rate = pack::broadcast(static_cast<Scalar>(-rate * static_cast<double>(scale)));
        const pack minus_decay = pack::broadcast(static_cast<Scalar>(-rate * weight_decay));
        kernels::for_each_pack<Lanes, Size>([=](std::size_t i) {
            // The term of the weight is computed first because it does not depend on the gradient.
            const pack weight = pack::load(weights + i);
            multiply_add(minus_rate, pack::load(gradient + i), multiply_add(minus_decay, weight, weight))
                .store(weights + i);
        });
    }

    template <bool Nesterov, std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void descend_with_momentum(double rate, Scalar scale, Scalar* weights, const Scalar* gradient,
                                         Scalar* velocities) const noexcept {
        using pack = kernels::pack<Scalar, Lanes>;
        const pack minus_rate = pack::broadcast(static_cast<Scalar>(-rate));
        const pack inertia = pack::broadcast(static_cast<Scalar>(momentum));
        const pack decay = pack::broadcast(static_cast<Scalar>(weight_decay));
        const pack factor = pack::broadcast(scale);
        kernels::for_each_pack<Lanes, Size>([=](std::size_t i) {
            const pack weight = pack::load(weights + i);
            const pack slope = multiply_add(decay, weight, factor * pack::load(gradient + i));
            const pack velocity = multiply_add(inertia, pack::load(velocities + i), slope);
            velocity.store(velocities + i);
            if constexpr (Nesterov)
                multiply_add(minus_rate, multiply_add(inertia, velocity, slope), weight).store(weights + i);
            else
                multiply_add(minus_rate, velocity, weight).store(weights + i);
        });
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
