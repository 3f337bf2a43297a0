// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Converts the type of a network or graph into the data of explain/description.hpp.

#include <perceptype/config.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/execution/inference.hpp>
#include <perceptype/explain/declaration.hpp>
#include <perceptype/explain/description.hpp>
#include <perceptype/explain/symbols.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/meta/text.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/node.hpp>
#include <perceptype/topology/wiring.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Appends steps to an array, or only counts them if `to` is null.
struct step_list {
    step_description* to = nullptr;
    std::size_t size = 0;
    std::size_t depth = 0;

    constexpr std::size_t add(const step_description& step) {
        if (to != nullptr) {
            to[size] = step;
            to[size].depth = depth;
        }
        return size++;
    }
};

/// Fills in what a layer states about itself: its declaration, cost and texts for the chain rule.
template <class LayerType, class Block>
constexpr void describe_layer(step_description& step) {
    step.name = LayerType::name;
    step.declared = declared<LayerType>;
    step.parameters = Block::parameter_count;
    step.multiply_adds = Block::multiply_adds;
    if constexpr (requires { LayerType::derivative_text; }) step.derivative = LayerType::derivative_text;
    if constexpr (requires { LayerType::backward_text; }) step.backward = LayerType::backward_text;
    if constexpr (requires { LayerType::note_text; }) step.note = LayerType::note_text;
    step.kind = ElementwiseLayer<LayerType> || step.derivative != nullptr ? step_kind::activation
                : LayerType::can.is_view                                  ? step_kind::view
                                                                          : step_kind::layer;
    bool trainable = Block::parameter_count != 0;
    bool has_bias = true;
    if constexpr (requires { Block::affine; }) trainable = trainable && Block::affine;
    if constexpr (requires { Block::has_bias; }) has_bias = Block::has_bias;
    if (!trainable) return;
    if constexpr (requires { LayerType::parameter_texts; }) {
        for (const parameter_text& tensor : LayerType::parameter_texts)
            if (has_bias || std::string_view(tensor.letter) != "b") step.tensors[step.tensor_count++] = tensor;
    } else {
        step.tensors[step.tensor_count++] = {"w", nullptr};  // one tensor for all parameters
    }
}

template <class Chain>
constexpr void add_layers(step_list& list);

template <class Chain, std::size_t Index>
constexpr void add_layer(step_list& list) {
    using layer = typename Chain::template layer<Index>;
    using block = typename Chain::template block<Index>;
    step_description step{};
    describe_layer<layer, block>(step);
    step.output = extents_of<typename Chain::template output<Index>>;
    step.index = Index;
    if constexpr (requires { typename block::shortcut; }) {
        step.kind = step_kind::residual_begin;
        step.tensor_count = 0;
        const std::size_t begin = list.add(step);
        ++list.depth;
        add_layers<typename block::layers>(list);
        --list.depth;
        step_description end_step{};
        using shortcut = typename block::shortcut;
        describe_layer<typename shortcut::template layer<1>, typename shortcut::template block<1>>(end_step);
        end_step.kind = step_kind::residual_end;
        end_step.output = step.output;
        end_step.index = Index;
        end_step.partner = begin;
        const std::size_t end = list.add(end_step);
        if (list.to != nullptr) list.to[begin].partner = end;
    } else {
        list.add(step);
    }
}
/// Adds all layers of a chain except its input.
template <class Chain>
constexpr void add_layers(step_list& list) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (add_layer<Chain, i + 1>(list), ...);
    }(std::make_index_sequence<Chain::layer_count - 1>{});
}

/// Numbers the steps as textbooks do: a layer with parameters gets the next number; an activation gets that of the layer
/// with parameters directly before it (views are skipped), otherwise the next one. Residuals are numbered separately.
template <std::size_t Count>
constexpr void number_steps(std::array<step_description, Count>& steps, std::size_t first, std::size_t last,
                            std::size_t& number, std::size_t& residual) {
    bool may_share = false;
    for (std::size_t i = first; i < last; ++i) {
        step_description& step = steps[i];
        if (step.kind == step_kind::view) continue;
        if (step.kind == step_kind::activation) {
            step.number = may_share ? number : ++number;
            may_share = false;
        } else if (step.kind == step_kind::residual_end) {
            steps[step.partner].number = ++residual;
            if (step.tensor_count != 0) step.number = ++number;
            may_share = false;
        } else {
            if (step.tensor_count != 0) step.number = ++number;
            may_share = step.tensor_count != 0;
        }
        step.tensor_number = step.number;
    }
}

