// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/layer/group_normalization.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/normalization_options.hpp>
#include <perceptype/shape.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Normalises each sample by its own mean and variance over all its elements, whatever its shape, with a weight and a
/// bias for each element:
///
///     y(i) = weight(i) (x(i) - mean) / sqrt(variance + epsilon) + bias(i)
///
/// The variance is the biased one. Options: `epsilon<1e-5>`, `no_affine`. Canonical order: weight, bias, as in
/// PyTorch's LayerNorm over the whole shape. Initial values: 1 and 0. Source: J. Ba, J. Kiros and G. Hinton, "Layer
/// normalization", 2016.
template <class... Options>
struct basic_layer_norm : layer_base {
    static constexpr const char* name = "layer_norm";
    static constexpr parameter_text parameter_texts[] = {
        {"w", "normalised(x) * D", "normalised(x): (x - mean) / sqrt(variance + epsilon)"}, {"b", "D"}};
    static constexpr const char* note_text =
        "layer_norm'(x): w / sqrt(variance + epsilon), and through mean and variance of the sample";
    static constexpr detail::normalization_options settings =
        detail::normalization_options::of(option_list<Options...>{});
    static constexpr layer_capabilities can{.keeps_scale = true};
    using options = option_list<Options...>;
    using known_options = option_list<epsilon<>, no_affine>;
    static constexpr bool in_range = settings.has_epsilon();
    using range = epsilon_above_0;

    template <class Scalar, class Input>
    struct block : detail::group_normalization<1, Input::size, settings, Scalar, Input> {
        static constexpr void name_tensors(auto& list) {
            constexpr tensor_axes axes = Input::rank == 1 ? tensor_axes::features : tensor_axes::image;
            []<std::size_t... Extents>(auto& tensors, shape<Extents...>) {
                tensors.add("weight", axes, {Extents...});
                tensors.add("bias", axes, {Extents...});
            }(list, Input{});
        }
    };
};

using layer_norm = basic_layer_norm<>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
