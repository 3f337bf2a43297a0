// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The reference networks as types of Perceptype.

#include "nets.hpp"

#include <perceptype.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace bench {

namespace pt = perceptype;

template <class... Types>
struct layer_list {};

template <class... Left, class... Right>
layer_list<Left..., Right...> operator+(layer_list<Left...>, layer_list<Right...>);

template <activation Activation>
auto activation_for() {
    if constexpr (Activation == relu)
        return layer_list<pt::relu>{};
    else if constexpr (Activation == sigmoid)
        return layer_list<pt::sigmoid>{};
    else if constexpr (Activation == tanh)
        return layer_list<pt::tanh>{};
    else
        return layer_list<>{};
}

template <layer Layer>
auto operation_for() {
    constexpr window rows = Layer.rows, columns = Layer.columns;
    constexpr bool sequence = Layer.in.axes == 2;
    if constexpr (Layer.is(operation::dense)) {
        using dense = pt::dense<Layer.channels>;
        return std::conditional_t<Layer.in.axes == 1, layer_list<dense>, layer_list<pt::flatten, dense>>{};
    } else if constexpr (Layer.is(operation::max_pool)) {
        using kernel =
            std::conditional_t<sequence, pt::kernel<columns.kernel>, pt::kernel<rows.kernel, columns.kernel>>;
        return layer_list<pt::max_pool<kernel>>{};
    } else if constexpr (sequence) {
        return layer_list<pt::conv1d<Layer.channels, pt::kernel<columns.kernel>, pt::padding<columns.padding>,
                                     pt::dilation<columns.dilation>, pt::groups<Layer.groups>>>{};
    } else {
        return layer_list<pt::conv2d<Layer.channels, pt::kernel<rows.kernel, columns.kernel>,
                                     pt::padding<rows.padding, columns.padding>,
                                     pt::dilation<rows.dilation, columns.dilation>, pt::groups<Layer.groups>>>{};
    }
}

template <shape Shape>
auto input_for() {
    if constexpr (Shape.axes == 1)
        return layer_list<pt::input<Shape.channels>>{};
    else if constexpr (Shape.axes == 2)
        return layer_list<pt::input<Shape.channels, Shape.width>>{};
    else
        return layer_list<pt::input<Shape.channels, Shape.height, Shape.width>>{};
}

/// The type of the network for a spec.
template <class Scalar, class Spec>
struct network_for {
    template <class... Layers>
    static std::type_identity<pt::basic_network<Scalar, Layers...>> network(layer_list<Layers...>);
    template <std::size_t... i>
    static auto layers(std::index_sequence<i...>)
        -> decltype((input_for<Spec::input>() + ... +
                     (operation_for<Spec::layers[i]>() + activation_for<Spec::layers[i].nonlinearity>())));
    using type = typename decltype(network(layers(std::make_index_sequence<Spec::depth>{})))::type;
};

}  // namespace bench
