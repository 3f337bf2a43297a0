// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/batch_norm.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/residual.hpp>
#include <perceptype/meta/list.hpp>
#include <perceptype/network.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class LayerType>
inline constexpr bool is_batch_norm = false;
template <class... Options>
inline constexpr bool is_batch_norm<basic_batch_norm<Options...>> = true;

/// The layers, with each batch_norm merged into the layer before it where that layer can absorb a scale and shift.
template <class Done, class... Layers>
struct folded_layers;
template <class... Done>
struct folded_layers<option_list<Done...>> {
    using type = option_list<Done...>;
};
template <class... Done, class First, class... Rest>
struct folded_layers<option_list<Done...>, First, Rest...> : folded_layers<option_list<Done..., First>, Rest...> {};
template <class... Done, class First, class... Options, class... Rest>
    requires(First::can.absorbs_scale)
struct folded_layers<option_list<Done...>, First, basic_batch_norm<Options...>, Rest...>
    : folded_layers<option_list<Done..., typename First::with_bias>, Rest...> {};

template <class... Done, class... Inner, class... Rest>
struct folded_layers<option_list<Done...>, residual<Inner...>, Rest...>
    : folded_layers<option_list<Done..., typename meta::made_of<
                                             residual, typename folded_layers<option_list<>, Inner...>::type>::type>,
                    Rest...> {};

template <class Scalar>
struct network_of_scalar {
    template <class... Layers>
    using type = basic_network<Scalar, Layers...>;
};

/// Copies parameters from the storage of one block to that of another, which may lay them out differently.
template <class Block, class To, class Scalar>
constexpr void copy_parameters(const Scalar* from, Scalar* to) {
    for (std::size_t k = 0; k < Block::parameter_count; ++k) to[To::position(k)] = from[Block::position(k)];
}

/// The folded weights are weights(c, ...) f(c) and the folded bias is (bias(c) - mean(c)) f(c) + shift(c), where
/// f(c) = weight(c) / sqrt(variance(c) + epsilon) and shift(c) is the bias of the batch_norm.
template <class Before, class Norm, class Folded, class Scalar>
constexpr void fold_into(const Scalar* before, const Scalar* norm, Scalar* folded) {
    const typename Norm::template view<const Scalar*> moments{norm};
    const auto factor = [&](std::size_t c) {
        const kernels::pack<Scalar, 1> variance{moments.running_variance(c) + static_cast<Scalar>(Norm::epsilon)};
        const Scalar inverse = Scalar(1) / square_root(variance).value;
        if constexpr (Norm::affine)
            return moments.weight(c) * inverse;
        else
            return inverse;
    };
    constexpr std::size_t weights = Folded::weight_count;
    for (std::size_t k = 0; k < weights; ++k)
        folded[Folded::position(k)] = before[Before::position(k)] * factor(Before::unit_of(k));
    for (std::size_t c = 0; c < Norm::channels; ++c) {
        Scalar shift = 0;
        Scalar bias = 0;
        if constexpr (Norm::affine) shift = moments.bias(c);
        if constexpr (Before::has_bias) bias = before[Before::position(weights + c)];
        folded[Folded::position(weights + c)] = (bias - moments.running_mean(c)) * factor(c) + shift;
    }
}

/// Folds the layers from `FromIndex` of one chain on into those from `ToIndex` of the other on.
template <class From, class To, std::size_t FromIndex = 1, std::size_t ToIndex = 1>
constexpr void fold_layers(const typename From::scalar_type* from, typename From::scalar_type* to) {
    if constexpr (ToIndex < To::layer_count) {
        using block = typename From::template block<FromIndex>;
        using folded = typename To::template block<ToIndex>;
        using layer = typename From::template layer<FromIndex>;
        constexpr bool has_norm = [] {
            if constexpr (layer::can.absorbs_scale && FromIndex + 1 < From::layer_count)
                return is_batch_norm<typename From::template layer<FromIndex + 1>>;
            else
                return false;
        }();
        const auto* source = from + From::offsets.storage[FromIndex];
        auto* target = to + To::offsets.storage[ToIndex];
        if constexpr (has_norm) {
            fold_into<block, typename From::template block<FromIndex + 1>, folded>(
                source, from + From::offsets.storage[FromIndex + 1], target);
        } else if constexpr (std::is_same_v<layer, typename To::template layer<ToIndex>>) {
            if constexpr (block::parameter_count != 0) copy_parameters<block, folded>(source, target);
        } else {
            fold_layers<typename block::layers, typename folded::layers>(source, target);
            copy_parameters<typename block::beside, typename folded::beside>(source + block::shortcut_offset,
                                                                             target + folded::shortcut_offset);
        }
        fold_layers<From, To, FromIndex + (has_norm ? 2 : 1), ToIndex + 1>(from, to);
    }
}

}  // namespace detail

/// The type of a network without the batch_norms that directly follow a dense layer or a convolution, also inside a
/// `residual`.
template <class Network>
struct folded_network {
    using type = Network;
};
template <class Scalar, class... Layers>
struct folded_network<basic_network<Scalar, Layers...>> {
    using type = typename meta::made_of<detail::network_of_scalar<Scalar>::template type,
                                        typename detail::folded_layers<option_list<>, Layers...>::type>::type;
};

/// The same network without these batch_norms: their running statistics, weights and biases are folded into the weights
/// and biases of the layers before them. The outputs are equal up to rounding and the batch_norms cost nothing. For
/// inference only: the folded network trains differently.
template <class Network>
[[nodiscard]] constexpr auto fold(const Network& net) noexcept {
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    if constexpr (!is_a_network<Network>) {
        return net;
    } else if constexpr (detail::is_rejected<typename Network::chain_type>) {
        return net;
    } else {
        using folded = typename folded_network<Network>::type;
        folded result{zeros{}};
        detail::fold_layers<typename Network::chain_type, typename folded::chain_type>(net.storage(), result.storage());
        return result;
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
