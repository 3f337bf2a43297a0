// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/layer/convolution_layer.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Convolution of an image, shape<C, H, W>, to shape<Channels, H', W'>:
///
///     y(o, i, j) = bias(o) + sum over c, k, l of weights(o, c, k, l) x(c, i stride + k dilation - padding, j ...)
///
/// H' = (H + 2 padding - dilation (kernel - 1) - 1) / stride + 1, rounded down. x is 0 outside the image. Options:
/// `kernel<>` (required), `stride<>`, `padding<>` (numbers or `same`), `dilation<>`, each with one number for both axes
/// or two (height, width); `groups<>`; `no_bias`. With groups, c runs over the C / groups channels of o's group.
/// Canonical order: weights (output channel, input channel within its group, row, column) row-major, then bias (out),
/// as in PyTorch's Conv2d.
template <std::size_t Channels, class... Options>
struct conv2d : detail::convolution_layer<2, Channels, Options...> {
    static constexpr const char* name = "conv2d";
    static constexpr layer_capabilities can{.absorbs_scale = true};
    using with_bias = typename detail::biased<perceptype::conv2d, Channels, option_list<>, Options...>::type;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
