// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Inference of a graph: its nodes run in the order of the schedule, each as a network of its layers
/// (execution/pass.hpp).

#include <perceptype/config.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/nodes.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/execution/schedule.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

template <class Chain>
inline constexpr bool is_graph = requires { typename Chain::is_graph; };

/// The offset of the rows of each input and of each output. The rows of all samples of one input precede those of the
/// next.
template <class Graph>
using input_pointers = typename Graph::template rows<const typename Graph::scalar_type*, Graph::input_count>;
template <class Graph>
using output_pointers = typename Graph::template rows<typename Graph::scalar_type*, Graph::output_count>;

/// The most scalars of scratch that any node's layers need.
template <class Nodes, std::size_t Samples>
constexpr std::size_t largest_inference() {
    return []<std::size_t... i>(std::index_sequence<i...>) {
        const auto of = []<std::size_t Index>(std::integral_constant<std::size_t, Index>) -> std::size_t {
            if constexpr (Nodes::template runs<Index>)
                if constexpr (!Nodes::template is_join_only<Index>) {
                    using layers = typename Nodes::template inner<Index>::type::inference_chain;
                    using run = execution<Samples, true>;
                    return inference_plan<layers, run>.size + layers::template forward_scratch<run>;
                }
            return 0;
        };
        return largest_of({of(std::integral_constant<std::size_t, i>{})...});
    }(std::make_index_sequence<Nodes::layer_count>{});
}

/// y = graph(x), for inference.
template <class Graph, class Execution>
struct inference_pass {
    using scalar = typename Graph::scalar_type;
    using schedule = node_schedule<Graph, Execution::capacity>;
    static constexpr const auto& plan = Graph::plan;

    Execution run;
    const scalar* storage;
    const input_pointers<Graph>& x;
    const output_pointers<Graph>& y;
    scalar* work;

    /// The location of a node's value, whether or not it has been computed yet.
    template <std::size_t Index>
    constexpr const scalar* value() const {
        if constexpr (Graph::template is_input<Index>) {
            return x[position_of(Index, Graph::input_indices)];
        } else {
            return result<Index>();
        }
    }
    template <std::size_t Index>
    constexpr scalar* result() const {
        if constexpr (schedule::is_output[Index])
            return y[position_of(Index, Graph::output_indices)];
        else
            return work + schedule::buffers.offset[Index];
    }

    template <std::size_t Index>
    constexpr void run_node() const {
        run_node<Index>(std::make_index_sequence<plan.source_count[Index]>{});
    }
    template <std::size_t Index, std::size_t... k>
    constexpr void run_node(std::index_sequence<k...>) const {
        if constexpr (Graph::template runs<Index>) {
            using layers = typename Graph::template inner<Index>::type;
            const scalar* at = storage + Graph::template parameter_offset<Index>;
            if constexpr (Graph::template is_join_only<Index>) {
                Graph::template join_block<Index>::forward(run, {value<plan.sources[Index][k]>()...}, result<Index>());
            } else if constexpr (Graph::template joins<Index>) {
                scalar* joined = work + schedule::buffers.offset[schedule::count + Index];
                Graph::template join_block<Index>::forward(run, {value<plan.sources[Index][k]>()...}, joined);
                infer<layers>(run, at, static_cast<const scalar*>(joined), result<Index>());
            } else {
                infer<layers>(run, at, value<plan.sources[Index][0]>(), result<Index>());
            }
        }
    }

    constexpr void run_all() const {
        [&]<std::size_t... step>(std::index_sequence<step...>) {
            (run_node<schedule::order[step]>(), ...);
        }(std::make_index_sequence<schedule::count - 1>{});  // the `outputs` entry is last
        [&]<std::size_t... k>(std::index_sequence<k...>) {
            (copy_input<k>(), ...);
        }(std::make_index_sequence<Graph::output_count>{});
    }

private:
    /// Copies an input that is also an output.
    template <std::size_t Output>
    constexpr void copy_input() const {
        constexpr std::size_t node = Graph::output_indices[Output];
        if constexpr (Graph::template is_input<node>)
            for (std::size_t i = 0; i < run.samples() * Graph::template row<node>; ++i) y[Output][i] = value<node>()[i];
    }
};

template <class Graph, class Execution>
    requires is_graph<Graph>
constexpr void infer(Execution run, const typename Graph::scalar_type* storage, const input_pointers<Graph>& x,
                     const output_pointers<Graph>& y) {
    workspace<typename Graph::scalar_type, node_schedule<Graph, Execution::capacity>::buffers.size> work;
    inference_pass<Graph, Execution>{run, storage, x, y, work.values}.run_all();
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
