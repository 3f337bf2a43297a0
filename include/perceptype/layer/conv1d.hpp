// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/layer/convolution_layer.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Convolution of a sequence, shape<C, L>, to shape<Channels, L'>:
///
///     y(o, i) = bias(o) + sum over c, k of weights(o, c, k) x(c, i stride + k dilation - padding)
///
/// L' = (L + 2 padding - dilation (kernel - 1) - 1) / stride + 1, rounded down. x is 0 outside the sequence. Options:
/// `kernel<>` (required), `stride<>`, `padding<>` (one number or `same`), `dilation<>`, `groups<>`, `no_bias`. With
/// groups, c runs over the C / groups channels of o's group. Canonical order: weights (output channel, input channel
/// within its group, position) row-major, then bias (out), as in PyTorch's Conv1d.
template <std::size_t Channels, class... Options>
struct conv1d : detail::convolution_layer<1, Channels, Options...> {
    static constexpr const char* name = "conv1d";
    static constexpr layer_capabilities can{.absorbs_scale = true};
    using with_bias = typename detail::biased<perceptype::conv1d, Channels, option_list<>, Options...>::type;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
