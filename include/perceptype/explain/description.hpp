// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network or graph as plain data, from which the texts are generated: nodes, and the steps (layers) of each. The
/// writers that use it need no templates.
///
/// A network is described as a graph of two nodes: its input, and all other layers. A residual is two steps,
/// `residual_begin` and `residual_end`, with the steps of its layers between them.

#include <perceptype/config.hpp>
#include <perceptype/explain/declaration.hpp>
#include <perceptype/layer/layer.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

enum class step_kind { layer, activation, view, residual_begin, residual_end };

/// The largest number of parameter tensors in one layer.
inline constexpr std::size_t max_tensors = 4;

/// One layer of a network or node.
struct step_description {
    step_kind kind = step_kind::layer;
    const char* name = "";
    std::string_view declared;  ///< as the user wrote it: "dense<3>"
    extent_list output;
    std::size_t index = 0;    ///< in its list, as in `layer<index>()`
    std::size_t depth = 0;    ///< the number of residuals around it
    std::size_t partner = 0;  ///< the other step of the pair `residual_begin`, `residual_end`
    std::size_t parameters = 0;
    std::size_t multiply_adds = 0;
    std::size_t number = 0;         ///< the index of its symbols, see `number_steps`; 0 for none
    std::size_t tensor_number = 0;  ///< the index of its parameters: `number`, or that of the layer it is tied to
    const char* derivative = nullptr;
    const char* backward = nullptr;
    const char* note = nullptr;
    std::array<parameter_text, max_tensors> tensors{};
    std::size_t tensor_count = 0;
};

/// One node of a graph; in a network, the input or the list of layers.
struct node_description {
    std::string_view name{};
    bool is_input = false;
    bool is_output = false;
    bool needs_quotes = false;         ///< its name reads as a symbol, see explain/symbols.hpp
    std::size_t owner = 0;             ///< the node that owns its parameters: itself, or the one it is tied to
    bool lists_outputs = false;        ///< not a node but the list of outputs
    extent_list received{}, output{};  ///< after the join, and after all layers
    std::size_t first = 0, last = 0;   ///< its steps: [first, last)
    std::size_t first_source = 0, last_source = 0;  ///< its range in `sources`: the nodes that it reads
    std::string_view join{};                        ///< as the user wrote it; empty without a join
    const char* join_name = nullptr;
    const char* join_backward = nullptr;
    const char* join_other_backward = nullptr;
    const char* join_note = nullptr;
    const char* loss_name = nullptr;  ///< for outputs only
    const char* loss_gradient = nullptr;
    bool loss_scaled = false;
    bool loss_fused = false;  ///< with the last layer
};

/// The note for a step or join that does not describe its derivative.
inline constexpr const char* default_note = "f'(x)^T d: the derivative of f at x, transposed, times d";

/// The whole network or graph.
struct net_description {
    const node_description* nodes;
    std::size_t node_count;
    const step_description* steps;
    std::size_t step_count;
    const std::size_t* sources;
    bool is_graph;
    std::size_t parameters, multiply_adds, scalar_bytes;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
