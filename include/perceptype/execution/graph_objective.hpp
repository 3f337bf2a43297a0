// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A graph and a loss of its outputs as one function to descend. The gradient of a node that feeds several others is
/// the sum over its paths.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/execution/graph_descent.hpp>
#include <perceptype/execution/graph_pass.hpp>
#include <perceptype/execution/objective.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/loss/joint_loss.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// One pass forward and backward.
template <class Graph, class Loss, required_gradients Required, class Execution, class Batch>
struct graph_training {
    using scalar = typename Graph::scalar_type;
    using descent = graph_descent<Graph, Loss>;
    static constexpr const auto& plan = Graph::plan;
    static constexpr std::size_t count = Graph::layer_count;
    static constexpr std::size_t samples = Execution::capacity;
    template <std::size_t Index>
    using layers = layers_for<typename descent::template trunk_of<Index>::type, Batch>;

    /// Room for each node: of its layers' training or, for a join alone, for its value and its delta; and for its
    /// joined sources and their delta.
    template <std::size_t Index>
    static consteval std::size_t own_size() {
        if constexpr (!Graph::template runs<Index> || !descent::role.leads[Index])
            return 0;
        else if constexpr (Graph::template is_join_only<Index>)
            return 2 * value_size<Index>();
        else
            return kernels::aligned<scalar>(layout<layers<Index>, samples>::training.size);
    }
    template <std::size_t Index>
    static consteval std::size_t value_size() {
        return kernels::aligned<scalar>(samples * Graph::template row<Index>);
    }
    template <std::size_t Index>
    static consteval std::size_t received_size() {
        return kernels::aligned<scalar>(samples * kernels::padded<scalar>(Graph::template received<Index>::size));
    }
    template <std::size_t Index>
    static consteval std::size_t size() {
        if constexpr (Graph::template runs<Index> && descent::role.leads[Index])
            return own_size<Index>() + (Graph::template is_join_only<Index> ? 0 : 2 * received_size<Index>());
        else
            return 0;
    }
    static constexpr auto offsets = []<std::size_t... i>(std::index_sequence<i...>) {
        std::array<std::size_t, count + 1> found{};
        const std::size_t sizes[] = {size<i>()...};
        for (std::size_t k = 0; k < count; ++k) found[k + 1] = found[k] + sizes[k];
        return found;
    }(std::make_index_sequence<count>{});
    static constexpr std::size_t work_size = offsets[count];

    Execution run;
    Batch batch;
    const scalar* storage;
    const input_pointers<Graph>& x;
    std::array<scalar*, Graph::input_count> dx;
    scalar* gradient;
    scalar* work;

    template <std::size_t Index>
    constexpr const scalar* value() const {
        if constexpr (Graph::template is_input<Index>)
            return x[number_of<Index>(Graph::input_indices)];
        else if constexpr (Graph::template is_join_only<Index>)
            return work + offsets[Index];
        else
            return last_result<layers<Index>>(run, static_cast<const scalar*>(work + offsets[Index]));
    }
    /// An input's is written for the caller alone.
    template <std::size_t Index>
    static constexpr bool has_delta = Required.input || !Graph::template is_input<Index>;
    template <std::size_t Index>
    constexpr scalar* delta() const {
        if constexpr (Graph::template is_input<Index>)
            return dx[number_of<Index>(Graph::input_indices)];
        else if constexpr (Graph::template is_join_only<Index>)
            return work + offsets[Index] + value_size<Index>();
        else
            return last_delta<layers<Index>>(run, work + offsets[Index]);
    }
    template <std::size_t Index>
    constexpr scalar* joined() const {
        return work + offsets[Index] + own_size<Index>();
    }
    template <std::size_t Index>
    constexpr scalar* joined_delta() const {
        return joined<Index>() + received_size<Index>();
    }
    template <std::size_t Index>
    constexpr const scalar* received() const {
        if constexpr (Graph::template joins<Index>)
            return joined<Index>();
        else
            return value<plan.sources[Index][0]>();
    }
    template <std::size_t Index>
    constexpr Batch node_batch() const {
        if constexpr (std::is_same_v<Batch, no_batch>)
            return batch;
        else
            return batch.at(Index, descent::role.statistics_passes[Index], descent::role.statistics[Index]);
    }

