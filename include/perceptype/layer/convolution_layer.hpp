// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The common part of the convolution layers: the parameters of all three, and the implementation of conv1d and conv2d.
/// A sequence is treated as an image of height 1.

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/kernel/convolution/convolution.hpp>
#include <perceptype/kernel/convolution/feature_gradient.hpp>
#include <perceptype/kernel/convolution/pooled_convolution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/window_options.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The parameters of a convolution over images of `Rank` axes: the weights, followed by `Biases` biases.
template <class Scalar, kernels::convolution_extents Extents, std::size_t Rank, std::size_t Biases>
struct convolution_parameters : block_base {
    using passes = kernels::convolution<Extents, Scalar>;
    static constexpr kernels::convolution_extents extents = Extents;
    static constexpr bool has_bias = Biases != 0;
    static constexpr std::size_t weight_count = passes::feature_channels * passes::depth;
    static constexpr std::size_t bias_offset = kernels::aligned<Scalar>(passes::feature_channels * passes::weight_row);
    static constexpr std::size_t parameter_count = weight_count + Biases;
    static constexpr std::size_t storage_size = bias_offset + Biases;
    static constexpr std::size_t multiply_adds = Extents.feature_size() * passes::depth;
    static constexpr std::size_t other_operations = has_bias ? one_per_output : 0;

    static constexpr std::size_t position(std::size_t canonical) {
        return canonical < weight_count ? canonical / passes::depth * passes::weight_row + canonical % passes::depth
                                        : bias_offset + canonical - weight_count;
    }

    static constexpr void list_parameter_rows(auto& list) {
        list.add({passes::feature_channels, passes::depth, passes::weight_row, passes::depth, 1}, 0, 0);
        if constexpr (has_bias) list.add({1, Biases, 0, 0, 1}, bias_offset, weight_count);
    }

    /// (out, in, ...) for convolutions and (in, out, ...) for transposed ones, as in PyTorch.
    static constexpr void name_tensors(auto& list) {
        constexpr std::size_t in = passes::depth / passes::taps;
        if constexpr (Rank == 1)
            list.add("weight", tensor_axes::kernel, {passes::feature_channels, in, Extents.cols.kernel},
                     Extents.groups);
        else
            list.add("weight", tensor_axes::kernel,
                     {passes::feature_channels, in, Extents.rows.kernel, Extents.cols.kernel}, Extents.groups);
        if constexpr (has_bias) list.add("bias", tensor_axes::features, {Biases});
    }

    /// Access to the parameters by name.
    template <class Pointer>
    struct view {
        Pointer storage;

        /// The weight between feature channel `feature` and channel `image` of its group, at (row, column) of the
        /// window.
        constexpr auto& weights(std::size_t feature, std::size_t image, std::size_t row, std::size_t column) const
            requires(Rank == 2)
        {
            return storage[feature * passes::weight_row + (image * Extents.rows.kernel + row) * Extents.cols.kernel +
                           column];
        }
        /// The same weight for sequences.
        constexpr auto& weights(std::size_t feature, std::size_t image, std::size_t position) const
            requires(Rank == 1)
        {
            return storage[feature * passes::weight_row + image * Extents.cols.kernel + position];
        }
        /// Bias of output channel `out`.
        constexpr auto& bias(std::conditional_t<has_bias, std::size_t, no_bias> out) const {
            return storage[bias_offset + out];
        }
        // Deleted instead of rejected by an assertion, so that programs can test with a `requires` expression whether a
        // layer has it.
        template <bool HasBias = has_bias>
            requires(!HasBias)
        Scalar& bias(std::size_t) const = delete;  // perceptype: no bias here: the layer has the option no_bias
    };

    template <class Initializer>
    static constexpr void initialize(Scalar* storage, const Initializer& initializer, generator& random) {
        const auto sample = initializer.sampler(passes::depth, passes::feature_channels * passes::taps);
        for (std::size_t i = 0; i < weight_count; ++i) storage[position(i)] = static_cast<Scalar>(sample(random));
    }

