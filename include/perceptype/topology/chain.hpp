// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The layers of a network, put together: each layer's block with its shapes and its place among the parameters, and the
/// stages in which they run.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/deduce.hpp>
#include <perceptype/topology/layer.hpp>
#include <perceptype/topology/stage.hpp>

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

/// What a layer without a block of its own (the input, activations, views) owns: nothing.
template <class Scalar, class Input>
struct no_block {
    static constexpr std::size_t parameter_count = 0;
    static constexpr std::size_t storage_size = 0;
    static constexpr std::size_t multiply_adds = 0;
};

template <class L, class Scalar, class Input>
struct block_of {
    using type = no_block<Scalar, Input>;
};
template <class L, class Scalar, class Input>
    requires requires { typename L::template block<Scalar, Input>; }
struct block_of<L, Scalar, Input> {
    using type = typename L::template block<Scalar, Input>;
};

template <class L>
inline constexpr bool is_view = requires { typename L::view; };
template <class L>
inline constexpr bool is_only_in_training = requires { typename L::only_in_training; };
template <class Block>
inline constexpr bool fuses_activation = requires { typename Block::fuses_activation; };
template <class Block>
inline constexpr bool learns_from_batch = requires { requires Block::learns_from_batch; };

/// What a block may state, and 0 where it does not.
template <class Block>
inline constexpr std::size_t gatherings_of = 0;
template <class Block>
    requires requires { Block::gatherings; }
inline constexpr std::size_t gatherings_of<Block> = Block::gatherings;
template <class Block>
inline constexpr std::size_t gathered_size_of = 0;
template <class Block>
    requires requires { Block::gathered_size; }
inline constexpr std::size_t gathered_size_of<Block> = Block::gathered_size;
template <class Block>
inline constexpr std::size_t least_samples_of = 1;
template <class Block>
    requires requires { Block::least_samples; }
inline constexpr std::size_t least_samples_of<Block> = Block::least_samples;
template <class Block, class Execution>
inline constexpr std::size_t scratch_of = 0;
template <class Block, class Execution>
    requires requires { Block::template scratch<Execution>; }
inline constexpr std::size_t scratch_of<Block, Execution> = Block::template scratch<Execution>;
template <class Block, class Execution>
inline constexpr std::size_t forward_scratch_of = scratch_of<Block, Execution>;
template <class Block, class Execution>
    requires requires { Block::template forward_scratch<Execution>; }
inline constexpr std::size_t forward_scratch_of<Block, Execution> = Block::template forward_scratch<Execution>;

template <std::size_t Count>
constexpr std::size_t sum_of(const std::size_t (&numbers)[Count]) {
    std::size_t sum = 0;
    for (const std::size_t number : numbers) sum += number;
    return sum;
}
template <std::size_t Count>
constexpr std::size_t largest_of(const std::size_t (&numbers)[Count]) {
    std::size_t largest = 0;
    for (const std::size_t number : numbers) largest = largest < number ? number : largest;
    return largest;
}

/// The layers of a list that run when the network is used.
template <class Scalar, class Kept, class... Layers>
struct used_layers;
template <class Scalar, class... Kept>
struct used_layers<Scalar, deduced<Kept...>> {
    using type = chain<Scalar, Kept...>;
};
template <class Scalar, class... Kept, class First, class... Rest>
struct used_layers<Scalar, deduced<Kept...>, First, Rest...>
    : used_layers<Scalar, std::conditional_t<is_only_in_training<First>, deduced<Kept...>, deduced<Kept..., First>>, Rest...> {};

}  // namespace detail

/// The layers of a well-formed list, bound to a scalar.
template <class Scalar, class... Layers>
struct chain {
    using scalar_type = Scalar;
    static constexpr std::size_t layer_count = sizeof...(Layers);
    static constexpr auto layers = boost::hana::tuple_t<Layers...>;
    static constexpr auto shapes = detail::shapes_tuple<deduced_shapes<Layers...>>::value;

