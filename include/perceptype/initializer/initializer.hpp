// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/random/generator.hpp>

#include <concepts>
#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What draws a layer's first weights: a literal value that any `Type` with this one member can be.
///
///     const auto sample = initializer.sampler(fan_in, fan_out);
///     weight = static_cast<Scalar>(sample(random));             // one weight after the other
///
/// `sampler(fan_in, fan_out)`, for the numbers of values that one output reads and that one input feeds (both at least
/// 1), does once what all weights share and returns a callable; each call of that draws from the generator and returns
/// one weight, independent of the others. Both are constexpr, const and noexcept.
///
/// Laws (tests/laws/initializer.hpp applies them to each):
/// - the weights' mean and variance are those that the initializer's header states, and none lies outside its bounds;
/// - the same generator gives the same weights, bit for bit, at compile time and at run time. Weights are doubles
///   whatever the net's scalar is: a net of floats starts as the rounded net of doubles.
template <class Type>
concept Initializer = requires(const Type& initializer, std::size_t fan, generator& random) {
    { initializer.sampler(fan, fan)(random) } noexcept -> std::same_as<double>;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
