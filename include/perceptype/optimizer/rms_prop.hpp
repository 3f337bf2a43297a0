// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/meta/exactly_equal.hpp>
#include <perceptype/optimizer/learning_rate.hpp>
#include <perceptype/optimizer/least_squared.hpp>
#include <perceptype/optimizer/no_momentum.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

// Condition of the assertion below.
template <class Flag>
inline constexpr bool optimizer_can_be_centered = false;

/// The flag `centered` of an `rms_prop` declared without one: false by its type.
struct not_centered {
    constexpr not_centered() noexcept = default;

    /// Rejects a flag set on an optimizer whose type is not centered.
    template <std::same_as<bool> Flag>
    constexpr not_centered(Flag) noexcept {
        static_assert(optimizer_can_be_centered<Flag>,
                      "perceptype: this optimizer's type is not centered; set it on construction, as in "
                      "rms_prop{.centered = true}, or name the type, rms_prop<double, double, bool>");
    }

    constexpr operator bool() const noexcept { return false; }
};

/// Divides the gradient by its root mean square, as `torch.optim.RMSprop`: with g = gradient + weight_decay * w,
///
///     s <- alpha * s + (1 - alpha) * g^2,   d = sqrt(s) + epsilon      or, centered,
///     m <- alpha * m + (1 - alpha) * g,     d = sqrt(s - m^2) + epsilon
///     w <- w - learning_rate * g / d                                   or, with momentum,
///     v <- momentum * v + g / d,            w <- w - learning_rate * v
///
/// T. Tieleman and G. Hinton, Coursera lecture 6.5, 2012; A. Graves, "Generating sequences with recurrent neural
/// networks", 2013. `epsilon` must be positive in the network's scalar type. If rounding makes s - m^2 negative, 0 is
/// used.
///
/// The compiler deduces the types from the initializers. Without `.momentum` a trainer stores no velocities, without
/// `.centered` no means, and neither can be set later. `rms_prop<double, double, bool>` can change both.
template <LearningRate Rate = double, class Momentum = no_momentum, class Centered = not_centered>
struct rms_prop {
    Rate learning_rate{0.01};
    double alpha = 0.99;
    double epsilon = 1e-8;
    double weight_decay = 0;
    Momentum momentum{};
    Centered centered{};

    static constexpr bool may_have_momentum = !std::is_same_v<Momentum, no_momentum>;
    static constexpr bool may_be_centered = !std::is_same_v<Centered, not_centered>;
    static constexpr std::size_t state_buffers = 1 + may_have_momentum + may_be_centered;  // s, v, m

    /// Performs one update; see optimizer.hpp.
    template <std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void update(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                          Scalar (*slot)[Size]) const noexcept {
        const bool has_momentum = meta::exactly_unequal(static_cast<double>(momentum), 0);
        if (!has_momentum && !centered)
            descend<false, false, Lanes>(step, scale, weights, gradient, slot);
        else if (!centered)
            descend<may_have_momentum, false, Lanes>(step, scale, weights, gradient, slot);
        else if (!has_momentum)
            descend<false, may_be_centered, Lanes>(step, scale, weights, gradient, slot);
        else
            descend<may_have_momentum, may_be_centered, Lanes>(step, scale, weights, gradient, slot);
    }

private:
    template <bool HasMomentum, bool IsCentered, std::size_t Lanes, std::size_t Size, class Scalar>
    constexpr void descend(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
                           Scalar (*slot)[Size]) const noexcept {
        using pack = kernels::pack<Scalar, Lanes>;
        const pack minus_rate = pack::broadcast(static_cast<Scalar>(-rate_at(learning_rate, step)));
        const pack old_share = pack::broadcast(static_cast<Scalar>(alpha));
        const pack new_share = pack::broadcast(static_cast<Scalar>(1 - alpha));
        const pack least = pack::broadcast(static_cast<Scalar>(epsilon));
        const pack decay = pack::broadcast(static_cast<Scalar>(weight_decay));
        const pack inertia = pack::broadcast(static_cast<Scalar>(momentum));
        const pack factor = pack::broadcast(scale);
        const pack least_slope = pack::broadcast(detail::least_squared<Scalar>(1 - alpha, epsilon));
        const auto to_square = [=](pack a) { return mask_where(absolute(a) >= least_slope, a); };
        Scalar* const squares = slot[0];
        [[maybe_unused]] Scalar* const velocities = slot[HasMomentum ? 1 : 0];
        [[maybe_unused]] Scalar* const means = slot[IsCentered ? state_buffers - 1 : 0];
        kernels::for_each_pack<Lanes, Size>([=](std::size_t i) {
            const pack weight = pack::load(weights + i);
            const pack slope = multiply_add(decay, weight, factor * pack::load(gradient + i));
            const pack squared = to_square(slope);
            const pack square = multiply_add(old_share, pack::load(squares + i), new_share * squared * squared);
            square.store(squares + i);
            pack variance = square;
            if constexpr (IsCentered) {
                const pack mean = multiply_add(old_share, pack::load(means + i), new_share * slope);
                mean.store(means + i);
                const pack center = to_square(mean);
                variance = kernels::maximum(multiply_add(-center, center, square), pack{});
            }
            pack direction = slope / (kernels::square_root(variance) + least);
            if constexpr (HasMomentum) {
                direction = multiply_add(inertia, pack::load(velocities + i), direction);
                direction.store(velocities + i);
            }
            multiply_add(minus_rate, direction, weight).store(weights + i);
        });
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
