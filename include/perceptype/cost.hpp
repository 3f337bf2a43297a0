// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/detail/pass.hpp>
#include <perceptype/network.hpp>

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
    run_cost forward;             ///< one call
    run_cost training;            ///< one step of plain gradient descent over one sample: forward, backward, update
};

namespace detail {

template <class Network>
constexpr network_cost find_cost() {
    using chain = typename Network::chain_type;
    using scalar = typename Network::scalar_type;
    using plan = layout<chain, 1>;
    constexpr std::size_t parameters = chain::parameter_count;

    std::size_t products = 0;         // of the forward pass
    std::size_t first_products = 0;   // of the first layer that has any: nobody asks for its input's gradient
    std::size_t others = 0;           // biases and activations
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (
            [&] {
                using block = typename chain::template block<i>;
                if (first_products == 0 && i == chain::stages.first[0]) first_products = block::multiply_adds;
                products += block::multiply_adds;
                if constexpr (block::multiply_adds != 0)
                    others += block::parameter_count - block::multiply_adds;
                else if (i != 0 && !is_view<typename chain::template layer<i>>)
                    others += chain::template output<i>::size;
            }(),
            ...);
    }(std::make_index_sequence<chain::layer_count>{});

    const std::size_t both_ways = 3 * products - first_products;
    return {.parameters = parameters,
            .parameter_bytes = sizeof(Network),
            .forward = {.multiply_adds = products,
                        .flops = 2 * products + others,
                        .workspace_bytes = plan::inference.size * sizeof(scalar)},
            .training = {.multiply_adds = both_ways,
                         .flops = 2 * (both_ways + others) + 2 * parameters,
                         .workspace_bytes = plan::training.size * sizeof(scalar) + sizeof(typename Network::gradient_type)}};
}

}  // namespace detail

/// What `Network` takes: `static_assert(cost<net>.forward.workspace_bytes <= 2048)`.
template <class Network>
inline constexpr network_cost cost = detail::find_cost<Network>();

}  // namespace perceptype::inline PERCEPTYPE_ISA
