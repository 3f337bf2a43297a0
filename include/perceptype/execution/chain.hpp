// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Binds the layers of a network: each layer's block with its shapes and its offset among the parameters, and the
/// stages in which the layers run.

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/execution/stage.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/deduce.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class Shapes>
struct shapes_tuple;
template <class... Shapes>
struct shapes_tuple<deduced<Shapes...>> {
    static constexpr auto value = boost::hana::tuple_t<Shapes...>;
};

/// The block of a layer that has none of its own (the input, activations, views). It has no parameters.
template <class Scalar, class Input>
struct no_block : block_base {};

template <class LayerType, class Scalar, class Input>
struct block_of {
    using type = no_block<Scalar, Input>;
};
template <class LayerType, class Scalar, class Input>
    requires requires { typename LayerType::template block<Scalar, Input>; }
struct block_of<LayerType, Scalar, Input> {
    using type = typename LayerType::template block<Scalar, Input>;
};

/// A layer runs fused with the pool after it, optionally with an activation in between.
template <class Block, class Pool>
inline constexpr bool pools = false;
template <class Block, class Pool>
    requires(Block::can.fuses_pool && Pool::can.is_pool)
inline constexpr bool pools<Block, Pool> = Block::template pooled<Pool>::applies;
/// The layers of a list that run in inference.
template <class Scalar, class Kept, class... Layers>
struct inference_layers;
template <class Scalar, class... Kept>
struct inference_layers<Scalar, deduced<Kept...>> {
    using type = chain<Scalar, Kept...>;
};
template <class Scalar, class... Kept, class First, class... Rest>
struct inference_layers<Scalar, deduced<Kept...>, First, Rest...>
    : inference_layers<
          Scalar, std::conditional_t<First::can.only_in_training, deduced<Kept...>, deduced<Kept..., First>>, Rest...> {
};

template <class Chain>
struct single_node;

}  // namespace detail

/// The layers of a well-formed list, bound to a scalar type, with their shapes and blocks.
template <class Scalar, class... Layers>
struct bound_layers {
    using scalar_type = Scalar;
    static constexpr std::size_t layer_count = sizeof...(Layers);
    static constexpr auto layers = boost::hana::tuple_t<Layers...>;
    static constexpr auto shapes = detail::shapes_tuple<deduced_shapes<Layers...>>::value;

    template <std::size_t Index>
    using layer = typename std::remove_cvref_t<decltype(boost::hana::at_c<Index>(layers))>::type;
    /// The output shape of a layer.
    template <std::size_t Index>
    using output = typename std::remove_cvref_t<decltype(boost::hana::at_c<Index>(shapes))>::type;
    template <std::size_t Index>
    using block = typename detail::block_of<layer<Index>, Scalar, output<(Index == 0 ? 0 : Index - 1)>>::type;

    using input_shape = output<0>;
    using output_shape = output<layer_count - 1>;

    /// The number of bias additions or activations of one layer: one per output element, unless its block states
    /// another number.
    template <std::size_t Index>
    static constexpr std::size_t other_operations_of() {
        using block = bound_layers::block<Index>;
        if (block::other_operations != block_base::one_per_output) return block::other_operations;
        return Index == 0 || layer<Index>::can.is_view ? 0 : output<Index>::size;
    }
};

/// The bound layers with their parameter offsets and the stages in which they run.
template <class Scalar, class... Layers>
struct chain : bound_layers<Scalar, Layers...>, placement<bound_layers<Scalar, Layers...>> {
    using layers_type = bound_layers<Scalar, Layers...>;
    using nodes = detail::single_node<chain>;
    using placement_type = placement<layers_type>;
    using layers_type::layer_count, placement_type::offsets, placement_type::uses_batch;
    template <std::size_t Index>
    using layer = typename layers_type::template layer<Index>;
    template <std::size_t Index>
    using output = typename layers_type::template output<Index>;
    template <std::size_t Index>
    using block = typename layers_type::template block<Index>;

    /// The chain without the layers that only training needs. Those have no parameters, so the offsets of all others
    /// stay the same.
    using inference_chain = typename std::conditional_t<(Layers::can.only_in_training || ...),
                                                        detail::inference_layers<Scalar, detail::deduced<>, Layers...>,
                                                        std::type_identity<chain>>::type;

