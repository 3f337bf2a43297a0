// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What an optimizer can do beyond the minimum. A capability promises the members named beside it, and they need it:
/// a type with one and not the other is no optimizer.
struct optimizer_capabilities {
    /// An update may be w <- w - learning_rate * gradient and nothing else, so that the backward pass makes it, without a
    /// gradient array: `is_plain()` is true then, and `learning_rate` is a rate or a schedule.
    bool may_be_plain = false;
};

namespace detail {

template <class Type>
inline constexpr optimizer_capabilities optimizer_can{};
template <class Type>
    requires requires { Type::can; }
inline constexpr optimizer_capabilities optimizer_can<Type> = Type::can;

template <class Type>
concept HasIsPlain = requires(const Type& optimizer) {
    { optimizer.is_plain() } noexcept -> std::same_as<bool>;
    optimizer.learning_rate;
};

}  // namespace detail

/// Turns a gradient into new weights: a literal value that any `Type` with these two members can be, and `can`, where it
/// can do more. `Lanes` is the width of the packs to compute with, 1 in constant evaluation; `Size` is a multiple of it.
/// No arrays overlap, and padding is zero in all of them.
///
/// Laws (tests/laws/optimizer.hpp applies them to each):
/// - padding stays zero;
/// - a first update goes against the gradient, element by element;
/// - a zero gradient from the start changes nothing, unless the optimizer decays weights;
/// - a gradient with a scale is the scaled gradient;
/// - elements are independent of each other's position and of `Lanes`, and constant evaluation equals run time, both
///   up to rounding.
template <class Type>
concept Optimizer = requires(const Type& optimizer,
                             std::uint64_t step,     // the number of the update, from 0 on
                             float scale,            // of the gradient: 1 / batch size for the sum over a batch
                             float* weights,         // (Size), updated
                             const float* gradient,  // (Size)
                             float (*slot)[4]) {  // (state_buffers, Size), zero before update 0; null if there are none
    { Type::state_buffers } -> std::convertible_to<std::size_t>;  // arrays of memory that it needs
    { optimizer.template update<1, 4>(step, scale, weights, gradient, slot) } noexcept -> std::same_as<void>;
} && detail::HasIsPlain<Type> == detail::optimizer_can<Type>.may_be_plain;

/// How many updates there are from one flush of subnormal numbers to the next.
inline constexpr std::uint64_t updates_per_flush = 64;

/// Update number `step` of the parameters of a net, `scale * gradient` being their gradient.
///
/// `slot` points to `Type::state_buffers` arrays, zero before update 0. Every array has `Size` numbers and is zero in
/// its padding; one whose `Size` is a multiple of the target's widest register is updated fastest.
///
/// Moments, velocities and decaying weights whose gradient is zero shrink until they are subnormal, and then may stay
/// there: 0.9 times the smallest number rounds to itself. Processors take such numbers many times slower, so every
/// `updates_per_flush` updates those in `slot` and `weights` become zero. (Constant evaluation has no need of it.)
template <Optimizer Type, class Scalar, std::size_t Size>
constexpr void update_parameters(const Type& optimizer, std::uint64_t step, std::type_identity_t<Scalar> scale,
                                 Scalar* weights, const Scalar* gradient, Scalar (*slot)[Size]) noexcept {
    if (std::is_constant_evaluated()) {
        optimizer.template update<1, Size>(step, scale, weights, gradient, slot);
        return;
    }
    constexpr std::size_t lanes = kernels::whole_lanes<Scalar, Size>;
    optimizer.template update<lanes, Size>(step, scale, weights, gradient, slot);
    if (step % updates_per_flush == updates_per_flush - 1) {
        kernels::flush_to_zero<lanes, Size>(weights);
        for (std::size_t i = 0; i < Type::state_buffers; ++i) kernels::flush_to_zero<lanes, Size>(slot[i]);
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
