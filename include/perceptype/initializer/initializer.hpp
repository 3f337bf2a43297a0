// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/random/generator.hpp>

#include <concepts>
#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Draws a layer's initial weights: a literal type with this one member. `sampler` does the work common to all weights
/// once. Each call of its result returns one weight, independent of the others and a double whatever the network's
/// scalar type is.
///
/// Laws (tests/laws/initializer.hpp applies them to each):
/// - the weights' mean and variance are those that the initializer's header states, and none lies outside its bounds;
/// - the same generator gives the same weights, bit for bit, at compile time and at run time. Weights are doubles
///   whatever the net's scalar is: a net of floats starts as the rounded net of doubles.
template <class Type>
concept Initializer = requires(const Type& initializer,
                               std::size_t fan_in,   // how many values one output reads, at least 1
                               std::size_t fan_out,  // how many outputs one input feeds, at least 1
                               generator& random) {
    { initializer.sampler(fan_in, fan_out)(random) } noexcept -> std::same_as<double>;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
