// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/kernel/gemm/gemm.hpp>
#include <perceptype/kernel/gemm/gemm_narrow.hpp>
#include <perceptype/kernel/gemm/gemv_ger.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Fully connected layer: a(o) = bias(o) + sum over i of weights(o, i) x(i), from shape<N> to shape<Units>.
///
/// Options: `no_bias`. Canonical order: weights (out, in) row-major, then bias (out), as in PyTorch's Linear. The
/// initializer draws the initial weights with fan-in N and fan-out Units; initial biases are 0.
template <std::size_t Units, class... Options>
struct dense : layer_base {
    static constexpr const char* name = "dense";
    static constexpr parameter_text parameter_texts[] = {
        {"w", "x . [D]", "x . d: the outer product, d(o) x(i) at (o, i)"}, {"b", "D"}};
    static constexpr const char* backward_text = "w^T [D]";
    static constexpr layer_capabilities can{.absorbs_scale = true};
    using with_bias = typename detail::biased<perceptype::dense, Units, option_list<>, Options...>::type;
    using extents = shape<Units>;
    using options = option_list<Options...>;
    using known_options = option_list<no_bias>;
    using requirement = vector_shape;
    template <class Input>
    using output = shape<Units>;

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = shape<Units>;
        static constexpr block_capabilities can{.fuses_activation = true, .shares_registers = true};

        static constexpr bool has_bias = !(std::is_same_v<Options, no_bias> || ...);
        static constexpr std::size_t inputs = Input::size;
        static constexpr std::size_t input_row = kernels::padded<Scalar>(inputs);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(Units);

        static constexpr kernels::storage_order order = kernels::plan_order<Scalar>(inputs, Units);
        static constexpr bool scales_rows = order == kernels::storage_order::by_input;  // in the forward pass
        // The weights of a single unit are contiguous in either order. Stored as a row they can be vectorized in the
        // backward pass.
        static constexpr bool by_input = scales_rows && Units != 1;
        static constexpr std::size_t stride = by_input ? output_row : input_row;
        static constexpr std::size_t bias_offset = kernels::aligned<Scalar>((by_input ? inputs : Units) * stride);

        static constexpr std::size_t weight_count = Units * inputs;
        static constexpr std::size_t parameter_count = weight_count + (has_bias ? Units : 0);
        static constexpr std::size_t storage_size = bias_offset + (has_bias ? output_row : 0);
        static constexpr std::size_t multiply_adds = weight_count;
        static constexpr std::size_t other_operations = has_bias ? Units : 0;

        static constexpr std::size_t weight_position(std::size_t out, std::size_t in) {
            return by_input ? in * stride + out : out * stride + in;
        }
        static constexpr std::size_t position(std::size_t canonical) {
            return canonical < weight_count ? weight_position(canonical / inputs, canonical % inputs)
                                            : bias_offset + canonical - weight_count;
        }

        static constexpr void list_parameter_rows(auto& list) {
            constexpr std::size_t rows = by_input ? inputs : Units;
            list.add({rows, weight_count / rows, stride, by_input ? 1 : inputs, by_input ? inputs : 1}, 0, 0);
            if constexpr (has_bias) list.add({1, Units, 0, 0, 1}, bias_offset, weight_count);
        }

        static constexpr void name_tensors(auto& list) {
            list.add("weight", tensor_axes::kernel, {Units, inputs});
            if constexpr (has_bias) list.add("bias", tensor_axes::features, {Units});
        }

        static constexpr std::size_t unit_of(std::size_t weight) { return weight / inputs; }

        /// Access to the parameters by name.
        template <class Pointer>
        struct view {
            Pointer storage;

            /// Weight from input `in` to unit `out`.
            constexpr auto& weights(std::size_t out, std::size_t in) const { return storage[weight_position(out, in)]; }
            /// Bias of unit `out`.
            constexpr auto& bias(std::conditional_t<has_bias, std::size_t, no_bias> out) const {
                return storage[bias_offset + out];
            }
            // Deleted instead of rejected by an assertion, so that programs can test with a `requires` expression
            // whether a layer has it.
            template <class... Index>
                requires(sizeof...(Index) != 2)
            Scalar& weights(Index...) const = delete;  // perceptype: a dense weight has two numbers, (unit, input)
            template <bool HasBias = has_bias>
                requires(!HasBias)
            Scalar& bias(std::size_t) const = delete;  // perceptype: no bias here: the layer has the option no_bias
        };

