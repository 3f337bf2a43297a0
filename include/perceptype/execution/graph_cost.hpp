// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a graph takes, for cost.hpp.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/graph_objective.hpp>
#include <perceptype/execution/graph_pass.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/loss/joint_loss.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// Bytes that calls inside a pass take for addresses, arguments and spilled registers, as measured.
inline constexpr std::size_t call_frames = 128 + 2 * vector_bytes;
/// The same for the loop over a batch, and for what makes an error of bad data.
inline constexpr std::size_t batch_frames = 512 + call_frames;

/// Every output is taken to have a loss.
template <class Shapes>
struct loss_of_all;
template <class... Shapes>
struct loss_of_all<named_shapes<Shapes...>> {
    struct none {
        static constexpr const char* name = "none";
        using stands_for_a_loss = void;
    };
    using type = joint_loss<named_value<Shapes::name, none>...>;
};

template <class Cost, class Graph>
constexpr Cost find_graph_cost(std::size_t parameter_bytes) {
    using scalar = typename Graph::scalar_type;
    using loss = typename loss_of_all<typename Graph::output_shape>::type;
    constexpr std::size_t together = samples_together<Graph>;
    constexpr std::size_t parameters = Graph::parameter_count;
    const auto rows = []<class... Shapes>(std::type_identity<named_shapes<Shapes...>>) {
        return (kernels::aligned<scalar>(kernels::padded<scalar>(Shapes::shape_type::size)) + ...);
    };
    const std::size_t x_rows = rows(std::type_identity<typename Graph::input_shape>{});
    const std::size_t y_rows = rows(std::type_identity<typename Graph::output_shape>{});
    // Nodes that read inputs alone ask for no gradient of them.
    const std::size_t spared = []<std::size_t... i>(std::index_sequence<i...>) {
        const auto of = []<std::size_t Index>(std::integral_constant<std::size_t, Index>) -> std::size_t {
            if constexpr (Graph::template runs<Index>) {
                using layers = typename Graph::template inner<Index>::type;
                if (!graph_descent<Graph, loss>::template passes_back<required_gradients{false, true}, Index>)
                    return layers::template block<layers::stages.first[0]>::multiply_adds;
            }
            return 0;
        };
        return sum_of({of(std::integral_constant<std::size_t, i>{})...});
    }(std::make_index_sequence<Graph::layer_count>{});
    const std::size_t both_ways = 3 * Graph::multiply_adds - spared;
    const std::size_t flops = 2 * (both_ways + Graph::other_operations) + 2 * parameters;
    const auto training = [&]<std::size_t Samples>(std::integral_constant<std::size_t, Samples>) {
        using pass = graph_training<Graph, loss, required_gradients{false, true}, execution<Samples, true>,
                                    training_batch<scalar>>;
        return (Samples * (x_rows + y_rows) + pass::work_size + Graph::template scratch<execution<Samples, true>> +
                Graph::statistics_size) *
                   sizeof(scalar) +
               call_frames + (Samples == 1 ? 0 : batch_frames);
    };
    constexpr std::size_t inferred = graph_layout<Graph, together>::places.size + largest_inference<Graph, together>();
    return {
        .parameters = parameters,
        .parameter_bytes = parameter_bytes,
        .forward = {.multiply_adds = Graph::multiply_adds,
                    .flops = 2 * Graph::multiply_adds + Graph::other_operations,
                    .workspace_bytes =
                        (graph_layout<Graph, 1>::places.size + largest_inference<Graph, 1>()) * sizeof(scalar)},
        .batch_forward = {.multiply_adds = Graph::multiply_adds,
                          .flops = 2 * Graph::multiply_adds + Graph::other_operations,

                          .workspace_bytes = batch_frames + (together * (x_rows + y_rows) + inferred) * sizeof(scalar)},
        .training = {.multiply_adds = both_ways,
                     .flops = flops,
                     .workspace_bytes = training(std::integral_constant<std::size_t, 1>{})},
        .batch_training = {.multiply_adds = both_ways,
                           .flops = flops,
                           .workspace_bytes = training(std::integral_constant<std::size_t, together>{})}};
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
