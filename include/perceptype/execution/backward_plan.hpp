// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Determines which nodes a loss depends on, which of them need a gradient, and which node writes the gradient of a
/// value first.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/inner_chain.hpp>
#include <perceptype/execution/nodes.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/loss/loss.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

template <class Chain, class Indices = std::make_index_sequence<Chain::layer_count - 1>>
struct without_last;
template <class Chain, std::size_t... i>
struct without_last<Chain, std::index_sequence<i...>> {
    using type = chain<typename Chain::scalar_type, typename Chain::template layer<i>...>;
};

/// Represents a loss on every output. It is fused with no layer.
struct any_loss {
    template <auto>
    using loss_of = any_loss;
};

template <class Nodes, class Loss>
struct backward_plan {
    using scalar = typename Nodes::scalar_type;
    static constexpr std::size_t count = Nodes::layer_count;
    static constexpr const auto& plan = Nodes::plan;
    using indices = std::make_index_sequence<count>;

    /// Whether each output has a loss.
    static constexpr auto has_loss = []<std::size_t... k>(std::index_sequence<k...>) {
        std::array<bool, count> found{};
        (void(found[Nodes::output_indices[k]] =
                  !std::is_void_v<typename Nodes::template loss_at<Nodes::output_indices[k], Loss>>),
         ...);
        return found;
    }(std::make_index_sequence<Nodes::output_count>{});

    struct node_facts {
        std::array<bool, count> reaches_loss{};
        std::array<bool, count> follows_parameters{};        ///< its value depends on a parameter
        std::array<bool, count> is_updated{};                ///< a node that reaches a loss uses its parameters
        std::array<std::size_t, count> readers{};            ///< number of nodes that take its value
        std::array<std::size_t, count> statistics_passes{};  ///< of the nodes that run before it
        std::array<std::size_t, count> statistics{};         ///< elements of their statistics
    };
    static constexpr node_facts facts = []<std::size_t... i>(std::index_sequence<i...>) {
        node_facts found{};
        const bool parameters[] = {Nodes::template block<Nodes::template owner<i>>::parameter_count != 0 ...};
        const std::size_t statistics_passes[] = {Nodes::template block<i>::can.statistics_passes...};
        const std::size_t statistics[] = {kernels::aligned<scalar>(Nodes::template block<i>::can.statistics_size)...};
        const std::size_t owners[] = {Nodes::template owner<i>...};
        found.reaches_loss = has_loss;
        for (std::size_t step = count; step-- > 0;) {
            const std::size_t node = plan.order[step];
            if (node == plan.outputs) continue;
            for (std::size_t k = 0; k < plan.source_count[node]; ++k) {
                if (found.reaches_loss[node]) found.reaches_loss[plan.sources[node][k]] = true;
                ++found.readers[plan.sources[node][k]];
            }
        }
        std::size_t before = 0;
        std::size_t elements = 0;
        for (const std::size_t node : plan.order) {
            found.follows_parameters[node] = parameters[node];
            found.statistics_passes[node] = before;
            found.statistics[node] = elements;
            if (found.reaches_loss[node]) {
                before += statistics_passes[node];
                elements += statistics[node];
                found.is_updated[owners[node]] = true;
            }
            if (node == plan.outputs) continue;
            for (std::size_t k = 0; k < plan.source_count[node]; ++k)
                found.follows_parameters[node] =
                    found.follows_parameters[node] || found.follows_parameters[plan.sources[node][k]];
        }
        return found;
    }(indices{});
    /// Whether a pass for the loss runs the node.
    template <std::size_t Index>
    static constexpr bool runs = Nodes::template runs<Index> && facts.reaches_loss[Index];

    /// The loss is fused with the last layer, provided that no other node reads the value of that layer.
    template <std::size_t Index>
    static consteval bool find_fused() {
        if constexpr (Nodes::template runs<Index>)
            if constexpr (has_loss[Index] && facts.readers[Index] == 0 && !Nodes::template is_join_only<Index>) {
                using layers = typename Nodes::template inner<Index>::type;
                return Fused<typename Nodes::template loss_at<Index, Loss>,
                             typename layers::template layer<layers::layer_count - 1>>;
            }
        return false;
    }
    template <std::size_t Index>
    static constexpr bool fused = find_fused<Index>();
    /// The layers of a node before the loss: all of them, or all but the last one if the loss is fused with that.
    template <std::size_t Index>
    using layers_before_loss =
        typename std::conditional_t<fused<Index>, without_last<typename Nodes::template inner<Index>::type>,
                                    typename Nodes::template inner<Index>>::type;

    template <required_gradients Required>
    static constexpr bool needs_gradient(std::size_t node) {
        return facts.reaches_loss[node] && (Required.input || facts.follows_parameters[node]);
    }
    /// Whether a node computes the gradient of what it receives.
    template <required_gradients Required>
    static constexpr bool passes_back(std::size_t node) {
        for (std::size_t k = 0; k < plan.source_count[node]; ++k)
            if (needs_gradient<Required>(plan.sources[node][k])) return true;
        return false;
    }

    /// Whether a loss, or a node earlier in the backward pass, has already written the gradient of a source when a node
    /// adds its part.
    static constexpr bool is_written(std::size_t source, std::size_t node, std::size_t which) {
        if (has_loss[source]) return true;
        for (std::size_t step = count; step-- > 0;) {
            const std::size_t other = plan.order[step];
            if (other == plan.outputs || !facts.reaches_loss[other]) continue;
            for (std::size_t k = 0; k < plan.source_count[other]; ++k) {
                if (other == node && k == which) return false;
                if (plan.sources[other][k] == source) return true;
            }
        }
        return false;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
