// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a graph is a list of: empty types with names.

#include <perceptype/config.hpp>
#include <perceptype/topology/name.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// An input of a graph: a name and its extents.
template <node_name Name, std::size_t... Extents>
struct input_node {};

/// The nodes that a node takes its values from.
template <node_name... Names>
struct from {};

/// A node: its sources, and the layers that they go through. With several sources, the first is a join, such as
/// `concat`. A whole network may stand among the layers, and a whole graph: without a join or layers before it, each of
/// its inputs takes the value of one source, in order. The nodes of a graph in node "eye" are called "eye.left",
/// "eye.right" outside, and its only output "eye", unless layers stand behind the graph; several outputs are "eye.a"
/// and "eye.b". With several graphs among the layers, the nodes of the second are "eye.2.left", of the third
/// "eye.3.left".
template <node_name Name, class From, class... Layers>
struct node {};

/// A node's layers are those of another, with the same parameters: `node<"right", from<"b">, tied<"left">>`. Their
/// gradients are summed. Running statistics are the other's alone; where that one leads to no loss, those of the first
/// tied to it that does.
template <node_name Name>
struct tied {};

/// The nodes whose values the graph gives.
template <node_name... Names>
struct outputs {};

/// What joins several values to one, as the first of a node's layers. An empty type that derives from `join_base` and
/// states:
/// - `name`, a string;
/// - `fits<Shapes...>`, true where it can join values of those shapes, and `output<Shapes...>`, the shape that it makes
///   of them;
/// - its part of the chain rule as text, if the default will not do, as in topology/layer.hpp: `backward_text`, the
///   derivative by a source, and `other_backward_text`, by all sources but the first, if that is another; k is the
///   source's number, n how many there are, o the product of the others;
/// - `block<Scalar, Shapes...>`: `forward(run, x, y)`, where x are the sources, and `backward<K, Adds>(run, x, y, dy,
///   dx)`, which writes dE/dx of source K, or adds it to what is there. Rows as in topology/stage.hpp.
struct join_base {};
template <class Type>
concept Join = requires { sizeof(Type); } && std::is_empty_v<Type> && std::derived_from<Type, join_base>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
