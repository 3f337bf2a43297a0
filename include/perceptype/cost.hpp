// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/detail/check.hpp>
#include <perceptype/detail/graph_cost.hpp>
#include <perceptype/detail/pass.hpp>
#include <perceptype/parameters.hpp>
#include <perceptype/topology/refused.hpp>

#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What one run over one sample takes.
struct run_cost {
    std::size_t multiply_adds;  ///< of the products of weights and numbers
    std::size_t
        flops;  ///< two a multiply-add, one a bias, one an activation (or its derivative), one a weight's update
    std::size_t workspace_bytes;  ///< the most that intermediate results take at a time, padding included
};

/// What a network takes, known to the compiler.
struct network_cost {
    std::size_t parameters;
    std::size_t parameter_bytes;  ///< as stored, padding included: sizeof the network
    run_cost forward;             ///< one call, with an x that is no tensor and so is copied where rows are padded
    run_cost training;            ///< one step of plain gradient descent over one sample: forward, backward, update
    run_cost batch_training;      ///< the same over a batch of any size: operations a sample, workspace of the whole
};

namespace detail {

/// What a network of these layers takes whose size that is.
template <class Chain>
constexpr network_cost find_cost(std::size_t parameter_bytes) {
    using scalar = typename Chain::scalar_type;
    using plan = layout<Chain, 1>;
    constexpr std::size_t together = samples_together<Chain>;
    using batch_plan = layout<Chain, together>;
    constexpr std::size_t x_row = kernels::padded<scalar>(Chain::input_shape::size);
    constexpr std::size_t y_row = kernels::padded<scalar>(Chain::output_shape::size);
    constexpr std::size_t copied = x_row == Chain::input_shape::size ? 0 : kernels::aligned<scalar>(x_row);
    constexpr std::size_t parameters = Chain::parameter_count;

    constexpr std::size_t products = Chain::multiply_adds;
    constexpr std::size_t others = Chain::in_use::other_operations;
    using one = execution<1, true>;
    // Nobody asks the first layer for its input's gradient.
    constexpr std::size_t both_ways = 3 * products - Chain::template block<Chain::stages.first[0]>::multiply_adds;
    constexpr std::size_t training_flops = 2 * (both_ways + Chain::other_operations) + 2 * parameters;
    constexpr std::size_t gradient_bytes = sizeof(parameter_set<Chain>);
    return {.parameters = parameters,
            .parameter_bytes = parameter_bytes,
            .forward = {.multiply_adds = products,
                        .flops = 2 * products + others,
                        .workspace_bytes = (copied + inference_plan<typename Chain::in_use, one>.size +
                                            Chain::in_use::template forward_scratch<one>)*sizeof(scalar)},
            .training = {.multiply_adds = both_ways,
                         .flops = training_flops,
                         .workspace_bytes = (copied + y_row + plan::training.size + Chain::template scratch<one> +
                                             Chain::gathered_size) *
                                                sizeof(scalar) +
                                            gradient_bytes},
            .batch_training = {
                .multiply_adds = both_ways,
                .flops = training_flops,
                .workspace_bytes =
                    ((together == 1 ? copied : together * x_row) + together * y_row + batch_plan::training.size +
                     Chain::template scratch<execution<together, true>> + Chain::gathered_size) *
                        sizeof(scalar) +
                    gradient_bytes}};
}

template <class Graph>
    requires is_graph<Graph>
constexpr network_cost find_cost(std::size_t parameter_bytes) {
    return find_graph_cost<network_cost, Graph>(parameter_bytes);
}

template <class Chain>
    requires is_refused<Chain>
constexpr refused_cost find_cost(std::size_t) {
    return {};
}

template <class Type>
inline constexpr bool is_basic_network = false;
template <class Scalar, class... Layers>
inline constexpr bool is_basic_network<basic_network<Scalar, Layers...>> = true;

template <class Type>
struct cost_of_no_network : refused_cost {
    static_assert(is_a_network<Type>,
                  "perceptype: cost is of the type of a network, cost<net_type>, of which a layer alone is none");
};

template <class Network>
constexpr auto cost_of() {
    static_assert(is_a_network<Network>,
                  "perceptype: cost is of the type of a network, cost<net_type>, of which a layer alone is none");
    if constexpr (is_a_network<Network>)
        return find_cost<typename Network::chain_type>(sizeof(Network));
    else
        return refused_cost{};
}

}  // namespace detail

/// What `Network` takes, as a `network_cost`: `static_assert(cost<net>.forward.workspace_bytes <= 2048)`.
template <class Network>
inline constexpr auto cost = detail::cost_of<Network>();
// A step less for errors of the network itself.
template <class Scalar, class... Layers>
inline constexpr auto cost<basic_network<Scalar, Layers...>> =
    detail::find_cost<typename basic_network<Scalar, Layers...>::chain_type>(sizeof(basic_network<Scalar, Layers...>));
// Of a refused network, see there, and of what is none; g++ would look at them here.
template <class Scalar, class... Layers>
    requires(!keeps_failed_classes && RefusedLayers<Scalar, Layers...>)
extern const basic_network<Scalar, Layers...> cost<basic_network<Scalar, Layers...>>;
template <class Type>
    requires(!keeps_failed_classes && !detail::is_basic_network<Type>) && (!is_a_network<Type>)
extern const detail::cost_of_no_network<Type> cost<Type>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