    template <std::size_t Index>
    constexpr bool forward() const {
        if constexpr (Graph::template runs<Index> && descent::role.leads[Index]) {
            if constexpr (Graph::template joins<Index>)
                [&]<std::size_t... k>(std::index_sequence<k...>) {
                    Graph::template join_block<Index>::forward(
                        run, {value<plan.sources[Index][k]>()...},
                        Graph::template is_join_only<Index> ? work + offsets[Index] : joined<Index>());
                }(std::make_index_sequence<plan.source_count[Index]>{});
            if constexpr (!Graph::template is_join_only<Index>)
                return run_forward<layers<Index>>(run, node_batch<Index>(),
                                                  storage + Graph::template parameter_offset<Index>, received<Index>(),
                                                  work + offsets[Index]);
        }
        return true;
    }

    template <std::size_t Index>
    constexpr bool backward() const {
        if constexpr (Graph::template runs<Index> && descent::role.leads[Index]) {
            constexpr bool passes_back = descent::template passes_back<Required, Index>;
            if constexpr (!Graph::template is_join_only<Index>) {
                constexpr std::size_t source = plan.sources[Index][0];
                constexpr bool at_once = !Graph::template joins<Index> && !descent::is_written(source, Index, 0);
                constexpr required_gradients wanted{passes_back, Required.parameters};
                scalar* to = nullptr;
                if constexpr (passes_back) to = at_once ? delta<source>() : joined_delta<Index>();
                if (!run_backward<layers<Index>, wanted>(
                        run, node_batch<Index>(), storage + Graph::template parameter_offset<Index>, received<Index>(),
                        work + offsets[Index], to,
                        Required.parameters ? gradient + Graph::template parameter_offset<Index> : nullptr))
                    return false;
                if constexpr (passes_back && !at_once && !Graph::template joins<Index>)
                    for (std::size_t i = 0; i < run.samples() * Graph::template row<source>; ++i)
                        delta<source>()[i] += to[i];
            }
            if constexpr (Graph::template joins<Index> && passes_back)
                [&]<std::size_t... k>(std::index_sequence<k...>) {
                    (join_backward<Index, k>(), ...);
                }(std::make_index_sequence<plan.source_count[Index]>{});
        }
        return true;
    }

    template <std::size_t Index, std::size_t Operand>
    constexpr void join_backward() const {
        constexpr std::size_t source = plan.sources[Index][Operand];
        if constexpr (descent::template wants<Required>(source)) {
            const scalar* y = Graph::template is_join_only<Index> ? work + offsets[Index] : joined<Index>();
            const scalar* dy = Graph::template is_join_only<Index> ? delta<Index>() : joined_delta<Index>();
            [&]<std::size_t... k>(std::index_sequence<k...>) {
                Graph::template join_block<Index>::template backward<Operand,
                                                                     descent::is_written(source, Index, Operand)>(
                    run, {value<plan.sources[Index][k]>()...}, y, dy, delta<source>());
            }(std::make_index_sequence<plan.source_count[Index]>{});
        }
    }

    constexpr bool run_all_forward() const {
        return [&]<std::size_t... step>(std::index_sequence<step...>) {
            return (forward<plan.order[step]>() && ...);
        }(std::make_index_sequence<count - 1>{});
    }
    constexpr bool run_all_backward() const {
        return [&]<std::size_t... step>(std::index_sequence<step...>) {
            return (backward<plan.order[count - 2 - step]>() && ...);
        }(std::make_index_sequence<count - 1>{});
    }

    template <std::size_t Index, std::size_t Count>
    static consteval std::size_t number_of(const std::array<std::size_t, Count>& numbers) {
        std::size_t position = 0;
        while (numbers[position] != Index) ++position;
        return position;
    }
};

template <class Network, class Loss>
    requires is_graph<typename Network::chain_type>
struct objective<Network, Loss> {
    using graph = typename Network::chain_type;
    using scalar_type = typename graph::scalar_type;
    using descent = graph_descent<graph, Loss>;
    using output_shape = typename graph::output_shape;

