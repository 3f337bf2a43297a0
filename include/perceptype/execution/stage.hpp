// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A stage is what runs as one unit: a block with an activation that is applied to its results while they are in
/// registers, a block that works on whole rows, or a block that saves values for its backward pass. Blocks are
/// described in block/block.hpp.

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/activation/identity.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The block of an activation that cannot be fused with the layer before it. It passes its input on.
template <class Scalar, class Shape>
struct pass_through : block_base {
    using input_shape = Shape;
    using output_shape = Shape;
    static constexpr block_capabilities can{.fuses_activation = true};
    static constexpr std::size_t row = kernels::padded<Scalar>(Shape::size);

    template <class Execution, class Finish>
    static constexpr void forward(Execution run, const Scalar*, const Scalar* x, Finish finish) {
        using pack = kernels::pack<Scalar, Execution::template lanes<Scalar>(Shape::size)>;
        for (std::size_t s = 0; s < run.samples(); ++s)
            for (std::size_t i = 0; i < Shape::size; i += pack::lanes) finish(pack::load(x + s * row + i), s, i);
    }

    template <required_gradients Required, class Execution>
    static constexpr void backward(Execution run, const Scalar*, const Scalar*, const Scalar*, const Scalar* dy,
                                   Scalar* dx, Scalar*) {
        using pack = kernels::pack<Scalar, Execution::template lanes<Scalar>(Shape::size)>;
        if constexpr (Required.input)
            for (std::size_t s = 0; s < run.samples(); ++s)
                for (std::size_t i = 0; i < Shape::size; i += pack::lanes)
                    pack::load(dy + s * row + i).store(dx + s * row + i);
    }
};

/// A block whose activation is applied in registers. Equal stages share their code wherever they are in the network,
/// because `storage` points to the stage's own parameters.
///
/// `saved_size` is the number of elements per sample that the backward pass needs in addition to x and y: the
/// derivative, if it cannot be computed from y.
template <class Scalar, class Block, class Activation>
struct stage {
    using scalar_type = Scalar;
    using input_shape = typename Block::input_shape;
    using output_shape = typename Block::output_shape;
    static constexpr std::size_t cols = output_shape::size;
    static constexpr std::size_t row = kernels::padded<Scalar>(cols);
    static constexpr bool needs_derivative = Activation::can.derivative == derivative_source::input;
    template <std::size_t Samples>
    static constexpr std::size_t saved_size = needs_derivative ? Samples * row : 0;
    static constexpr std::size_t multiply_adds = Block::multiply_adds;
    template <class Execution>
    static constexpr std::size_t forward_scratch = Block::template forward_scratch<Execution>;
    template <class Execution, required_gradients Required>
    static constexpr std::size_t backward_scratch = Block::template backward_scratch<Execution, Required>;

    /// y = activation(block(x)), for inference.
    template <class Execution>
    static constexpr void infer(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
        activate(run, storage, x, [y](auto z, auto put) { put(Activation::value(z), y); }, y);
    }

    /// The forward pass of training, which also saves the values that the backward pass needs.
    template <class Execution, class Batch>
    static constexpr bool forward(Execution run, Batch, const Scalar* storage, const Scalar* x, Scalar* y,
                                  Scalar* saved) {
        if constexpr (needs_derivative)
            activate(
                run, storage, x,
                [=](auto z, auto put) {
                    put(Activation::value(z), y);
                    put(Activation::derivative(z), saved);
                },
                y, saved);
        else
            infer(run, storage, x, y);
        return true;
    }

    /// Computes dE/dx and dE/dw from dE/dy, which is overwritten.
    template <required_gradients Required, class Execution, class Batch>
    static constexpr bool backward(Execution run, Batch, const Scalar* storage, const Scalar* x, const Scalar* y,
                                   const Scalar* saved, Scalar* dy, Scalar* dx, Scalar* gradient) {
        if constexpr (!std::is_same_v<Activation, identity> && Differentiable<Activation>)
            rows<Execution>::for_each(run.samples(), [=](std::size_t i, std::size_t) {
                using pack = shared_pack<Execution>;
                const pack delta = pack::load(dy + i);
                if constexpr (!needs_derivative)
                    (delta * Activation::derivative_from_value(pack::load(y + i))).store(dy + i);
                else
                    (delta * pack::load(saved + i)).store(dy + i);
            });
        Block::template backward<Required>(run, storage, x, y, dy, dx, gradient);
        return true;
    }

private:
    /// A pack that holds the narrow rows of several samples.
    template <class Execution>
    using shared_pack = kernels::pack<Scalar, Execution::template lanes<Scalar>(Execution::capacity* row)>;
    template <class Execution>
    using rows = kernels::rows<shared_pack<Execution>::lanes, cols, row>;

