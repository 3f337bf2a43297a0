// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/ill_formed_network.hpp>
#include <perceptype/execution/backward_plan.hpp>
#include <perceptype/execution/inference.hpp>
#include <perceptype/execution/nodes.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/execution/sample_rows.hpp>
#include <perceptype/execution/training_pass.hpp>

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

/// Bytes that calls inside a pass take for addresses, arguments and spilled registers, as measured.
inline constexpr std::size_t call_frames = 128 + 2 * vector_bytes;
/// The same for the loop over a batch, and for the error that bad data cause.
inline constexpr std::size_t batch_frames = 512 + call_frames;

/// Scalars that the stages of training need beside their arguments.
template <class Chain, class Execution, bool PassesBack>
constexpr std::size_t training_scratch() {
    return []<std::size_t... k>(std::index_sequence<k...>) {
        return largest_of({Chain::template block<Chain::stages.first[k]>::template forward_scratch<Execution>...,
                           Chain::template block<Chain::stages.first[k]>::template backward_scratch<
                               Execution, required_gradients{k != 0 || PassesBack, true}>...});
    }(std::make_index_sequence<Chain::stages.count>{});
}

/// What the nodes of a network take.
template <class Nodes>
struct node_costs {
    using scalar = typename Nodes::scalar_type;
    static constexpr required_gradients required{false, true};
    using indices = std::make_index_sequence<Nodes::layer_count>;

    /// The largest, or the sum, of `of<Layers, PassesBack>()` over the nodes with layers.
    template <std::size_t Index, class Use>
    static constexpr std::size_t of(Use use) {
        if constexpr (Nodes::template runs<Index>)
            if constexpr (!Nodes::template is_join_only<Index>) {
                constexpr bool passes_back = backward_plan<Nodes, any_loss>::template passes_back<required>(Index);
                return use.template operator()<typename Nodes::template inner<Index>::type, passes_back>();
            }
        return 0;
    }
    template <class Execution>
    static constexpr std::size_t scratch = []<std::size_t... i>(std::index_sequence<i...>) {
        return largest_of({of<i>(
            []<class Layers, bool PassesBack>() { return training_scratch<Layers, Execution, PassesBack>(); })...});
    }(indices{});
    /// Multiply-adds of gradients that no node asks for: of what the network receives.
    static constexpr std::size_t spared = []<std::size_t... i>(std::index_sequence<i...>) {
        return sum_of({of<i>([]<class Layers, bool PassesBack>() -> std::size_t {
            return PassesBack ? 0 : Layers::template block<Layers::stages.first[0]>::multiply_adds;
        })...});
    }(indices{});
    /// Scalars of a row of each input, or output; and of copies of a sample, where its values do not fill its rows.
    static constexpr std::size_t x_rows = []<std::size_t... k>(std::index_sequence<k...>) {
        return (Nodes::template row<Nodes::input_indices[k]> + ...);
    }(std::make_index_sequence<Nodes::input_count>{});
    static constexpr std::size_t y_rows = []<std::size_t... k>(std::index_sequence<k...>) {
        return (Nodes::template row<Nodes::output_indices[k]> + ...);
    }(std::make_index_sequence<Nodes::output_count>{});
    static constexpr std::size_t copied = []<std::size_t... k>(std::index_sequence<k...>) {
        return ((fills_its_row<scalar, typename Nodes::template output<Nodes::input_indices[k]>>
                     ? 0
                     : kernels::aligned<scalar>(Nodes::template row<Nodes::input_indices[k]>)) +
                ...);
    }(std::make_index_sequence<Nodes::input_count>{});

    /// Bytes of the calls from node to node, where there are several.
    static constexpr std::size_t frames = Nodes::layer_count > 3 ? 3 * call_frames : 0;

    template <class Execution>
    static constexpr std::size_t inference =
        node_schedule<Nodes, Execution::capacity>::buffers.size + largest_inference<Nodes, Execution::capacity>();
    template <class Execution>
    static constexpr std::size_t training =
        Execution::capacity * y_rows +
        training_pass<Nodes, any_loss, required, Execution, training_batch<scalar>>::work_size + scratch<Execution>;
};

/// What a network of that chain takes whose size that is.
template <class Chain>
constexpr network_cost find_cost(std::size_t parameter_bytes) {
    using scalar = typename Chain::scalar_type;
    using nodes = node_costs<typename Chain::nodes>;
    using one = execution<1, true>;
    constexpr std::size_t together = samples_together<Chain>;
    using several = execution<together, true>;

    constexpr std::size_t products = Chain::multiply_adds;
    constexpr std::size_t forward_flops = 2 * products + Chain::inference_chain::other_operations;
    constexpr std::size_t both_ways = 3 * products - nodes::spared;
    constexpr std::size_t training_flops = 2 * (both_ways + Chain::other_operations) + 2 * Chain::parameter_count;

    constexpr std::size_t in_place = fills_its_row<scalar, typename Chain::input_shape> ? several::step : together;
    constexpr std::size_t read = together == 1 ? nodes::copied : in_place * nodes::x_rows;
    constexpr std::size_t learned = together == 1 ? nodes::copied : together * nodes::x_rows;
    const auto bytes = [](std::size_t call, std::size_t scalars) {
        return nodes::frames + call + scalars * sizeof(scalar);
    };
    constexpr std::size_t y_rows = together * nodes::y_rows;
    return {
        .parameters = Chain::parameter_count,
        .parameter_bytes = parameter_bytes,
        .forward = {.multiply_adds = products,
                    .flops = forward_flops,
                    .workspace_bytes = bytes(0, nodes::copied + nodes::template inference<one>)},
        .batch_forward = {.multiply_adds = products,
                          .flops = forward_flops,
                          .workspace_bytes = bytes(batch_frames, read + y_rows + nodes::template inference<several>)},
        .training = {.multiply_adds = both_ways,
                     .flops = training_flops,
                     .workspace_bytes =
                         bytes(call_frames, nodes::copied + nodes::template training<one> + Chain::statistics_size)},
        .batch_training = {
            .multiply_adds = both_ways,
            .flops = training_flops,
            .workspace_bytes = bytes(call_frames + batch_frames,
                                     learned + nodes::template training<several> + Chain::statistics_size)}};
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
