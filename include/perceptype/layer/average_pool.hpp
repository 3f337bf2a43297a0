// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/convolution/pooling.hpp>
#include <perceptype/layer/pool_layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The mean of each window: shape<C, H, W> to shape<C, H', W'>, or shape<C, L> to shape<C, L'>, with the extents of
/// conv2d.
///
/// Options: `kernel<>` (required), `stride<>` (by default the kernel's extents), `padding<>` (at most half the kernel;
/// counted as zeros), each with one or two numbers. Source: PyTorch's AvgPool1d and AvgPool2d.
template <class... Options>
struct average_pool : detail::pool_layer<kernels::mean_of_window, Options...> {
    static constexpr const char* name = "average_pool";
    static constexpr const char* note_text = "average_pool'(x): 1 / n for the n numbers of each window, else 0";
    using known_options = option_list<kernel<>, stride<>, padding<>>;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
