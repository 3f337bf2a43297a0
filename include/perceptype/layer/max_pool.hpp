// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/convolution/pooling.hpp>
#include <perceptype/layer/pool_layer.hpp>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The maximum in each window: shape<C, H, W> to shape<C, H', W'>, or shape<C, L> to shape<C, L'>, with the extents of
/// conv2d.
///
/// Options: `kernel<>` (required), `stride<>` (by default the kernel's extents), `padding<>` (at most half the kernel;
/// padding is never the maximum), `dilation<>`, each with one or two numbers. The gradient goes to the first of equal
/// maxima; if the window contains a NaN, the result is NaN. Source: PyTorch's MaxPool1d and MaxPool2d.
template <class... Options>
struct max_pool : detail::pool_layer<kernels::largest_of_window, Options...> {
    static constexpr const char* name = "max_pool";
    static constexpr const char* note_text = "max_pool'(x): 1 at the largest element of each window, else 0";
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
