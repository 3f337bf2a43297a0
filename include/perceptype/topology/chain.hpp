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
template <class Block>
inline constexpr bool fuses_activation = requires { typename Block::fuses_activation; };

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

    /// Where each layer's parameters begin, in storage and in canonical order; the last entry is the end.
    struct places {
        std::array<std::size_t, layer_count + 1> storage{};
        std::array<std::size_t, layer_count + 1> canonical{};
    };
    static constexpr places place = []<std::size_t... i>(std::index_sequence<i...>) {
        // Arrays and a loop, here and elsewhere: clang folds no more than 256 expressions.
        constexpr std::size_t stored[] = {kernels::aligned<Scalar>(block<i>::storage_size)...};
        constexpr std::size_t counted[] = {block<i>::parameter_count...};
        places result{};
        for (std::size_t k = 0; k < layer_count; ++k) {
            result.storage[k + 1] = result.storage[k] + stored[k];
            result.canonical[k + 1] = result.canonical[k] + counted[k];
        }
        return result;
    }(std::make_index_sequence<layer_count>{});

    static constexpr std::size_t parameter_count = place.canonical[layer_count];
    static constexpr std::size_t storage_size = place.storage[layer_count];

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
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
