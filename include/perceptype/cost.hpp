// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/ill_formed_network.hpp>
#include <perceptype/execution/graph_cost.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/execution/sample_rows.hpp>

#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The cost of one pass: operations per sample, and stack memory.
struct run_cost {
    std::size_t multiply_adds;  ///< products of weights with values
    /// Two for each multiply-add, and one for each bias, each activation (or its derivative) and each weight update.
    std::size_t flops;
    /// Stack memory of the pass, exact to within 1 kB in an optimized build: intermediate results, copies of samples and
    /// targets, and the scratch memory of layers, as far as they exist at the same time. Return values belong to the
    /// caller and are not counted. Tested by measuring the stack in tests/programs/stack.cpp.
    std::size_t workspace_bytes;
};

/// The cost of a network, computed at compile time.
///
/// The passes of a graph take at most 1 kB more stack than stated.
/// Samples count as copied wherever their elements do not fill whole registers; for one sample, passing a tensor takes
/// less.
struct network_cost {
    std::size_t parameters;
    std::size_t parameter_bytes;  ///< as stored, including padding: sizeof the network
    run_cost forward;             ///< one call
    run_cost batch_forward;       ///< `predict`, `evaluate`, `accuracy` or `confusion` of any number of samples
    run_cost training;            ///< `trainer.step` of one sample, plain gradient descent; or `value_and_gradient`
    run_cost batch_training;      ///< `trainer.step` of a batch of any size; `fit` adds a trainer and 5 kB
};

namespace detail {

/// Scratch memory of the training stages, in scalars: the largest of any stage.
template <class Chain, class Execution>
constexpr std::size_t training_scratch() {
    return []<std::size_t... k>(std::index_sequence<k...>) {
        // The first layer does not compute the gradient of its input.
        return largest_of({Chain::template block<Chain::stages.first[k]>::template forward_scratch<Execution>...,
                           Chain::template block<Chain::stages.first[k]>::template backward_scratch<
                               Execution, required_gradients{k != 0, true}>...});
    }(std::make_index_sequence<Chain::stages.count>{});
}

/// The cost of a network with these layers, whose parameters take `parameter_bytes`.
template <class Chain>
constexpr network_cost find_cost(std::size_t parameter_bytes) {
    using scalar = typename Chain::scalar_type;
    using in_use = typename Chain::in_use;
    using one = execution<1, true>;
    constexpr std::size_t together = samples_together<Chain>;
    using several = execution<together, true>;
    constexpr std::size_t x_row = kernels::padded<scalar>(Chain::input_shape::size);
    constexpr std::size_t y_row = kernels::padded<scalar>(Chain::output_shape::size);
    constexpr bool fills_row = fills_its_row<scalar, typename Chain::input_shape>;
    constexpr std::size_t copied = fills_row ? 0 : kernels::aligned<scalar>(x_row);
    constexpr std::size_t parameters = Chain::parameter_count;

    constexpr std::size_t products = Chain::multiply_adds;
    constexpr std::size_t others = in_use::other_operations;
    constexpr std::size_t forward_flops = 2 * products + others;
    // The first layer does not compute the gradient of its input.
    constexpr std::size_t both_ways = 3 * products - Chain::template block<Chain::stages.first[0]>::multiply_adds;
    constexpr std::size_t training_flops = 2 * (both_ways + Chain::other_operations) + 2 * parameters;

    const auto inference = []<class Execution>(Execution) {
        return inference_plan<in_use, Execution>.size + in_use::template forward_scratch<Execution>;
    };
    const auto training = []<class Execution>(Execution) {
        return Execution::capacity * y_row + layout<Chain, Execution::capacity>::training.size +
               training_scratch<Chain, Execution>() + Chain::statistics_size;
    };
    constexpr std::size_t read = together == 1 ? copied : (fills_row ? several::step : together) * x_row;
    constexpr std::size_t learned = together == 1 ? copied : together * x_row;
    return {.parameters = parameters,
            .parameter_bytes = parameter_bytes,
            .forward = {.multiply_adds = products,
                        .flops = forward_flops,
                        .workspace_bytes = (copied + inference(one{})) * sizeof(scalar)},
            .batch_forward = {.multiply_adds = products,
                              .flops = forward_flops,
                              .workspace_bytes =
                                  batch_frames + (read + together * y_row + inference(several{})) * sizeof(scalar)},
            .training = {.multiply_adds = both_ways,
                         .flops = training_flops,
                         .workspace_bytes = call_frames + (copied + training(one{})) * sizeof(scalar)},
            .batch_training = {
                .multiply_adds = both_ways,
                .flops = training_flops,
                .workspace_bytes = call_frames + batch_frames + (learned + training(several{})) * sizeof(scalar)}};
}

template <class Graph>
    requires is_graph<Graph>
constexpr network_cost find_cost(std::size_t parameter_bytes) {
    return find_graph_cost<network_cost, Graph>(parameter_bytes);
}

template <class Chain>
    requires is_rejected<Chain>
constexpr rejected_cost find_cost(std::size_t) {
    return {};
}

template <class Type>
inline constexpr bool is_basic_network = false;
template <class Scalar, class... Layers>
inline constexpr bool is_basic_network<basic_network<Scalar, Layers...>> = true;

template <class Type>
struct cost_of_no_network : rejected_cost {
    static_assert(is_a_network<Type>,
                  "perceptype: cost takes the type of a network, cost<net_type>; a single layer is not a network");
};

template <class Network>
constexpr auto cost_of() {
    static_assert(is_a_network<Network>,
                  "perceptype: cost takes the type of a network, cost<net_type>; a single layer is not a network");
    if constexpr (is_a_network<Network>)
        return find_cost<typename Network::chain_type>(sizeof(Network));
    else
        return rejected_cost{};
}

}  // namespace detail

/// The cost of `Network` as a `network_cost`: `static_assert(cost<net>.forward.workspace_bytes <= 2048)`.
template <class Network>
inline constexpr auto cost = detail::cost_of<Network>();
// Directly, so that the errors of an ill-formed network have one instantiation note less.
template <class Scalar, class... Layers>
inline constexpr auto cost<basic_network<Scalar, Layers...>> =
    detail::find_cost<typename basic_network<Scalar, Layers...>::chain_type>(sizeof(basic_network<Scalar, Layers...>));
// For ill-formed networks, which are rejected where they are declared, and for types that are not networks. Only
// declared, because g++ would evaluate a definition here.
template <class Scalar, class... Layers>
    requires(!keeps_failed_classes && IllFormedLayers<Scalar, Layers...>)
extern const basic_network<Scalar, Layers...> cost<basic_network<Scalar, Layers...>>;
template <class Type>
    requires(!keeps_failed_classes && !detail::is_basic_network<Type>) && (!is_a_network<Type>)
extern const detail::cost_of_no_network<Type> cost<Type>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