    /// The layer at which each stage begins. A layer and the activation after it form one stage; in inference the pool
    /// after them joins that stage if that is faster. A view is not a stage.
    struct stage_plan {
        std::array<std::size_t, layer_count> first{};
        std::array<bool, layer_count> fused{};
        std::array<bool, layer_count> pooled{};
        std::size_t count = 0;
    };
    /// Whether each layer is fused with a pool that is `Distance` layers after it.
    template <std::size_t Distance>
    static constexpr std::array<bool, layer_count> pooled_by() {
        return []<std::size_t... i>(std::index_sequence<i...>) {
            return std::array<bool, layer_count>{
                detail::pools<block<i>, block<(i + Distance < layer_count ? i + Distance : i)>>...};
        }(std::make_index_sequence<layer_count>{});
    }
    static constexpr stage_plan plan_stages(bool inference_chain) {
        constexpr bool elementwise[] = {ElementwiseLayer<Layers>...};
        constexpr bool view[] = {Layers::can.is_view...};
        constexpr auto fuses = []<std::size_t... i>(std::index_sequence<i...>) {
            return std::array<bool, layer_count>{block<i>::can.fuses_activation...};
        }(std::make_index_sequence<layer_count>{});
        constexpr auto pools = pooled_by<1>(), pools_activated = pooled_by<2>();
        stage_plan plan{};
        for (std::size_t i = 1; i < layer_count; ++i) {
            if (view[i]) continue;
            const bool fused = fuses[i] && i + 1 < layer_count && elementwise[i + 1];
            const bool pooled = inference_chain && (fused ? pools_activated[i] : pools[i]);
            plan.first[plan.count] = i;
            plan.fused[plan.count] = fused;
            plan.pooled[plan.count++] = pooled;
            i += fused + pooled;
        }
        if (plan.count == 0) plan.count = 1;  // only an input: its values pass through
        return plan;
    }
    static constexpr stage_plan stages = plan_stages(false);
    /// The stages of inference. Constant evaluation has no registers, so it runs each pool as its own stage.
    template <bool Vectorised>
    static constexpr stage_plan inference_stages = plan_stages(Vectorised);

    template <const stage_plan& Plan, std::size_t Index>
    static consteval auto make_stage() {
        constexpr std::size_t first = Plan.first[Index];
        using layer_type = layer<first>;
        using before = output<(first == 0 ? 0 : first - 1)>;
        if constexpr (first == 0)
            return stage<Scalar, pass_through<Scalar, before>, identity>{};
        else if constexpr (ElementwiseLayer<layer_type>)
            return stage<Scalar, pass_through<Scalar, before>, layer_type>{};
        else if constexpr (Plan.pooled[Index]) {
            constexpr std::size_t pool = first + (Plan.fused[Index] ? 2 : 1);
            using activation = std::conditional_t<Plan.fused[Index], layer<first + 1>, identity>;
            return pooled_stage<Scalar, block<first>, activation, block<pool>>{};
        } else if constexpr (Plan.fused[Index])
            return stage<Scalar, block<first>, layer<first + 1>>{};
        else if constexpr (block<first>::can.fuses_activation)
            return stage<Scalar, block<first>, identity>{};
        else
            return plain_stage<Scalar, block<first>>{};
    }
    template <std::size_t Index>
    using stage_at = decltype(make_stage<stages, Index>());
    template <bool Vectorised, std::size_t Index>
    using inference_stage_at = decltype(make_stage<inference_stages<Vectorised>, Index>());
    /// The most scalars of scratch that any stage needs in inference.
    template <class Execution>
    static constexpr std::size_t forward_scratch = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::largest_of(
            {inference_stage_at<Execution::vectorised, i>::template forward_scratch<Execution>...});
    }(std::make_index_sequence<inference_stages<Execution::vectorised>.count>{});
    /// The offset of a stage's parameters in storage.
    template <std::size_t Index>
    static constexpr std::size_t stage_offset = offsets.storage[stages.first[Index]];
    template <bool Vectorised, std::size_t Index>
    static constexpr std::size_t inference_stage_offset = offsets.storage[inference_stages<Vectorised>.first[Index]];
    /// The part of the batch information that a stage needs.
    template <std::size_t Index, class Batch>
    static constexpr Batch stage_batch(Batch batch) {
        if constexpr (uses_batch && !std::is_same_v<Batch, no_batch>)
            return batch.at(Index, offsets.statistics_passes[stages.first[Index]],
                            offsets.statistics[stages.first[Index]]);
        else
            return batch;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
