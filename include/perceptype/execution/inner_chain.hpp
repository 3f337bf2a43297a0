// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Layers inside a layer: their parameters are part of the outer layer's, and their passes use its memory.

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/initializer/by_activation.hpp>
#include <perceptype/parameters.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The members that a block made of the layers of `Chain` declares; see block/block.hpp.
template <class Chain>
struct inner_chain : block_base {
    using scalar_type = typename Chain::scalar_type;
    using layers = Chain;

    static constexpr std::size_t parameter_count = Chain::parameter_count;
    static constexpr std::size_t storage_size = Chain::storage_size;
    static constexpr std::size_t multiply_adds = Chain::multiply_adds;
    static constexpr std::size_t other_operations = Chain::other_operations;
    static constexpr block_capabilities can{.saves_activations = true,
                                            .uses_batch = Chain::uses_batch,
                                            .statistics_passes = Chain::statistics_passes,
                                            .statistics_size = Chain::statistics_size,
                                            .least_samples = Chain::least_samples,
                                            .has_running_statistics = Chain::has_running_statistics};

    static constexpr std::size_t position(std::size_t canonical) {
        std::size_t found = 0;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (look_for<i>(canonical, found), ...);
        }(typename Chain::indices{});
        return found;
    }
    static constexpr void list_parameter_rows(auto& list) { list.template add_layers<Chain>(0, 0); }
    static constexpr bool is_running_statistic(std::size_t canonical)
        requires(can.has_running_statistics)
    {
        return Chain::is_running_statistic(canonical);
    }
    static constexpr void update_running_statistics(const scalar_type* statistics, scalar_type* storage)
        requires(can.statistics_passes != 0)
    {
        Chain::update_running_statistics(statistics, storage);
    }

    template <class Initializer>
    static constexpr void initialize(scalar_type* storage, const Initializer& initializer, generator& random) {
        detail::initialize<Chain>(storage, initializer, random);
    }

    /// The parameters of inner layer `Index`; the first inner layer is layer 1.
    template <std::size_t Index, class Pointer>
    static constexpr auto view_of(Pointer storage) {
        return typename Chain::template block<Index>::template view<Pointer>{storage + Chain::offsets.storage[Index]};
    }

    /// The parameters by layer, under each layer's own names.
    template <class Pointer>
    struct view {
        Pointer storage;
        template <std::size_t Index>
        constexpr auto layer() const {
            using owner = owner_at<Chain, Index>;
            static_assert(has_parameters<typename owner::at, typename owner::layer>, PERCEPTYPE_TEXT_HAS_PARAMETERS);
            if constexpr (owner::owns)
                return view_of<Index>(storage);
            else
                return rejected_parameters<Pointer>{storage};
        }
    };

    /// The results and deltas of training.
    template <std::size_t Samples>
    static constexpr std::size_t saved_size = [] {
        constexpr std::size_t learning = layout<Chain, Samples>::training.size;
        constexpr std::size_t inference_chain = layout<typename Chain::inference_chain, Samples>::training.size;
        return learning < inference_chain ? inference_chain : learning;
    }();

    template <class Execution>
    static constexpr std::size_t scratch = Chain::template scratch<Execution>;
    template <class Execution>
    static constexpr std::size_t forward_scratch = inference_plan<typename Chain::inference_chain, Execution>.size +
                                                   Chain::inference_chain::template forward_scratch<Execution>;
    template <class Execution, required_gradients Required>
    static constexpr std::size_t backward_scratch = scratch<Execution>;

private:
    template <std::size_t Index>
    static constexpr void look_for(std::size_t canonical, std::size_t& found) {
        if constexpr (Chain::template block<Index>::parameter_count != 0)
            if (canonical >= Chain::offsets.canonical[Index] && canonical < Chain::offsets.canonical[Index + 1])
                found = Chain::offsets.storage[Index] +
                        Chain::template block<Index>::position(canonical - Chain::offsets.canonical[Index]);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
