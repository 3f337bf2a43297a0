// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The forward and the backward pass of training over the nodes that reach a loss. The gradient of a value that several
/// nodes take is the sum over its paths.

#include <perceptype/config.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/backward_plan.hpp>
#include <perceptype/execution/nodes.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/kernel/plan.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

template <class Nodes, class Loss, required_gradients Required, class Execution, class Batch>
struct training_pass {
    using scalar = typename Nodes::scalar_type;
    using backward_plan = detail::backward_plan<Nodes, Loss>;
    static constexpr const auto& plan = Nodes::plan;
    static constexpr std::size_t count = Nodes::layer_count;
    using steps = std::make_index_sequence<count - 1>;  // the `outputs` entry is last
    template <std::size_t Index>
    using layers = layers_for<typename backward_plan::template layers_before_loss<Index>, Batch>;
    template <std::size_t Index>
    static constexpr bool runs = backward_plan::template runs<Index>;
    template <std::size_t Index>
    static constexpr bool joins = Nodes::template joins<Index>;
    template <std::size_t Index>
    static constexpr bool is_join_only = Nodes::template is_join_only<Index>;
    template <std::size_t Index>
    static constexpr bool passes_back = backward_plan::template passes_back<Required>(Index);
    /// The node writes its input gradient directly to the gradient of its source, which no other node has written
    /// before.
    template <std::size_t Index>
    static constexpr bool writes_in_place =
        !joins<Index> && !backward_plan::is_written(plan.sources[Index][0], Index, 0);

    template <std::size_t Size>
    static constexpr std::size_t rows_of =
        kernels::aligned<scalar>(Execution::capacity * kernels::padded<scalar>(Size));
    template <std::size_t Index>
    static consteval std::size_t value_size() {
        return rows_of<Nodes::template output<Index>::size>;
    }
    /// The workspace of each node: memory for the training of its layers or, for a join without layers, for its value
    /// and gradient; then memory for its joined sources and for the gradient of its input.
    template <std::size_t Index>
    static consteval std::size_t own_size() {
        if constexpr (!runs<Index>)
            return 0;
        else if constexpr (is_join_only<Index>)
            return 2 * value_size<Index>();
        else
            return layout<layers<Index>, Execution::capacity>::training.size;
    }
    template <std::size_t Index>
    static consteval std::size_t joined_size() {
        if constexpr (runs<Index>)
            if constexpr (joins<Index> && !is_join_only<Index>) return rows_of<Nodes::template received<Index>::size>;
        return 0;
    }
    template <std::size_t Index>
    static consteval std::size_t received_gradient_size() {
        if constexpr (runs<Index>)
            if constexpr (!is_join_only<Index> && passes_back<Index> && !writes_in_place<Index>)
                return rows_of<Nodes::template received<Index>::size>;
        return 0;
    }
    static constexpr auto offsets = []<std::size_t... i>(std::index_sequence<i...>) {
        std::array<std::size_t, count + 1> found{};
        const std::size_t sizes[] = {own_size<i>() + joined_size<i>() + received_gradient_size<i>()...};
        for (std::size_t k = 0; k < count; ++k) found[k + 1] = found[k] + sizes[k];
        return found;
    }(std::make_index_sequence<count>{});
    static constexpr std::size_t work_size = offsets[count];

    Execution run;
    Batch batch;
    const scalar* storage;
    typename Nodes::template rows<const scalar*, Nodes::input_count> x;
    typename Nodes::template rows<scalar*, Nodes::input_count> dx;
    scalar* gradient;
    scalar* work;

