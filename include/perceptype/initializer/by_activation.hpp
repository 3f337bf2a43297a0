// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Initial weights, drawn by one initializer for all layers, or for each layer by the one that suits the activation
/// after it.

#include <perceptype/config.hpp>
#include <perceptype/initializer/glorot_uniform.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The initializer for the last layer of a list; the layers before it use the initializers that suit their activations.
template <class Initializer>
struct by_activation : Initializer {};

/// The initializer for layer `Index`: the one requested by the first later layer that changes the scale of values, else
/// `last`.
template <class Chain, std::size_t Index, class Initializer>
constexpr auto initializer_for(const by_activation<Initializer>& last) {
    if constexpr (Index + 1 < Chain::layer_count) {
        using next = typename Chain::template layer<Index + 1>;
        if constexpr (capabilities_of<next>.has_initializer)
            return by_activation<std::remove_cvref_t<decltype(next::initializer)>>{next::initializer};
        else if constexpr (capabilities_of<next>.keeps_scale)
            return initializer_for<Chain, Index + 1>(last);
        else
            return by_activation<glorot_uniform>{};
    } else {
        return last;
    }
}
template <class Chain, std::size_t, class Initializer>
constexpr const Initializer& initializer_for(const Initializer& all) {
    return all;
}

template <class Chain, std::size_t Index, class Initializer>
constexpr void initialize_layer(typename Chain::scalar_type* storage, const Initializer& initializer,
                                generator& random) {
    using block = typename Chain::template block<Index>;
    if constexpr (block::parameter_count != 0)
        block::initialize(storage + Chain::offsets.storage[Index], initializer_for<Chain, Index>(initializer), random);
}

/// Draws the initial weights of all layers, in order.
template <class Chain, class Initializer>
constexpr void initialize(typename Chain::scalar_type* storage, const Initializer& initializer, generator& random) {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (initialize_layer<Chain, i>(storage, initializer, random), ...);
    }(typename Chain::indices{});
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