    template <class Execution>
    static constexpr std::size_t widest = Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>);

    /// The bias of each channel, or 0 if there are no biases.
    static constexpr auto bias_of(const Scalar* storage) {
        return [=](std::size_t out) { return has_bias ? storage[bias_offset + (has_bias ? out : 0)] : Scalar(0); };
    }

    /// Scratch scalars that a pass needs, at most, in either direction.
    template <class Execution>
    static constexpr std::size_t scratch =
        passes::planes_size + passes::features_size + passes::template strip_size<widest<Execution>>;
    template <class Execution>
    static constexpr std::size_t forward_scratch = scratch<Execution>;
    template <class Execution, required_gradients Required>
    static constexpr std::size_t backward_scratch = scratch<Execution>;

protected:
    static constexpr std::size_t alignment = vector_bytes == 0 ? alignof(Scalar) : vector_bytes;
};

/// `Rank` 1 for sequences, 2 for images.
template <std::size_t Rank, std::size_t Channels, class... Options>
struct convolution_layer : layer_base {
    static constexpr parameter_text parameter_texts[] = {
        {"w", "x (*) [D]",
         Rank == 1
             ? "x (*) d: the correlation, the sum over all positions of d times the elements in the window there; "
               "w^T d of conv1d: the transposed convolution"
             : "x (*) d: the correlation, the sum over all positions of d times the elements in the window there; "
               "w^T d of conv2d: the transposed convolution"},
        {"b", "sum [D]", "sum: over all positions of each channel"}};
    static constexpr const char* backward_text = "w^T [D]";
    static constexpr window_options window = window_options::of(Rank, option_list<Options...>{});
    static constexpr bool has_bias = !(std::is_same_v<Options, no_bias> || ...);

    using extents = shape<Channels>;
    static constexpr bool in_range = window.positive && window.most_numbers <= Rank;
    using range =
        std::conditional_t<window.positive, std::conditional_t<Rank == 1, one_number, one_or_two_numbers>, above<0>>;
    using options = option_list<Options...>;
    using known_options = option_list<kernel<>, stride<>, padding<>, dilation<>, groups<>, no_bias>;
    static constexpr fault_kind declared_fault = !window.has_kernel ? fault_kind::no_kernel
                                                 : window.same && window.stride != window_options::pair{1, 1}
                                                     ? fault_kind::strided_same
                                                     : fault_kind::none;

