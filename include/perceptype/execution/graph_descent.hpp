// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Which nodes of a graph learn by a loss of its outputs, and which of them writes a delta first.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/execution/graph_pass.hpp>
#include <perceptype/execution/objective.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/loss/joint_loss.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// What a graph needs of its nodes to learn by that loss.
template <class Graph, class Loss>
struct graph_descent {
    using scalar = typename Graph::scalar_type;
    static constexpr std::size_t count = Graph::layer_count;
    static constexpr const auto& plan = Graph::plan;
    static constexpr auto indices = std::make_index_sequence<count>{};

    template <std::size_t Index>
    static consteval bool find_has_loss() {
        if constexpr (Index != plan.outputs)  // an input may be an output, too
            return graph_layout<Graph, 1>::is_output[Index] &&
                   requires { typename Loss::template loss_of<entry<typename Graph::template layer<Index>>::name>; };
        else
            return false;
    }
    template <std::size_t Index>
    static consteval bool has_parameters() {
        return Graph::template block<Graph::template owner<Index>>::parameter_count != 0;
    }
    static constexpr auto has_loss = []<std::size_t... i>(std::index_sequence<i...>) {
        return std::array<bool, count>{find_has_loss<i>()...};
    }(indices);

    /// Nodes that lead to a loss, and of these, nodes behind a parameter; how many nodes take the value of each.
    struct roles {
        std::array<bool, count> leads{}, learns{};
        std::array<bool, count> owns{};  ///< parameters that a node which leads to a loss uses
        std::array<std::size_t, count> readers{};
        std::array<std::size_t, count> statistics_passes{};  ///< that run before; of the outputs, which run last, all
        std::array<std::size_t, count> statistics{};         ///< numbers of those
    };
    static constexpr roles role = []<std::size_t... i>(std::index_sequence<i...>) {
        roles found{};
        const bool parameters[] = {has_parameters<i>()...};
        const std::size_t statistics_passes[] = {Graph::template block<i>::can.statistics_passes...};
        const std::size_t statistics[] = {kernels::aligned<scalar>(Graph::template block<i>::can.statistics_size)...};
        const std::size_t owners[] = {Graph::template owner<i>...};
        found.leads = has_loss;
        for (std::size_t step = count; step-- > 0;) {
            const std::size_t node = plan.order[step];
            if (node == plan.outputs) continue;
            for (std::size_t k = 0; k < plan.source_count[node]; ++k) {
                if (found.leads[node]) found.leads[plan.sources[node][k]] = true;
                ++found.readers[plan.sources[node][k]];
            }
        }
        std::size_t before = 0;
        std::size_t numbers = 0;
        for (const std::size_t node : plan.order) {
            found.learns[node] = parameters[node];
            found.statistics_passes[node] = before;
            found.statistics[node] = numbers;
            if (found.leads[node]) {
                before += statistics_passes[node];
                numbers += statistics[node];
                found.owns[owners[node]] = true;
            }
            if (node == plan.outputs) continue;
            for (std::size_t k = 0; k < plan.source_count[node]; ++k)
                found.learns[node] = found.learns[node] || found.learns[plan.sources[node][k]];
        }
        return found;
    }(indices);

    /// The loss takes the last layer over, where nobody else reads what that gives.
    template <std::size_t Index>
    static consteval bool find_fused() {
        if constexpr (Graph::template runs<Index>)
            if constexpr (has_loss[Index] && role.readers[Index] == 0 && !Graph::template is_join_only<Index>) {
                using layers = typename Graph::template inner<Index>::type;
                return Fused<typename Loss::template loss_of<entry<typename Graph::template layer<Index>>::name>,
                             typename layers::template layer<layers::layer_count - 1>>;
            }
        return false;
    }
    template <std::size_t Index>
    static constexpr bool fused = find_fused<Index>();
    template <std::size_t Index>
    struct trunk_of {
        using layers = typename Graph::template inner<Index>::type;
        using type = typename std::conditional_t<fused<Index>, without_last<layers>, std::type_identity<layers>>::type;
    };

    template <required_gradients Required>
    static constexpr bool wants(std::size_t node) {
        return role.leads[node] && (Required.input || role.learns[node]);
    }

    /// Whether a node asks for the gradient of what it receives.
    template <required_gradients Required>
    static constexpr bool find_passes_back(std::size_t node) {
        for (std::size_t k = 0; k < plan.source_count[node]; ++k)
            if (wants<Required>(plan.sources[node][k])) return true;
        return false;
    }
    template <required_gradients Required, std::size_t Index>
    static constexpr bool passes_back = find_passes_back<Required>(Index);

    /// Whether the delta of a source is written already when a node comes to add its own to it: by its loss, or by a
    /// node that comes before on the way back.
    static constexpr bool is_written(std::size_t source, std::size_t node, std::size_t which) {
        if (has_loss[source]) return true;
        for (std::size_t step = count; step-- > 0;) {
            const std::size_t other = plan.order[step];
            if (other == plan.outputs || !role.leads[other]) continue;
            for (std::size_t k = 0; k < plan.source_count[other]; ++k) {
                if (other == node && k == which) return false;
                if (plan.sources[other][k] == source) return true;
            }
        }
        return false;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
