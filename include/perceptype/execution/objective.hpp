// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network and a loss as one function to descend: the chain of stages that runs, and the loss at its end.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/loss/loss.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class Chain, class Indices = std::make_index_sequence<Chain::layer_count - 1>>
struct without_last;
template <class Chain, std::size_t... i>
struct without_last<Chain, std::index_sequence<i...>> {
    using type = chain<typename Chain::scalar_type, typename Chain::template layer<i>...>;
};

template <class Network, class Loss>
struct objective {
    using scalar_type = typename Network::scalar_type;
    using network_chain = typename Network::chain_type;
    using last_layer = typename network_chain::template layer<network_chain::layer_count - 1>;
    using output_shape = typename network_chain::output_shape;

    static constexpr bool fused = Fused<Loss, last_layer>;
    /// What runs before the loss: all layers, or all but the last where the loss takes that one over.
    using trunk =
        typename std::conditional_t<fused, without_last<network_chain>, std::type_identity<network_chain>>::type;
    static constexpr std::size_t output_size = output_shape::size;
    static constexpr std::size_t output_row = kernels::padded<scalar_type>(output_size);

    static constexpr decltype(auto) head(const Loss& loss) { return behind_layer<last_layer>(loss); }

    /// What layers gather of a batch, and what becomes of it once the network has been updated.
    static constexpr std::size_t statistics_passes = network_chain::statistics_passes;
    static constexpr std::size_t statistics_size = network_chain::statistics_size;
    static constexpr bool uses_batch = network_chain::uses_batch;
    static constexpr void update_running_statistics(const scalar_type* statistics, scalar_type* storage) {
        network_chain::update_running_statistics(statistics, storage);
    }

    /// What an optimizer sees of the storage, and what it must leave alone in there; in a graph that may be a part.
    static constexpr std::size_t updated_begin = 0, updated_size = Network::storage_size, kept_size = 0;
    static constexpr void keep(const scalar_type*, scalar_type*) {}
    static constexpr void put_back(const scalar_type*, scalar_type*) {}

    /// The sum of the losses of the first `valid` samples; gradients of `scale` times that sum go where they are
    /// wanted. A pass that ends at a gathering leaves both aside.
    template <required_gradients Required, class Execution, class Batch>
    static constexpr scalar_type run(Execution run, Batch batch, const scalar_type* storage, const Loss& loss,
                                     const scalar_type* x, const scalar_type* t, scalar_type scale, std::size_t valid,
                                     scalar_type* dx, scalar_type* gradient) {
        using layers = layers_for<trunk, Batch>;
        constexpr std::size_t lanes = Execution::template lanes<scalar_type>(output_size);
        workspace<scalar_type, layout<layers, Execution::capacity>::training.size> work;
        if (!run_forward<layers>(run, batch, storage, x, work.values)) return 0;
        const scalar_type* y = last_result<layers>(run, work.values);
        scalar_type* delta = last_delta<layers>(run, work.values);
        scalar_type value = 0;
        for (std::size_t s = 0; s < run.samples(); ++s) {
            const std::size_t at = s * output_row;
            if (s < valid)
                value += head(loss).template row_gradient<lanes, output_size>(y + at, t + at, delta + at, scale);
            else
                for (std::size_t i = at; i < at + output_row; ++i) delta[i] = 0;
        }
        run_backward<layers, Required>(run, batch, storage, x, work.values, dx, gradient);
        return value;
    }

    /// The loss of one sample.
    template <class Execution>
    static constexpr scalar_type value(const scalar_type* storage, const Loss& loss, const scalar_type* x,
                                       const scalar_type* t) {
        workspace<scalar_type, output_row> y;
        infer<trunk>(Execution{}, storage, x, y.values);
        return head(loss).template row_value<Execution::template lanes<scalar_type>(output_size), output_size>(y.values,
                                                                                                               t);
    }
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
