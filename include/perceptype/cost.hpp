// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/detail/pass.hpp>
#include <perceptype/parameters.hpp>
#include <perceptype/topology/refused.hpp>

#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// What one run over one sample takes.
struct run_cost {
    std::size_t multiply_adds;    ///< of the products of weights and numbers
    std::size_t flops;            ///< two a multiply-add, one a bias, one an activation (or its derivative), one a weight's update
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

/// The biases or activations of one layer: one for each number that it gives.
template <class Chain, std::size_t Index>
constexpr std::size_t other_operations() {
    using block = typename Chain::template block<Index>;
    if constexpr (requires { block::has_bias; })
        if (!block::has_bias) return 0;
    return Index == 0 || is_view<typename Chain::template layer<Index>> ? 0 : Chain::template output<Index>::size;
}

/// Scalars that a layer's passes keep beside their arguments, or its forward pass alone.
template <class Block, class Execution>
constexpr std::size_t scratch_of() {
    if constexpr (requires { Block::template scratch<Execution>; })
        return Block::template scratch<Execution>;
    else
        return 0;
}
template <class Block, class Execution>
constexpr std::size_t forward_scratch_of() {
    if constexpr (requires { Block::template forward_scratch<Execution>; })
        return Block::template forward_scratch<Execution>;
    else
        return scratch_of<Block, Execution>();
}

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

    // Multiply-adds of the forward pass; beside them, biases and activations.
    constexpr auto sums = []<std::size_t... i>(std::index_sequence<i...>) {
        struct {
            std::size_t products;
            std::size_t others;
            std::size_t forward_scratch, scratch, batch_scratch;
        } result{};
        for (const std::size_t each : {Chain::template block<i>::multiply_adds...}) result.products += each;
        for (const std::size_t each : {other_operations<Chain, i>()...}) result.others += each;
        using one = execution<1, true>;
        for (const std::size_t each : {forward_scratch_of<typename Chain::template block<i>, one>()...})
            if (result.forward_scratch < each) result.forward_scratch = each;
        for (const std::size_t each : {scratch_of<typename Chain::template block<i>, one>()...})
            if (result.scratch < each) result.scratch = each;
        for (const std::size_t each : {scratch_of<typename Chain::template block<i>, execution<together, true>>()...})
            if (result.batch_scratch < each) result.batch_scratch = each;
        return result;
    }(std::make_index_sequence<Chain::layer_count>{});
    constexpr std::size_t products = sums.products;
    constexpr std::size_t others = sums.others;
    // Nobody asks the first layer for its input's gradient.
    constexpr std::size_t both_ways = 3 * products - Chain::template block<Chain::stages.first[0]>::multiply_adds;
    constexpr std::size_t training_flops = 2 * (both_ways + others) + 2 * parameters;
    constexpr std::size_t gradient_bytes = sizeof(parameter_set<Chain>);
    return {.parameters = parameters,
            .parameter_bytes = parameter_bytes,
            .forward = {.multiply_adds = products,
                        .flops = 2 * products + others,
                        .workspace_bytes = (copied + plan::inference.size + sums.forward_scratch) * sizeof(scalar)},
            .training = {.multiply_adds = both_ways,
                         .flops = training_flops,
                         .workspace_bytes = (copied + y_row + plan::training.size + sums.scratch) * sizeof(scalar) + gradient_bytes},
            .batch_training = {.multiply_adds = both_ways,
                               .flops = training_flops,
                               .workspace_bytes = (together * (x_row + y_row) + batch_plan::training.size + sums.batch_scratch) * sizeof(scalar) +
                                                  gradient_bytes}};
}

template <class Chain>
    requires is_refused<Chain>
constexpr refused_cost find_cost(std::size_t) {
    return {};
}

}  // namespace detail

/// What `Network` takes, as a `network_cost`: `static_assert(cost<net>.forward.workspace_bytes <= 2048)`.
template <class Network>
inline constexpr auto cost = detail::find_cost<typename Network::chain_type>(sizeof(Network));

}  // namespace perceptype::inline PERCEPTYPE_ISA
