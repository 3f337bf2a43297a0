// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The block of an activation that works on a whole row at a time and has no parameters:
/// `Activation::forward_row<Lanes, Size>(x, y)` and `Activation::backward_row<Lanes, Size>(y, dy, dx)`.
template <class Activation, class Scalar, class Shape>
struct row_block : block_base {
    using input_shape = Shape;
    using output_shape = Shape;
    static constexpr std::size_t stride = kernels::padded<Scalar>(Shape::size);

    template <class Execution>
    static constexpr void forward(Execution run, const Scalar*, const Scalar* x, Scalar* y) {
        for (std::size_t s = 0; s < run.samples(); ++s)
            Activation::template forward_row<Execution::template lanes<Scalar>(Shape::size), Shape::size>(
                x + s * stride, y + s * stride);
    }

    template <required_gradients Required, class Execution>
    static constexpr void backward(Execution run, const Scalar*, const Scalar*, const Scalar* y, const Scalar* dy,
                                   Scalar* dx, Scalar*) {
        if constexpr (Required.input)
            for (std::size_t s = 0; s < run.samples(); ++s)
                Activation::template backward_row<Execution::template lanes<Scalar>(Shape::size), Shape::size>(
                    y + s * stride, dy + s * stride, dx + s * stride);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
