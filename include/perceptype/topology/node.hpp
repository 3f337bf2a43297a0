// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a graph is a list of: empty types with names.

#include <perceptype/config.hpp>
#include <perceptype/topology/name.hpp>

#include <cstddef>

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

}  // namespace perceptype::inline PERCEPTYPE_ISA