    /// What layers gather of a batch, and what becomes of it once the graph has been updated: nodes that lead to no
    /// loss have not run.
    static constexpr std::size_t statistics_passes = descent::role.statistics_passes[graph::plan.outputs];
    static constexpr std::size_t statistics_size = descent::role.statistics[graph::plan.outputs];
    static constexpr bool uses_batch = []<std::size_t... i>(std::index_sequence<i...>) {
        return ((descent::role.leads[i] && graph::template block<i>::can.uses_batch) || ...);
    }(descent::indices);
    static constexpr void update_running_statistics(const scalar_type* statistics, scalar_type* storage) {
        [=]<std::size_t... i>(std::index_sequence<i...>) {
            (update_running_statistics_in<i>(statistics, storage), ...);
        }(descent::indices);
    }

    /// What an optimizer sees of the storage, from the first to the last parameter that a loss depends on; and what it
    /// must leave alone in between, `first[k]` to `end[k]`.
    struct update_plan {
        std::size_t begin = 0, size = Network::storage_size;
        std::array<std::size_t, graph::layer_count> first{}, end{};
        std::size_t others = 0, others_size = 0;
    };
    static constexpr update_plan updated = [] {
        constexpr auto& at = graph::place.storage;
        update_plan found;
        std::size_t from = graph::layer_count;
        std::size_t to = 0;
        for (std::size_t node = 0; node < graph::layer_count; ++node)
            if (descent::role.owns[node] && at[node] != at[node + 1]) {
                if (from == graph::layer_count) from = node;
                to = node + 1;
            }
        if (from < to) {
            found.begin = at[from];
            found.size = at[to] - at[from];
        } else {  // nothing learns, and an array is never empty
            from = 0;
            to = graph::layer_count;
        }
        for (std::size_t node = from; node < to; ++node) {
            if (descent::role.owns[node] || at[node] == at[node + 1]) continue;
            found.first[found.others] = at[node];
            found.end[found.others++] = at[node + 1];
            found.others_size += at[node + 1] - at[node];
        }
        return found;
    }();
    static constexpr std::size_t updated_begin = updated.begin;
    static constexpr std::size_t updated_size = updated.size;
    static constexpr std::size_t kept_size = updated.others_size;
    /// What an update must not change, and back again.
    static constexpr void keep(const scalar_type* storage, scalar_type* kept) {
        for (std::size_t k = 0; k < updated.others; ++k)
            for (std::size_t i = updated.first[k]; i < updated.end[k]; ++i) *kept++ = storage[i];
    }
    static constexpr void put_back(const scalar_type* kept, scalar_type* storage) {
        for (std::size_t k = 0; k < updated.others; ++k)
            for (std::size_t i = updated.first[k]; i < updated.end[k]; ++i) storage[i] = *kept++;
    }

    template <std::size_t Samples, class Batch>
    static constexpr std::size_t work_size =
        graph_training<graph, Loss, required_gradients{true, true}, execution<Samples, true>, Batch>::work_size;

    template <required_gradients Required, class Execution, class Batch, class InputGradient>
    static constexpr scalar_type run(Execution run, Batch batch, const scalar_type* storage, const Loss& loss,
                                     const input_pointers<graph>& x,
                                     const std::array<const scalar_type*, graph::output_count>& t, scalar_type scale,
                                     std::size_t valid, InputGradient dx, scalar_type* gradient) {
        using training = graph_training<graph, Loss, Required, Execution, Batch>;
        workspace<scalar_type, training::work_size> work;
        training pass{run, batch, storage, x, {}, gradient, work.values};
        if constexpr (Required.input) {
            pass.dx = dx;
            // Inputs that no loss depends on.
            [&]<std::size_t... k>(std::index_sequence<k...>) {
                (clear_unread<k>(run, pass.dx[k]), ...);
            }(std::make_index_sequence<graph::input_count>{});
        }
        if (!pass.run_all_forward()) return 0;
        scalar_type value = 0;
        [&]<std::size_t... k>(std::index_sequence<k...>) {
            (add_loss<k>(pass, loss, t[k], scale, valid, value), ...);
        }(std::make_index_sequence<graph::output_count>{});
        pass.run_all_backward();
        return value;
    }