    template <class Input>
    static constexpr kernels::convolution_extents extents_on{
        window.groups, image_of<Input>::channels / window.groups, Channels / window.groups,
        window.along(0, image_of<Input>::height), window.along(1, image_of<Input>::width)};

    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            if (image_of<Input>::rank != Rank) return Rank == 1 ? fault_kind::no_sequence : fault_kind::no_image;
            if (image_of<Input>::channels % window.groups != 0 || Channels % window.groups != 0)
                return fault_kind::uneven_groups;
            if (!window.along(0, image_of<Input>::height).fits() || !window.along(1, image_of<Input>::width).fits())
                return fault_kind::large_window;
            return fault_kind::none;
        }
    };

    template <class Input>
    using output = typename image_shape<Rank, Channels, window.along(0, image_of<Input>::height).positions(),
                                        window.along(1, image_of<Input>::width).positions()>::type;

    template <class Scalar, class Input>
    struct block : convolution_parameters<Scalar, extents_on<Input>, Rank, has_bias ? Channels : 0> {
        using base = convolution_parameters<Scalar, extents_on<Input>, Rank, has_bias ? Channels : 0>;
        using typename base::passes;
        using input_shape = Input;
        using output_shape = output<Input>;
        static constexpr block_capabilities can{.fuses_activation = true, .leaves_padding = true, .fuses_pool = true};
        static constexpr std::size_t unit_of(std::size_t weight) { return weight / passes::depth; }

        static constexpr std::size_t input_row = kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(output_shape::size);

        /// The weight gradient is computed with features along the vector lanes.
        using features = kernels::feature_gradient<extents_on<Input>, Scalar>;
        template <class Execution>
        static constexpr bool by_feature = base::template widest<Execution> != 1 && features::applies;

        template <class Execution>
        static constexpr std::size_t scratch =
            base::template scratch<Execution> + (by_feature<Execution> ? features::sums_size : 0);
        /// Scratch scalars of the backward pass: the arrays for planes of the image, for positions of the features, and
        /// for sums.
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_planes =
            Required.input || (Required.parameters && !by_feature<Execution>) ? passes::planes_size
            : Required.parameters                                             ? features::padded_size
                                                                              : 0;
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_feature_size =
            Required.input           ? passes::features_size
            : !by_feature<Execution> ? passes::feature_channels * passes::lines_row + kernels::native_lanes<Scalar>
                                     : features::transposed_size;
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_sums =
            Required.parameters && by_feature<Execution> ? features::sums_size : 0;
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_scratch =
            backward_planes<Execution, Required> + backward_feature_size<Execution, Required> +
            backward_sums<Execution, Required>;
        template <class Execution>
        static constexpr std::size_t forward_scratch =
            passes::template forward_planes_size<base::template widest<Execution>> +
            passes::template strip_size<base::template widest<Execution>>;

        template <class Execution, class Finish>
        static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Finish finish) {
            constexpr std::size_t widest = base::template widest<Execution>;
            constexpr std::size_t planes_size = passes::template forward_planes_size<widest>;
            alignas(base::alignment) Scalar planes[planes_size == 0 ? 1 : planes_size];
            for (std::size_t s = 0; s < run.samples(); ++s)
                passes::template to_features<widest>(x + s * input_row, storage, planes, base::bias_of(storage),
                                                     [finish, s](auto sum, std::size_t i) { finish(sum, s, i); });
        }

        /// This layer fused with an activation and the pool after it; see `pooled_stage`.
        template <class Pool>
        struct pooled {
            using passes =
                kernels::pooled_convolution<extents_on<Input>, Pool::window_rows, Pool::window_columns, Scalar>;
            static constexpr bool applies = passes::applies;
            static constexpr std::size_t scratch = passes::scratch;

            template <class Activation, class Execution>
            static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
                constexpr bool afterwards = Activation::can.uses_many_registers;
                alignas(base::alignment) Scalar features[scratch];
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    Scalar* const to = y + s * Pool::output_row;
                    passes::template forward<typename Pool::reduction, afterwards>(
                        x + s * input_row, storage, features, base::bias_of(storage),
                        [](auto z) { return Activation::value(z); }, to);
                    for (std::size_t i = Pool::output_shape::size; i < Pool::output_row; ++i) to[i] = 0;
                }
            }
        };

        template <required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar* storage, const Scalar* x, const Scalar*,
                                       const Scalar* dy, Scalar* dx, Scalar* gradient) {
            constexpr std::size_t widest = base::template widest<Execution>;
            constexpr std::size_t planes_size = backward_planes<Execution, Required>;
            alignas(base::alignment) Scalar planes[planes_size == 0 ? 1 : planes_size];
            alignas(base::alignment) Scalar feature_buffer[backward_feature_size<Execution, Required>];
            if constexpr (Required.input)
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    passes::template scatter<widest>(dy + s * output_row, feature_buffer);
                    passes::template to_image<widest>(feature_buffer, storage, planes);
                    Scalar* to = dx + s * input_row;
                    passes::template merge_planes<widest>(
                        planes, [=](auto sum, std::size_t, std::size_t i) { sum.store(to + i); });
                    for (std::size_t i = Input::size; i < input_row; ++i) to[i] = 0;
                }
            if constexpr (Required.parameters && by_feature<Execution>) {
                alignas(base::alignment) Scalar sums[features::sums_size];
                features::set_to_zero(planes, sums);
                for (std::size_t s = 0; s < run.samples(); ++s)
                    features::add(x + s * input_row, dy + s * output_row, planes, feature_buffer, sums);
                features::finish(sums, gradient, has_bias ? gradient + base::bias_offset : nullptr);
            } else if constexpr (Required.parameters) {
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    passes::template pad_channels<widest>(dy + s * output_row, feature_buffer);
                    passes::template add_weight_gradient<widest>(x + s * input_row, feature_buffer, planes, gradient);
                    if constexpr (has_bias)
                        passes::template add_bias_gradient<widest>(feature_buffer, gradient + base::bias_offset);
                }
            }
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