    template <std::size_t Index>
    using layer = typename std::remove_cvref_t<decltype(boost::hana::at_c<Index>(layers))>::type;
    /// The shape behind a layer.
    template <std::size_t Index>
    using output = typename std::remove_cvref_t<decltype(boost::hana::at_c<Index>(shapes))>::type;
    template <std::size_t Index>
    using block = typename detail::block_of<layer<Index>, Scalar, output<(Index == 0 ? 0 : Index - 1)>>::type;

    using input_shape = output<0>;
    using output_shape = output<layer_count - 1>;
    using indices = std::make_index_sequence<layer_count>;

    /// The same without the layers that only training needs; they have no parameters, so all others keep their place.
    using in_use = typename std::conditional_t<(detail::is_only_in_training<Layers> || ...), detail::used_layers<Scalar, detail::deduced<>, Layers...>,
                                               std::type_identity<chain>>::type;

    /// Where each layer's parameters begin, in storage and in canonical order, and what it gathers of a batch; the last entry is the end.
    struct places {
        std::array<std::size_t, layer_count + 1> storage{};
        std::array<std::size_t, layer_count + 1> canonical{};
        std::array<std::size_t, layer_count + 1> gathered{};
        std::array<std::size_t, layer_count + 1> gatherings{};
    };
    static constexpr places place = []<std::size_t... i>(std::index_sequence<i...>) {
        // Arrays and a loop, here and elsewhere: clang folds no more than 256 expressions.
        constexpr std::size_t stored[] = {kernels::aligned<Scalar>(block<i>::storage_size)...};
        constexpr std::size_t counted[] = {block<i>::parameter_count...};
        constexpr std::size_t gathered[] = {kernels::aligned<Scalar>(detail::gathered_size_of<block<i>>)...};
        constexpr std::size_t gatherings[] = {detail::gatherings_of<block<i>>...};
        places result{};
        for (std::size_t k = 0; k < layer_count; ++k) {
            result.storage[k + 1] = result.storage[k] + stored[k];
            result.canonical[k + 1] = result.canonical[k] + counted[k];
            result.gathered[k + 1] = result.gathered[k] + gathered[k];
            result.gatherings[k + 1] = result.gatherings[k] + gatherings[k];
        }
        return result;
    }(indices{});

    static constexpr std::size_t parameter_count = place.canonical[layer_count];
    static constexpr std::size_t storage_size = place.storage[layer_count];
    static constexpr std::size_t gathered_size = place.gathered[layer_count];
    static constexpr std::size_t gatherings = place.gatherings[layer_count];
    static constexpr bool learns_from_batch = []<std::size_t... i>(std::index_sequence<i...>) {
        return (detail::learns_from_batch<block<i>> || ...);
    }(indices{});
    /// The biases or activations of one layer: one for each number that it gives, unless its block knows better.
    template <std::size_t Index>
    static constexpr std::size_t other_operations_of() {
        using block = chain::block<Index>;
        if constexpr (requires { block::other_operations; }) return block::other_operations;
        if constexpr (requires { block::has_bias; })
            if (!block::has_bias) return 0;
        return Index == 0 || detail::is_view<layer<Index>> ? 0 : output<Index>::size;
    }

    /// Whether that parameter, in canonical order, is a statistic, which no gradient changes.
    static constexpr bool is_statistic(std::size_t canonical) {
        bool found = false;
        [&]<std::size_t... i>(std::index_sequence<i...>) { (look_for_statistic<i>(canonical, found), ...); }(indices{});
        return found;
    }