    /// Calls use(z, put) for every pack z of the block's results. put(a, to) writes a result a to `to`, one of the rows
    /// `...to`, which include `y`.
    template <class Execution, class Use, class... To>
    static constexpr void activate(Execution run, const Scalar* storage, const Scalar* x, Use use, Scalar* y,
                                   To*... to) {
        if constexpr (Block::template shares_registers<Execution>)
            Block::forward_together(run, storage, x, [=](auto z, std::size_t i) {
                use(z, [=](auto a, Scalar* at) { rows<Execution>::trim(a, 0).store(at + i); });
            });
        else
            activate_row_by_row(run, storage, x, use, y, to...);
    }
    template <class Execution, class Use, class... To>
    static constexpr void activate_row_by_row(Execution run, const Scalar* storage, const Scalar* x, Use use, Scalar* y,
                                              To*... to) {
        // A block with many sums leaves no registers for the constants of a tanh. The activation runs afterwards, when
        // the rows of all samples together form full packs.
        constexpr bool afterwards =
            Activation::can.uses_many_registers && (Block::can.leaves_padding || Execution::capacity != 1);
        Block::forward(run, storage, x, [=](auto z, std::size_t sample, std::size_t column) {
            const auto put = [=](auto a, Scalar* at) {
                kernels::trim<cols>(a, column).store(at + sample * row + column);
            };
            if constexpr (afterwards)
                put(kernels::narrow<row>(z), y);
            else
                use(kernels::narrow<row>(z), put);
        });
        zero_padding(run, y);
        (zero_padding(run, to), ...);
        if constexpr (afterwards)
            rows<Execution>::for_each(run.samples(), [=](std::size_t i, std::size_t column) {
                use(shared_pack<Execution>::load(y + i),
                    [=](auto a, Scalar* at) { rows<Execution>::trim(a, column).store(at + i); });
            });
    }

    template <class Execution>
    static constexpr void zero_padding(Execution run, Scalar* to) {
        if constexpr (Block::can.leaves_padding && row != cols)
            for (std::size_t s = 0; s < run.samples(); ++s)
                for (std::size_t i = cols; i < row; ++i) to[s * row + i] = 0;
    }
};

/// A block that works on whole rows or has its own backward pass.
template <class Scalar, class Block>
struct plain_stage {
    using scalar_type = Scalar;
    using input_shape = typename Block::input_shape;
    using output_shape = typename Block::output_shape;
    static constexpr std::size_t row = kernels::padded<Scalar>(output_shape::size);
    static constexpr std::size_t multiply_adds = Block::multiply_adds;
    static constexpr bool saves = Block::can.saves_activations;
    template <std::size_t Samples>
    static constexpr std::size_t saved_size = Block::template saved_size<Samples>;
    template <class Execution>
    static constexpr std::size_t forward_scratch = Block::template forward_scratch<Execution>;
    template <class Execution, required_gradients Required>
    static constexpr std::size_t backward_scratch = Block::template backward_scratch<Execution, Required>;

    template <class Execution>
    static constexpr void infer(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
        Block::forward(run, storage, x, y);
    }
    template <class Execution, class Batch>
    static constexpr bool forward(Execution run, Batch batch, const Scalar* storage, const Scalar* x, Scalar* y,
                                  Scalar* saved) {
        if constexpr (saves)
            return Block::train(run, batch, storage, x, y, saved);
        else
            Block::forward(run, storage, x, y);
        return true;
    }
    template <required_gradients Required, class Execution, class Batch>
    static constexpr bool backward(Execution run, Batch batch, const Scalar* storage, const Scalar* x, const Scalar* y,
                                   Scalar* saved, Scalar* dy, Scalar* dx, Scalar* gradient) {
        if constexpr (saves)
            return Block::template backward<Required>(run, batch, storage, x, y, saved, dy, dx, gradient);
        else
            Block::template backward<Required>(run, storage, x, y, dy, dx, gradient);
        return true;
    }
};

/// A block with an activation and a pool after it, for inference: the intermediate result is never stored as a whole.
template <class Scalar, class Block, class Activation, class Pool>
struct pooled_stage {
    using scalar_type = Scalar;
    using input_shape = typename Block::input_shape;
    using output_shape = typename Pool::output_shape;
    using pooled = typename Block::template pooled<Pool>;
    static constexpr std::size_t row = kernels::padded<Scalar>(output_shape::size);
    static constexpr std::size_t multiply_adds = Block::multiply_adds;
    template <class Execution>
    static constexpr std::size_t forward_scratch = pooled::scratch;

    template <class Execution>
    static constexpr void infer(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
        pooled::template forward<Activation>(run, storage, x, y);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
