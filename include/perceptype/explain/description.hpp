// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network or graph as data that text is made of: nodes, and in each the layers step by step. From here on nothing is
/// a template.
///
/// A network is a graph of two nodes, its input and all other layers. A residual is two steps, `open` and `close`, with
/// its layers between.

#include <perceptype/config.hpp>
#include <perceptype/explain/declaration.hpp>
#include <perceptype/layer/layer.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

enum class step_kind { layer, activation, view, open, close };

/// Of parameters, in one layer.
inline constexpr std::size_t max_tensors = 4;

/// A layer in its place.
struct explained_step {
    step_kind kind = step_kind::layer;
    const char* name = "";
    std::string_view declared;
    extent_list output;
    std::size_t index = 0;    ///< in its list, as in `layer<index>()`
    std::size_t depth = 0;    ///< how many residuals it is in
    std::size_t partner = 0;  ///< of `open` and `close`: the other one
    std::size_t parameters = 0;
    std::size_t multiply_adds = 0;
    std::size_t number = 0;         ///< of the textbook, see `number_steps`; 0 for none
    std::size_t tensor_number = 0;  ///< of its parameters: `number`, or that of the node it shares them with
    const char* derivative = nullptr;
    const char* backward = nullptr;
    const char* note = nullptr;
    std::array<parameter_text, max_tensors> tensors{};
    std::size_t tensor_count = 0;
};

/// A node in its place; of a network, the input and the chain of layers.
struct explained_node {
    std::string_view name{};
    bool is_input = false;
    bool is_output = false;
    bool reads_as_symbol = false;                   ///< its name does, see explain/symbols.hpp
    std::size_t owner = 0;                          ///< the node whose parameters it has: itself, or what it is tied to
    bool lists_outputs = false;                     ///< is none, but says which ones are outputs
    extent_list received{}, output{};               ///< behind the join, and behind all layers
    std::size_t first = 0, last = 0;                ///< its steps
    std::size_t first_source = 0, last_source = 0;  ///< where `sources` has the nodes it takes values from
    std::string_view join{};                        ///< as declared; empty without one
    const char* join_name = nullptr;
    const char* join_backward = nullptr;
    const char* join_other_backward = nullptr;
    const char* join_note = nullptr;
    const char* loss_name = nullptr;  ///< of an output
    const char* loss_gradient = nullptr;
    bool loss_scaled = false;
    bool loss_fused = false;  ///< with the last layer
};

/// Of a step or join that says nothing of its derivative.
inline constexpr const char* default_note = "f'(x)^T d: the derivative of f at x, transposed, times d";

/// All of it, of any size.
struct explained_net {
    const explained_node* nodes;
    std::size_t node_count;
    const explained_step* steps;
    std::size_t step_count;
    const std::size_t* sources;
    bool is_graph;
    std::size_t parameters, multiply_adds, scalar_bytes;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