    /// The samples that a batch must have to be learned from.
    static constexpr std::size_t least_samples = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::largest_of({detail::least_samples_of<block<i>>...});
    }(indices{});

    /// Of a forward pass over one sample.
    static constexpr std::size_t multiply_adds = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::sum_of({block<i>::multiply_adds...});
    }(indices{});
    /// Beside them: biases and activations.
    static constexpr std::size_t other_operations = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::sum_of({other_operations_of<i>()...});
    }(indices{});
    /// Scalars that any of the layers' passes keeps beside its arguments, or any forward pass alone.
    template <class Execution>
    static constexpr std::size_t scratch = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::largest_of({detail::scratch_of<block<i>, Execution>...});
    }(indices{});
    template <class Execution>
    static constexpr std::size_t forward_scratch = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::largest_of({detail::forward_scratch_of<block<i>, Execution>...});
    }(indices{});

    /// The layer at which each stage begins: a layer with the activation behind it is one stage, a view is none.
    struct stage_plan {
        std::array<std::size_t, layer_count> first{};
        std::array<bool, layer_count> fused{};
        std::size_t count = 0;
    };
    static constexpr stage_plan stages = [] {
        constexpr bool elementwise[] = {ElementwiseLayer<Layers>...};
        constexpr bool view[] = {detail::is_view<Layers>...};
        constexpr auto fuses = []<std::size_t... i>(std::index_sequence<i...>) {
            return std::array<bool, layer_count>{detail::fuses_activation<block<i>>...};
        }(std::make_index_sequence<layer_count>{});
        stage_plan plan{};
        for (std::size_t i = 1; i < layer_count; ++i) {
            if (view[i]) continue;
            const bool fused = fuses[i] && i + 1 < layer_count && elementwise[i + 1];
            plan.first[plan.count] = i;
            plan.fused[plan.count++] = fused;
            if (fused) ++i;
        }
        if (plan.count == 0) plan.count = 1;  // an input alone: its values pass through
        return plan;
    }();

    template <std::size_t Index>
    static consteval auto make_stage() {
        constexpr std::size_t first = stages.first[Index];
        using L = layer<first>;
        using before = output<(first == 0 ? 0 : first - 1)>;
        if constexpr (first == 0)
            return stage<Scalar, pass_through<Scalar, before>, identity>{};
        else if constexpr (ElementwiseLayer<L>)
            return stage<Scalar, pass_through<Scalar, before>, L>{};
        else if constexpr (stages.fused[Index])
            return stage<Scalar, block<first>, layer<first + 1>>{};
        else if constexpr (detail::fuses_activation<block<first>>)
            return stage<Scalar, block<first>, identity>{};
        else
            return plain_stage<Scalar, block<first>>{};
    }
    template <std::size_t Index>
    using stage_at = decltype(make_stage<Index>());
    /// Where the parameters of a stage begin in storage.
    template <std::size_t Index>
    static constexpr std::size_t stage_offset = place.storage[stages.first[Index]];
    /// What a stage is told of the batch.
    template <std::size_t Index, class Batch>
    static constexpr Batch stage_batch(Batch batch) {
        if constexpr (learns_from_batch && !std::is_same_v<Batch, no_batch>)
            return batch.at(Index, place.gatherings[stages.first[Index]], place.gathered[stages.first[Index]]);
        else
            return batch;
    }

    /// The network has been updated: its layers' statistics follow.
    static constexpr void remember(const Scalar* gathered, Scalar* storage) {
        [=]<std::size_t... i>(std::index_sequence<i...>) { (remember_in<i>(gathered, storage), ...); }(indices{});
    }

private:
    template <std::size_t Index>
    static constexpr void look_for_statistic(std::size_t canonical, bool& found) {
        if constexpr (requires { block<Index>::is_statistic(canonical); })
            if (canonical >= place.canonical[Index] && canonical < place.canonical[Index + 1])
                found = block<Index>::is_statistic(canonical - place.canonical[Index]);
    }
    template <std::size_t Index>
    static constexpr void remember_in(const Scalar* gathered, Scalar* storage) {
        if constexpr (detail::gatherings_of<block<Index>> != 0)
            block<Index>::remember(gathered + place.gathered[Index], storage + place.storage[Index]);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
