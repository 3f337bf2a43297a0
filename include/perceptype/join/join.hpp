// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/execution.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The base of every join.
struct join_base {
    static constexpr bool concatenates = false;  ///< the output holds the elements of all sources, one after another
};

/// Combines several values into one, as the first of a node's layers: an empty type that derives from `join_base`, with
/// `fits<Shapes...>`, which is true if it can join values of those shapes, `output<Shapes...>`, the shape of its
/// output, and `block<Scalar, Shapes...>`; see `JoinBlock`.
///
/// The texts of its part of the chain rule have defaults; see layer/layer.hpp. `backward_text` is the derivative with
/// respect to a source, `other_backward_text` that for all sources but the first, if it differs. In them k is the index
/// of the source, n the number of sources, and o the product of the other sources.
template <class Type>
concept Join = requires { sizeof(Type); } && std::is_empty_v<Type> && std::derived_from<Type, join_base> && requires {
    { Type::name } -> std::convertible_to<const char*>;
};

/// A join bound to a scalar type and the shapes of its sources. Rows as in block/block.hpp.
template <class Block, class Scalar, std::size_t Sources>
concept JoinBlock = requires(execution<1, false> run,
                             const std::array<const Scalar*, Sources>& x,  // source k: (samples, size of source k)
                             Scalar* y,         // (samples, outputs), written, with its padding
                             const Scalar* dy,  // (samples, outputs)
                             Scalar* dx) {      // (samples, size of source k): written, or added to what is there
    { Block::forward(run, x, y) } -> std::same_as<void>;
    { Block::template backward<0, false>(run, x, y, dy, dx) } -> std::same_as<void>;  // of source 0, written
    { Block::template backward<0, true>(run, x, y, dy, dx) } -> std::same_as<void>;   // of source 0, added
};

/// Members of the contract, as error messages name them.
namespace member {

struct forward_of_sources_or_backward_of_source;

}  // namespace member

}  // namespace perceptype::inline PERCEPTYPE_ISA