/// Describes the loss of an output whose last layer is `LastLayer`.
template <class Loss, class LastLayer>
constexpr void describe_loss(node_description& node) {
    if constexpr (requires { typename Loss::scaled_type; }) {
        describe_loss<typename Loss::scaled_type, LastLayer>(node);
        node.loss_scaled = true;
    } else if constexpr (!std::is_void_v<Loss>) {
        node.loss_name = Loss::name;
        node.loss_fused = Fused<Loss, LastLayer>;
        if constexpr (Fused<Loss, LastLayer>) {
            if constexpr (requires { fused_pair<Loss, LastLayer>::gradient_text; })
                node.loss_gradient = fused_pair<Loss, LastLayer>::gradient_text;
        } else if constexpr (requires { Loss::gradient_text; }) {
            node.loss_gradient = Loss::gradient_text;
        }
    }
}

/// The nodes and steps of a network.
template <class Chain, class Loss, bool IsGraph = is_graph<Chain>>
struct description_arrays {
    static constexpr std::size_t node_count = 2;
    static constexpr std::size_t step_count = [] {
        step_list list;
        add_layers<Chain>(list);
        return list.size;
    }();
    static constexpr std::array<std::size_t, 1> sources{};  // the input
    static constexpr std::array<step_description, step_count + 1> steps = [] {
        std::array<step_description, step_count + 1> all{};
        step_list list{all.data()};
        add_layers<Chain>(list);
        std::size_t number = 0, residual = 0;
        number_steps(all, 0, step_count, number, residual);
        return all;
    }();
    static constexpr std::array<node_description, 2> nodes = [] {
        std::array<node_description, 2> all{};
        all[0] = {.name = "x", .is_input = true, .output = extents_of<typename Chain::input_shape>};
        all[1] = {.is_output = true,
                  .owner = 1,
                  .output = extents_of<typename Chain::output_shape>,
                  .last = step_count,
                  .last_source = 1};
        describe_loss<Loss, typename Chain::template layer<Chain::layer_count - 1>>(all[1]);
        return all;
    }();
};

/// The nodes and steps of a graph, in the order of declaration.
template <class Graph, class Loss>
struct description_arrays<Graph, Loss, true> {
    static constexpr const auto& plan = Graph::shapes::plan;
    static constexpr std::size_t entry_count = Graph::layer_count;