        template <class Initializer>
        static constexpr void initialize(Scalar* storage, const Initializer& initializer, generator& random) {
            const auto sample = initializer.sampler(inputs, Units);
            for (std::size_t out = 0; out < Units; ++out)
                for (std::size_t in = 0; in < inputs; ++in)
                    storage[weight_position(out, in)] = static_cast<Scalar>(sample(random));
        }

        /// The matrix products y = W x and dE/dx = W^T dE/dy, with one sample in each row.
        template <class Execution>
        static constexpr kernels::gemm_extents forward_extents{
            Execution::capacity, Units, inputs, input_row, 1, scales_rows&& Units == 1 ? 1 : stride};
        template <class Execution>
        static constexpr kernels::gemm_extents backward_extents{Execution::capacity, inputs, Units,
                                                                output_row,          1,      stride};

        /// Extents of the weight matrix in storage order, for the products with a single sample.
        static constexpr kernels::gemv_extents gemv_extents{by_input ? inputs : Units, by_input ? Units : inputs,
                                                            stride};

        template <class Execution, class Finish>
        static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Finish finish) {
            const Scalar* bias = storage + bias_offset;
            const auto start = [=]<class Pack>(Pack, std::size_t, std::size_t column) {
                if constexpr (has_bias)
                    return kernels::load_from_row<Pack, output_row>(bias, column);
                else
                    return Pack::broadcast(0);
            };
            constexpr auto extents = forward_extents<Execution>;
            if constexpr (scales_rows)
                kernels::gemm_axpy<extents, Execution::template lanes<Scalar>(Units)>(x, storage, run.samples(), inputs,
                                                                                      start, finish);
            else
                kernels::gemm_dot<extents, Execution::template lanes<Scalar>(inputs), output_row>(
                    x, storage, run.samples(), start, finish);
        }

        /// When each input's weights are adjacent, the forward pass can process several samples in one register.
        static constexpr kernels::gemm_narrow_extents gemm_narrow_extents{Units, inputs, input_row,
                                                                          by_input ? stride : 1, output_row};
        template <class Execution>
        static constexpr std::size_t shared_lanes = Execution::template lanes<Scalar>(Execution::capacity * output_row);
        template <class Execution>
        static constexpr bool shares_registers = Execution::capacity != 1 && (by_input || Units == 1) &&
                                                 kernels::has_narrow_rows<gemm_narrow_extents, shared_lanes<Execution>>;
        template <class Execution, class Finish>
        static constexpr void forward_together(Execution run, const Scalar* storage, const Scalar* x, Finish finish) {
            using pack = kernels::pack<Scalar, output_row>;
            const pack start = has_bias ? pack::load(storage + bias_offset) : pack::broadcast(0);
            kernels::gemm_narrow<gemm_narrow_extents, shared_lanes<Execution>>(x, storage, start, run.samples(),
                                                                               finish);
        }

        template <required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar* storage, const Scalar* x, const Scalar*,
                                       const Scalar* dy, Scalar* dx, Scalar* gradient) {
            if constexpr (Required.input && Required.parameters && Execution::capacity == 1) {
                backward_of_sample(run, storage, x, dy, dx, gradient);
            } else {
                if constexpr (Required.input) find_input_gradient(run, storage, dy, dx);
                if constexpr (Required.parameters) add_weight_gradient(run, x, dy, gradient);
            }
            if constexpr (Required.parameters && has_bias) add_bias_gradient(run, dy, gradient + bias_offset);
        }

        /// Scratch scalars that any pass needs, and those that the forward pass needs.
        template <class Execution>
        static constexpr std::size_t forward_scratch = [] {
            if constexpr (by_input)
                return kernels::gemm_axpy_scratch<forward_extents<Execution>, Execution::template lanes<Scalar>(Units),
                                                  Scalar>;
            else
                return std::size_t(0);
        }();
        template <class Execution>
        static constexpr std::size_t scratch = [] {
            constexpr std::size_t lanes = Execution::template lanes<Scalar>(gemv_extents.cols);
            if constexpr (by_input)
                return Execution::capacity == 1 ? kernels::gemv_ger_scratch<gemv_extents, lanes, Scalar>
                                                : forward_scratch<Execution>;
            else
                return kernels::gemm_axpy_scratch<backward_extents<Execution>, lanes, Scalar>;
        }();
        /// Scratch scalars of the backward pass; only the gradient of the input needs any.
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_scratch =
            !Required.input || (by_input && Execution::capacity != 1) ? 0 : scratch<Execution>;

    private:
        /// dE/dx = W^T dE/dy: computed by dot products if the forward pass adds scaled rows, and by scaled rows if it
        /// uses dot products.
        template <class Execution>
        static constexpr void find_input_gradient(Execution run, const Scalar* storage, const Scalar* dy, Scalar* dx) {
            constexpr auto extents = backward_extents<Execution>;
            const auto start = []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(0); };
            const auto finish = [dx](auto sum, std::size_t sample, std::size_t column) {
                kernels::trim<inputs>(kernels::narrow<input_row>(sum), column).store(dx + sample * input_row + column);
            };
            if constexpr (by_input)
                kernels::gemm_dot<extents, Execution::template lanes<Scalar>(Units), input_row>(
                    dy, storage, run.samples(), start, finish);
            else
                kernels::gemm_axpy<extents, Execution::template lanes<Scalar>(inputs)>(dy, storage, run.samples(),
                                                                                       Units, start, finish);
        }

        /// dE/dW = sum over samples of dE/dy x^T.
        template <class Execution>
        static constexpr void add_weight_gradient(Execution run, const Scalar* x, const Scalar* dy, Scalar* gradient) {
            constexpr std::size_t minor = by_input ? Units : inputs;
            constexpr std::size_t lanes = Execution::template lanes<Scalar>(minor);
            if constexpr (Execution::capacity == 1) {
                kernels::ger<gemv_extents, lanes>(by_input ? x : dy, by_input ? dy : x, gradient);
            } else {
                const auto start = [=]<class Pack>(Pack, std::size_t row, std::size_t column) {
                    return Pack::load(gradient + row * stride + column);
                };
                const auto finish = [gradient](auto sum, std::size_t row, std::size_t column) {
                    kernels::trim<minor>(sum, column).store(gradient + row * stride + column);
                };
                constexpr kernels::gemm_extents extents =
                    by_input
                        ? kernels::gemm_extents{inputs, Units, Execution::capacity, 1, input_row, output_row, true}
                        : kernels::gemm_extents{Units, inputs, Execution::capacity, 1, output_row, input_row, true};
                kernels::gemm_axpy<extents, lanes>(by_input ? x : dy, by_input ? dy : x, extents.rows, run.samples(),
                                                   start, finish);
            }
        }

        /// dE/dbias = sum over samples of dE/dy.
        template <class Execution>
        static constexpr void add_bias_gradient(Execution run, const Scalar* dy, Scalar* gradient) {
            using pack = kernels::pack<Scalar, Execution::template lanes<Scalar>(Units)>;
            for (std::size_t i = 0; i < Units; i += pack::lanes) {
                pack sum = pack::load(gradient + i);
                for (std::size_t s = 0; s < run.samples(); ++s) sum += pack::load(dy + s * output_row + i);
                sum.store(gradient + i);
            }
        }

        /// Both gradients for one sample: dE/dx is written, dE/dW is added.
        template <class Execution>
        static constexpr void backward_of_sample(Execution, const Scalar* storage, const Scalar* x, const Scalar* dy,
                                                 Scalar* dx, Scalar* gradient) {
            const auto finish = [dx](auto sum, std::size_t column) {
                kernels::trim<inputs>(kernels::narrow<input_row>(sum), column).store(dx + column);
            };
            constexpr std::size_t lanes = Execution::template lanes<Scalar>(gemv_extents.cols);
            if constexpr (by_input)
                kernels::gemv_ger<gemv_extents, lanes, input_row>(storage, x, dy, gradient, finish);
            else
                kernels::gemv_transposed_ger<gemv_extents, lanes>(storage, dy, x, gradient, dx, finish);
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