    /// The loss of one sample.
    template <class Execution>
    static constexpr scalar_type value(const scalar_type* storage, const Loss& loss, const input_pointers<graph>& x,
                                       const std::array<const scalar_type*, graph::output_count>& t) {
        using training = graph_training<graph, Loss, required_gradients{false, false}, Execution, no_batch>;
        workspace<scalar_type, training::work_size> work;
        const training pass{Execution{}, no_batch{}, storage, x, {}, nullptr, work.values};
        pass.run_all_forward();
        scalar_type sum = 0;
        [&]<std::size_t... k>(std::index_sequence<k...>) {
            (add_value<k>(pass, loss, t[k], sum), ...);
        }(std::make_index_sequence<graph::output_count>{});
        return sum;
    }

private:
    /// Of nodes that are tied, the statistics are the owner's, or, where that leads to no loss, those of the first that
    /// does.
    static constexpr bool has_statistics(std::size_t node, std::size_t owner, const auto& owners) {
        if (!descent::role.leads[node]) return false;
        std::size_t first = owner;
        if (!descent::role.leads[owner])
            for (first = 0; !(descent::role.leads[first] && owners[first] == owner);) ++first;
        return first == node;
    }
    template <std::size_t Index>
    static constexpr void update_running_statistics_in(const scalar_type* statistics, scalar_type* storage) {
        if constexpr (graph::template block<Index>::can.statistics_passes != 0) {
            constexpr auto owners = []<std::size_t... i>(std::index_sequence<i...>) {
                return std::array{graph::template owner<i>...};
            }(descent::indices);
            using block = typename graph::template block<graph::template owner<Index>>;
            if constexpr (has_statistics(Index, owners[Index], owners))
                block::update_running_statistics(statistics + descent::role.statistics[Index],
                                                 storage + graph::template parameter_offset<Index>);
        }
    }

    template <std::size_t Input, class Execution>
    static constexpr void clear_unread(Execution run, scalar_type* dx) {
        constexpr std::size_t node = graph::input_indices[Input];
        if constexpr (!descent::role.leads[node])
            for (std::size_t i = 0; i < run.samples() * graph::template row<node>; ++i) dx[i] = 0;
    }

    /// An output's loss: behind its last layer, or in that one's place.
    template <std::size_t Node>
    static constexpr decltype(auto) head(const Loss& loss) {
        constexpr node_tag<entry<typename graph::template layer<Node>>::name> name{};
        using layers = typename graph::template inner<Node>::type;
        using last = typename layers::template layer<layers::layer_count - 1>;
        if constexpr (descent::template fused<Node>)
            return behind_layer<last>(loss[name]);
        else
            return of_result<last>(loss[name]);
    }

    template <std::size_t Output, class Pass>
    static constexpr void add_loss(const Pass& pass, const Loss& loss, const scalar_type* t, scalar_type scale,
                                   std::size_t valid, scalar_type& sum) {
        constexpr std::size_t node = graph::output_indices[Output];
        if constexpr (descent::has_loss[node]) {
            constexpr std::size_t size = graph::template output<node>::size;
            constexpr std::size_t row = graph::template row<node>;
            constexpr std::size_t lanes = decltype(pass.run)::template lanes<scalar_type>(size);
            const scalar_type* y = pass.template value<node>();
            scalar_type* delta = nullptr;
            if constexpr (Pass::template has_delta<node>) delta = pass.template delta<node>();
            for (std::size_t s = 0; s < pass.run.samples(); ++s) {
                if constexpr (!Pass::template has_delta<node>)
                    sum += s < valid ? head<node>(loss).template row_value<lanes, size>(y + s * row, t + s * row) : 0;
                else if (s < valid)
                    sum += head<node>(loss).template row_gradient<lanes, size>(y + s * row, t + s * row,
                                                                               delta + s * row, scale);
                else
                    for (std::size_t i = s * row; i < (s + 1) * row; ++i) delta[i] = 0;
            }
        }
    }
    template <std::size_t Output, class Pass>
    static constexpr void add_value(const Pass& pass, const Loss& loss, const scalar_type* t, scalar_type& sum) {
        constexpr std::size_t node = graph::output_indices[Output];
        if constexpr (descent::has_loss[node]) {
            constexpr std::size_t size = graph::template output<node>::size;
            constexpr std::size_t lanes = decltype(pass.run)::template lanes<scalar_type>(size);
            sum += head<node>(loss).template row_value<lanes, size>(pass.template value<node>(), t);
        }
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
