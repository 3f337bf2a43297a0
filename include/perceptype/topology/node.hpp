// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The entries of a graph's list: empty types with names.

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

/// A node: its sources, and the layers that are applied to them. With several sources, the first layer is a join, such
/// as `concat`. The layers may include whole networks and whole graphs. If no join or layer comes before a graph, each
/// of its inputs takes the value of one source, in order. Outside, the nodes of a graph in node "eye" are named
/// "eye.left", "eye.right", and its only output is named "eye", unless layers follow the graph. Several outputs are
/// named "eye.a" and "eye.b". If there are several graphs among the layers, the nodes of the second are named
/// "eye.2.left", and those of the third "eye.3.left".
template <node_name Name, class From, class... Layers>
struct node {};

/// The node has the layers of another node and shares its parameters: `node<"right", from<"b">, tied<"left">>`. The
/// gradients of the two are summed. Running statistics come from the other node alone or, if that node leads to no
/// loss, from the first node tied to it that does.
template <node_name Name>
struct tied {};

/// The nodes whose values are the outputs of the graph.
template <node_name... Names>
struct outputs {};

}  // namespace perceptype::inline PERCEPTYPE_ISA
