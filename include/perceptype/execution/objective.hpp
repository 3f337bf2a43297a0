// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network or graph combined with the loss of its outputs into one function to minimize.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/backward_plan.hpp>
#include <perceptype/execution/nodes.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/execution/training_pass.hpp>
#include <perceptype/loss/loss.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

template <class Network, class Loss>
struct objective {
    using nodes = typename Network::chain_type::nodes;
    using scalar_type = typename nodes::scalar_type;
    using backward_plan = detail::backward_plan<nodes, Loss>;
    using output_shape = typename Network::chain_type::output_shape;
    static constexpr const auto& facts = backward_plan::facts;
    /// The layers that inference runs to compute the argument of the loss. A loss may be fused with the last layer of
    /// its output.
    using before_loss = typename nodes::template before_loss<backward_plan>;

    /// The batch statistics of the nodes that reach a loss. Other nodes have not run, so only the running statistics of
    /// these nodes are updated after the parameters.
    static constexpr std::size_t statistics_passes = facts.statistics_passes[nodes::plan.outputs];
    static constexpr std::size_t statistics_size = facts.statistics[nodes::plan.outputs];
    static constexpr bool uses_batch = []<std::size_t... i>(std::index_sequence<i...>) {
        return ((facts.reaches_loss[i] && nodes::template block<i>::can.uses_batch) || ...);
    }(typename backward_plan::indices{});
    static constexpr void update_running_statistics(const scalar_type* statistics, scalar_type* storage) {
        [=]<std::size_t... i>(std::index_sequence<i...>) {
            (update_running_statistics_in<i>(statistics, storage), ...);
        }(typename backward_plan::indices{});
    }

    /// The part of the storage that an optimizer updates, from the first to the last parameter of the nodes that reach
    /// a loss, and the frozen parameters in between, from `first[k]` to `end[k]`.
    struct update_plan {
        std::size_t begin = 0, size = Network::storage_size;
        std::array<std::size_t, nodes::layer_count> first{}, end{};
        std::size_t frozen = 0, frozen_size = 0;
    };
    static constexpr update_plan updated = [] {
        constexpr auto& at = nodes::offsets.storage;
        update_plan found;
        std::size_t from = nodes::layer_count;
        std::size_t to = 0;
        for (std::size_t node = 0; node < nodes::layer_count; ++node)
            if (facts.is_updated[node] && at[node] != at[node + 1]) {
                if (from == nodes::layer_count) from = node;
                to = node + 1;
            }
        if (from < to) {
            found.begin = at[from];
            found.size = at[to] - at[from];
        } else {  // nothing is updated, but an array must not be empty
            from = 0;
            to = nodes::layer_count;
        }
        for (std::size_t node = from; node < to; ++node) {
            if (facts.is_updated[node] || at[node] == at[node + 1]) continue;
            found.first[found.frozen] = at[node];
            found.end[found.frozen++] = at[node + 1];
            found.frozen_size += at[node + 1] - at[node];
        }
        return found;
    }();
    static constexpr std::size_t updated_begin = updated.begin;
    static constexpr std::size_t updated_size = updated.size;
    static constexpr std::size_t frozen_size = updated.frozen_size;
    /// An optimizer updates the whole range. Frozen parameters are saved before the update and restored after it.
    static constexpr void save_frozen(const scalar_type* storage, scalar_type* saved) {
        for (std::size_t k = 0; k < updated.frozen; ++k)
            for (std::size_t i = updated.first[k]; i < updated.end[k]; ++i) *saved++ = storage[i];
    }
    static constexpr void restore_frozen(const scalar_type* saved, scalar_type* storage) {
        for (std::size_t k = 0; k < updated.frozen; ++k)
            for (std::size_t i = updated.first[k]; i < updated.end[k]; ++i) storage[i] = *saved++;
    }

    /// Returns the sum of the losses of the first `valid` samples and writes the required gradients of `scale` times
    /// that sum. A statistics pass computes neither. `x`, `t` and `dx` are `nodes::rows`.
    template <required_gradients Required, class Execution, class Batch, class Input, class Target, class InputGradient>
    PERCEPTYPE_INLINE static constexpr scalar_type run(Execution run, Batch batch, const scalar_type* storage,
                                                       const Loss& loss, const Input& x, const Target& t,
                                                       scalar_type scale, std::size_t valid, InputGradient dx,
                                                       scalar_type* gradient) {
        using training = training_pass<nodes, Loss, Required, Execution, Batch>;
        workspace<scalar_type, training::work_size> work;
        training pass{run, batch, storage, x, {}, gradient, work.values};
        if constexpr (Required.input) {
            pass.dx = dx;
            [&]<std::size_t... k>(std::index_sequence<k...>) {
                (clear_unread<k>(run, row_of<k>(pass.dx)), ...);
            }(std::make_index_sequence<nodes::input_count>{});
        }
        if (!pass.run_all_forward()) return 0;
        scalar_type value = 0;
        [&]<std::size_t... k>(std::index_sequence<k...>) {
            (add_loss<k>(pass, loss, row_of<k>(t), scale, valid, value), ...);
        }(std::make_index_sequence<nodes::output_count>{});
        pass.run_all_backward();
        return value;
    }

