// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// One axis of an image and the window that moves along it, in pixels. The formulas are those of PyTorch's Conv2d.
struct window_axis {
    std::size_t image;
    std::size_t kernel;
    std::size_t stride = 1;
    std::size_t dilation = 1;
    std::size_t before = 0;  // padding
    std::size_t after = 0;

    constexpr std::size_t padded() const { return before + image + after; }
    /// Pixels from the first to the last of the window, inclusive.
    constexpr std::size_t span() const { return dilation * (kernel - 1) + 1; }
    constexpr bool fits() const { return span() <= padded(); }
    /// The number of positions of the window.
    constexpr std::size_t positions() const { return (padded() - span()) / stride + 1; }
    /// Padded pixels with the same remainder modulo the stride.
    constexpr std::size_t phase() const { return ceil_divide(padded(), stride); }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
