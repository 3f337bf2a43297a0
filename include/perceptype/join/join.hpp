// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <concepts>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What joins several values to one, as the first of a node's layers. An empty type that derives from `join_base` and
/// states:
/// - `name`, a string;
/// - `fits<Shapes...>`, true where it can join values of those shapes, and `output<Shapes...>`, the shape that it makes
///   of them;
/// - its part of the chain rule as text, if the default will not do, as in layer/layer.hpp: `backward_text`, the
///   derivative by a source, and `other_backward_text`, by all sources but the first, if that is another; k is the
///   source's number, n how many there are, o the product of the others;
/// - `block<Scalar, Shapes...>`: `forward(run, x, y)`, where x are the sources, and `backward<K, Adds>(run, x, y, dy,
///   dx)`, which writes dE/dx of source K, or adds it to what is there. Rows as in execution/stage.hpp.
struct join_base {};
template <class Type>
concept Join = requires { sizeof(Type); } && std::is_empty_v<Type> && std::derived_from<Type, join_base>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
