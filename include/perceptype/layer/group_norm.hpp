// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/layer/group_normalization.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/normalization_options.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Normalises each sample by its own mean and variance in each of `Groups` groups of channels, the first axis of its
/// input. Each channel c, in group g, has a weight and a bias:
///
///     y(c, ...) = weight(c) (x(c, ...) - mean(g)) / sqrt(variance(g) + epsilon) + bias(c)
///
/// `Groups` must divide the number of channels. Options: `epsilon<1e-5>`, `no_affine`. Canonical order: weight, bias,
/// as in PyTorch's GroupNorm. Initial values: 1 and 0. Source: Y. Wu and K. He, "Group normalization", ECCV 2018.
template <std::size_t Groups, class... Options>
struct group_norm : layer_base {
    static constexpr const char* name = "group_norm";
    static constexpr parameter_text parameter_texts[] = {
        {"w", "sum [ normalised(x) * D ]",
         "normalised(x): (x - mean) / sqrt(variance + epsilon); sum: over all positions of each channel"},
        {"b", "sum [D]", "sum: over all positions of each channel"}};
    static constexpr const char* note_text =
        "group_norm'(x): w / sqrt(variance + epsilon), and through mean and variance of each group of channels";
    static constexpr detail::normalization_options settings =
        detail::normalization_options::of(option_list<Options...>{});
    static constexpr layer_capabilities can{.keeps_scale = true};
    using extents = shape<Groups>;
    using options = option_list<Options...>;
    using known_options = option_list<epsilon<>, no_affine>;
    static constexpr bool in_range = settings.has_epsilon();
    using range = epsilon_above_0;

    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            return Input::first % Groups == 0 ? fault_kind::none : fault_kind::uneven_groups;
        }
    };

    template <class Scalar, class Input>
    struct block : detail::group_normalization<Groups, Input::first, settings, Scalar, Input> {
        static constexpr void name_tensors(auto& list) {
            // Groups of single features are others if the features come in another order.
            constexpr tensor_axes axes =
                Input::rank == 1 && Groups != 1 ? tensor_axes::unspecified : tensor_axes::features;
            list.add("weight", axes, {Input::first});
            list.add("bias", axes, {Input::first});
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