    template <std::size_t Index>
    constexpr const scalar* value() const {
        if constexpr (Nodes::template is_input<Index>)
            return row_of<position_of(Index, Nodes::input_indices)>(x);
        else if constexpr (is_join_only<Index>)
            return work + offsets[Index];
        else
            return last_result<layers<Index>>(run, static_cast<const scalar*>(work + offsets[Index]));
    }
    /// The gradient of an input is written only if the caller requires it.
    template <std::size_t Index>
    static constexpr bool has_delta = Required.input || !Nodes::template is_input<Index>;
    template <std::size_t Index>
    constexpr scalar* delta() const {
        if constexpr (Nodes::template is_input<Index>)
            return row_of<position_of(Index, Nodes::input_indices)>(dx);
        else if constexpr (is_join_only<Index>)
            return work + offsets[Index] + value_size<Index>();
        else
            return last_delta<layers<Index>>(run, work + offsets[Index]);
    }
    template <std::size_t Index>
    constexpr scalar* joined() const {
        return work + offsets[Index] + (is_join_only<Index> ? 0 : own_size<Index>());
    }
    template <std::size_t Index>
    constexpr const scalar* received() const {
        if constexpr (joins<Index>)
            return joined<Index>();
        else
            return value<plan.sources[Index][0]>();
    }
    template <std::size_t Index>
    constexpr scalar* received_gradient() const {
        if constexpr (is_join_only<Index>)
            return delta<Index>();
        else if constexpr (writes_in_place<Index>)
            return delta<plan.sources[Index][0]>();
        else
            return work + offsets[Index] + own_size<Index>() + joined_size<Index>();
    }
    template <std::size_t Index>
    constexpr Batch node_batch() const {
        return Nodes::template batch_at<Index>(batch, backward_plan::facts.statistics_passes[Index],
                                               backward_plan::facts.statistics[Index]);
    }

    template <std::size_t Index>
    constexpr bool forward() const {
        if constexpr (runs<Index>) {
            if constexpr (joins<Index>)
                [&]<std::size_t... k>(std::index_sequence<k...>) {
                    Nodes::template join_block<Index>::forward(run, {value<plan.sources[Index][k]>()...},
                                                               joined<Index>());
                }(std::make_index_sequence<plan.source_count[Index]>{});
            if constexpr (!is_join_only<Index>)
                return run_forward<layers<Index>>(run, node_batch<Index>(),
                                                  storage + Nodes::template parameter_offset<Index>, received<Index>(),
                                                  work + offsets[Index]);
        }
        return true;
    }

    template <std::size_t Index>
    constexpr bool backward() const {
        if constexpr (runs<Index>) {
            if constexpr (!is_join_only<Index>) {
                scalar* to = nullptr;
                if constexpr (passes_back<Index>) to = received_gradient<Index>();
                if (!run_backward<layers<Index>, required_gradients{passes_back<Index>, Required.parameters}>(
                        run, node_batch<Index>(), storage + Nodes::template parameter_offset<Index>, received<Index>(),
                        work + offsets[Index], to,
                        Required.parameters ? gradient + Nodes::template parameter_offset<Index> : nullptr))
                    return false;
                if constexpr (passes_back<Index> && !joins<Index> && !writes_in_place<Index>) {
                    constexpr std::size_t source = plan.sources[Index][0];
                    for (std::size_t i = 0; i < run.samples() * Nodes::template row<source>; ++i)
                        delta<source>()[i] += to[i];
                }
            }
            if constexpr (joins<Index> && passes_back<Index>)
                [&]<std::size_t... k>(std::index_sequence<k...>) {
                    (join_backward<Index, k>(), ...);
                }(std::make_index_sequence<plan.source_count[Index]>{});
        }
        return true;
    }

    template <std::size_t Index, std::size_t Operand>
    constexpr void join_backward() const {
        constexpr std::size_t source = plan.sources[Index][Operand];
        if constexpr (backward_plan::template needs_gradient<Required>(source))
            [&]<std::size_t... k>(std::index_sequence<k...>) {
                Nodes::template join_block<Index>::template backward<Operand,
                                                                     backward_plan::is_written(source, Index, Operand)>(
                    run, {value<plan.sources[Index][k]>()...}, static_cast<const scalar*>(joined<Index>()),
                    static_cast<const scalar*>(received_gradient<Index>()), delta<source>());
            }(std::make_index_sequence<plan.source_count[Index]>{});
    }

    /// Returns false if a statistics pass ended in it.
    PERCEPTYPE_INLINE constexpr bool run_all_forward() const {
        return [&]<std::size_t... step>(std::index_sequence<step...>) {
            return (forward<plan.order[step]>() && ...);
        }(steps{});
    }
    PERCEPTYPE_INLINE constexpr bool run_all_backward() const {
        return [&]<std::size_t... step>(std::index_sequence<step...>) {
            return (backward<plan.order[count - 2 - step]>() && ...);
        }(steps{});
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
