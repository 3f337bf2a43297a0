// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What an optimizer can do beyond the minimum. A capability whose comment names members requires them, and those
/// members require the capability: a type with only one of the two is not an optimizer.
struct optimizer_capabilities {
    /// An update may be just w <- w - learning_rate * gradient, so that the backward pass can perform it without a
    /// gradient array. Requires `is_plain()`, which is true in that case, and `learning_rate`, a rate or a schedule.
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

/// Updates weights by a gradient: a literal type with these two members and, if it has further capabilities, `can`.
/// `Lanes` is the width of the packs, 1 in constant evaluation; `Size` is a multiple of it. No arrays overlap, and
/// padding is zero in all of them.
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
                             std::uint64_t step,     // index of the update, starting at 0
                             float scale,            // factor of the gradient: 1 / batch size for the sum over a batch
                             float* weights,         // (Size), updated
                             const float* gradient,  // (Size)
                             float (*slot)[4]) {  // (state_buffers, Size), zero before update 0; null if there are none
    { Type::state_buffers } -> std::convertible_to<std::size_t>;  // number of state arrays
    { optimizer.template update<1, 4>(step, scale, weights, gradient, slot) } noexcept -> std::same_as<void>;
} && detail::HasIsPlain<Type> == detail::optimizer_can<Type>.may_be_plain;

/// The number of updates between two flushes of subnormal numbers.
inline constexpr std::uint64_t updates_per_flush = 64;

/// Performs update `step` of the parameters of a network, whose gradient is `scale * gradient`.
///
/// `slot` points to `Type::state_buffers` arrays, zero before update 0. Every array has `Size` elements, and its
/// padding is zero. Updates are fastest if `Size` is a multiple of the target's widest register.
///
/// Moments, velocities and decaying weights whose gradient is zero shrink until they are subnormal, and may stay so:
/// 0.9 times the smallest number rounds to itself. Processors handle such numbers many times slower, so every
/// `updates_per_flush` updates those in `slot` and `weights` are set to zero. (Constant evaluation does not need this.)
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