    /// The loss of one sample, computed from the result of `before_loss`.
    template <class Output, class Target>
    static constexpr scalar_type value(const Loss& loss, const Output& y, const Target& t) {
        scalar_type sum = 0;
        [&]<std::size_t... k>(std::index_sequence<k...>) {
            (add_value<k>(loss, row_of<k>(y), row_of<k>(t), sum), ...);
        }(std::make_index_sequence<nodes::output_count>{});
        return sum;
    }

private:
    template <std::size_t Output>
    static constexpr std::size_t node_of = nodes::output_indices[Output];

    /// Tied nodes share the statistics of their owner or, if the owner reaches no loss, those of the first tied node
    /// that does.
    static constexpr bool has_statistics(std::size_t node, std::size_t owner, const auto& owners) {
        if (!facts.reaches_loss[node]) return false;
        std::size_t first = owner;
        if (!facts.reaches_loss[owner])
            for (first = 0; !(facts.reaches_loss[first] && owners[first] == owner);) ++first;
        return first == node;
    }
    template <std::size_t Index>
    static constexpr void update_running_statistics_in(const scalar_type* statistics, scalar_type* storage) {
        if constexpr (nodes::template block<Index>::can.statistics_passes != 0) {
            constexpr auto owners = []<std::size_t... i>(std::index_sequence<i...>) {
                return std::array{nodes::template owner<i>...};
            }(typename backward_plan::indices{});
            if constexpr (has_statistics(Index, owners[Index], owners))
                nodes::template block<owners[Index]>::update_running_statistics(
                    statistics + facts.statistics[Index], storage + nodes::template parameter_offset<Index>);
        }
    }

    /// The gradient of an input on which no loss depends is zero.
    template <std::size_t Input, class Execution>
    static constexpr void clear_unread(Execution run, scalar_type* dx) {
        constexpr std::size_t node = nodes::input_indices[Input];
        if constexpr (!facts.reaches_loss[node])
            for (std::size_t i = 0; i < run.samples() * nodes::template row<node>; ++i) dx[i] = 0;
    }

    /// The loss of an output, computed from the result of its last layer or, if the two are fused, from the input of
    /// that layer.
    template <std::size_t Node>
    static constexpr decltype(auto) head(const Loss& loss) {
        using layers = typename nodes::template inner<Node>::type;
        using last = typename layers::template layer<layers::layer_count - 1>;
        if constexpr (backward_plan::template fused<Node>)
            return behind_layer<last>(nodes::template loss_of<Node>(loss));
        else
            return of_result<last>(nodes::template loss_of<Node>(loss));
    }

    template <std::size_t Output, class Pass>
    PERCEPTYPE_INLINE static constexpr void add_loss(const Pass& pass, const Loss& loss, const scalar_type* t,
                                                     scalar_type scale, std::size_t valid, scalar_type& sum) {
        constexpr std::size_t node = node_of<Output>;
        if constexpr (backward_plan::has_loss[node]) {
            constexpr std::size_t size = nodes::template output<node>::size;
            constexpr std::size_t row = nodes::template row<node>;
            constexpr std::size_t lanes = decltype(pass.run)::template lanes<scalar_type>(size);
            const scalar_type* y = pass.template value<node>();
            scalar_type* delta = nullptr;
            if constexpr (Pass::template has_delta<node>) delta = pass.template delta<node>();
            for (std::size_t s = 0; s < pass.run.samples(); ++s) {
                const std::size_t at = s * row;
                if constexpr (!Pass::template has_delta<node>)
                    sum += s < valid ? head<node>(loss).template row_value<lanes, size>(y + at, t + at) : 0;
                else if (s < valid)
                    sum += head<node>(loss).template row_gradient<lanes, size>(y + at, t + at, delta + at, scale);
                else
                    for (std::size_t i = at; i < at + row; ++i) delta[i] = 0;
            }
        }
    }
    template <std::size_t Output>
    static constexpr void add_value(const Loss& loss, const scalar_type* y, const scalar_type* t, scalar_type& sum) {
        constexpr std::size_t node = node_of<Output>;
        if constexpr (backward_plan::has_loss[node]) {
            constexpr std::size_t size = nodes::template output<node>::size;
            sum += with_lanes<scalar_type, size>(
                [&](auto lanes) { return head<node>(loss).template row_value<decltype(lanes)::value, size>(y, t); });
        }
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
