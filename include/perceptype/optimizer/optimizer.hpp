// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/elementwise.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What turns a gradient into new weights: a literal value that any `Type` with these two members can be.
///
///     static constexpr std::size_t state_buffers;                      // arrays of memory that it needs, 0 or more
///     template <std::size_t Lanes, std::size_t Size, class Scalar>
///     constexpr void update(std::uint64_t step, Scalar scale, Scalar* weights, const Scalar* gradient,
///                           Scalar (*slot)[Size]) const noexcept;      // update number `step`, from 0 on
///
/// All arrays are `Size` long and do not overlap; `slot` points to `state_buffers` of them, zero before update 0 and
/// the optimizer's own from then on, and is null if there are none. `Size` is a multiple of `Lanes`, the width of the
/// packs to compute with (1 in constant evaluation). The gradient to descend is `scale * gradient`, so that a sum over
/// a batch can be given with 1 / batch size. Padding is zero in all arrays.
///
/// Laws (tests/laws/optimizer.hpp applies them to each):
/// - padding stays zero;
/// - a first update goes against the gradient, element by element;
/// - a zero gradient from the start changes nothing, unless the optimizer decays weights;
/// - a gradient with a scale is the scaled gradient;
/// - elements are independent of each other's place and of `Lanes`, and constant evaluation equals run time, both
///   up to rounding.
template <class Type>
concept Optimizer = requires(const Type& optimizer, std::uint64_t step, float scale, float* weights,
                             const float* gradient, float (*slot)[4]) {
    { Type::state_buffers } -> std::convertible_to<std::size_t>;
    { optimizer.template update<1, 4>(step, scale, weights, gradient, slot) } noexcept;
};

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