    template <std::size_t Index>
    static constexpr void add_node(step_list& list) {
        if constexpr (Graph::template is_node<Index>) add_layers<typename Graph::template inner<Index>::type>(list);
    }
    template <class Use>
    static constexpr void for_each_entry(Use use) {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (use(std::integral_constant<std::size_t, i>{}), ...);
        }(std::make_index_sequence<entry_count>{});
    }

    /// The node that owns a node's parameters: itself, or the one it is tied to.
    template <std::size_t Index>
    static consteval std::size_t owner_of() {
        if constexpr (Graph::template is_node<Index>)
            return Graph::template owner<Index>;
        else
            return Index;
    }

    static constexpr std::size_t step_count = [] {
        step_list list;
        for_each_entry([&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) { add_node<Index>(list); });
        return list.size;
    }();
    /// The last node is the list of outputs, which has no name; it is included so that indices equal those of `plan`.
    static constexpr std::size_t node_count = entry_count;
    static constexpr std::size_t source_count = [] {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < entry_count; ++i) sum += plan.source_count[i];
        return sum;
    }();
    static constexpr std::array<std::size_t, source_count> sources = [] {
        std::array<std::size_t, source_count> all{};
        std::size_t next = 0;
        for (std::size_t i = 0; i < entry_count; ++i)
            for (std::size_t k = 0; k < plan.source_count[i]; ++k) all[next++] = plan.sources[i][k];
        return all;
    }();
    static constexpr std::array<step_description, step_count + 1> steps = [] {
        std::array<step_description, step_count + 1> all{};
        step_list list{all.data()};
        std::array<std::size_t, entry_count + 1> firsts{};
        firsts[entry_count] = step_count;
        std::size_t number = 0, residual = 0;
        for_each_entry([&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
            const std::size_t first = list.size;
            add_node<Index>(list);
            number_steps(all, first, list.size, number, residual);
            firsts[Index] = first;
        });
        // The parameters of tied nodes are the owner's and are counted there.
        for_each_entry([&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
            if constexpr (owner_of<Index>() != Index)
                for (std::size_t s = firsts[Index]; s < firsts[Index + 1]; ++s) {
                    all[s].tensor_number = all[s - firsts[Index] + firsts[owner_of<Index>()]].tensor_number;
                    all[s].parameters = 0;
                }
        });
        return all;
    }();
    static constexpr bool is_read(std::size_t node) {
        for (std::size_t i = 0; i < entry_count; ++i)
            for (std::size_t k = 0; k < plan.source_count[i]; ++k)
                if (i != plan.outputs && plan.sources[i][k] == node) return true;
        return false;
    }
    template <std::size_t Index>
    static constexpr void describe_node(node_description& node) {
        using entry_type = typename Graph::template layer<Index>;
        node.name = {view_of<entry<entry_type>::name>.text, view_of<entry<entry_type>::name>.size};
        node.output = extents_of<typename Graph::template output<Index>>;
        node.is_input = Graph::template is_input<Index>;
        for (const std::size_t output : Graph::output_indices) node.is_output = node.is_output || output == Index;
        if constexpr (!Graph::template is_input<Index>) {
            using join = typename parts_of<entry_type>::join;
            using layers = typename Graph::template inner<Index>::type;
            node.received = extents_of<typename Graph::template received<Index>>;
            if constexpr (!std::is_void_v<join>) {
                node.join = declared<join>;
                node.join_name = join::name;
                if constexpr (requires { join::backward_text; })
                    node.join_backward = node.join_other_backward = join::backward_text;
                if constexpr (requires { join::other_backward_text; })
                    node.join_other_backward = join::other_backward_text;
                if constexpr (requires { join::note_text; }) node.join_note = join::note_text;
            }
            if constexpr (requires { typename Loss::template loss_of<entry<entry_type>::name>; }) {
                using last_layer = typename layers::template layer<layers::layer_count - 1>;
                // A layer whose output other nodes read is written even if the loss could be fused with it.
                describe_loss<typename Loss::template loss_of<entry<entry_type>::name>,
                              std::conditional_t<is_read(Index), void, last_layer>>(node);
            }
        }
    }
    static constexpr std::array<node_description, node_count> unquoted_nodes = [] {
        std::array<node_description, node_count> all{};
        step_list list;
        std::size_t source = 0;
        for_each_entry([&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
            node_description& node = all[Index];
            node.first = list.size;
            add_node<Index>(list);
            node.last = list.size;
            node.first_source = source;
            source += plan.source_count[Index];
            node.last_source = source;
            node.lists_outputs = Index == plan.outputs;
            node.owner = owner_of<Index>();
            if constexpr (Index != plan.outputs) describe_node<Index>(node);
        });
        return all;
    }();
    // One constant for each node, because compilers limit the evaluation steps of a single constant.
    static constexpr symbol_table symbols{unquoted_nodes.data(), node_count, steps.data(), step_count};
    template <std::size_t Index>
    static constexpr bool needs_quotes = symbols.has(unquoted_nodes[Index]);
    static constexpr std::array<node_description, node_count> nodes = [] {
        std::array<node_description, node_count> all = unquoted_nodes;
        for_each_entry([&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
            all[Index].needs_quotes = needs_quotes<Index>;
        });
        return all;
    }();
};

/// The description of a network with a loss, or void for none.
template <class Network, class Loss = void>
inline constexpr net_description description_of = [] {
    using chain = typename Network::chain_type;
    using all = description_arrays<chain, Loss>;
    return net_description{all::nodes.data(),      all::node_count,      all::steps.data(),
                           all::step_count,        all::sources.data(),  is_graph<chain>,
                           chain::parameter_count, chain::multiply_adds, sizeof(typename chain::scalar_type)};
}();

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
