// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/convolution/convolution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/layer/convolution_layer.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/window_options.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Transposed convolution, from features shape<C, H, W> to an image shape<Channels, H', W'>. It is the transpose of the
/// linear map of the conv2d with these options that takes that image to those features.
///
/// H' = (H - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1. Options: `kernel<>` (required),
/// `stride<>`, `padding<>` (numbers), `output_padding<>` (less than the stride), `dilation<>`, each with one number for
/// both axes or two (height, width); `groups<>`; `no_bias`. Canonical order: weights (input channel, output channel
/// within its group, row, column) row-major, then bias (out), as in PyTorch's ConvTranspose2d.
template <std::size_t Channels, class... Options>
struct conv_transpose2d : layer_base {
    static constexpr const char* name = "conv_transpose2d";
    static constexpr parameter_text parameter_texts[] = {
        {"w", "[D] (*) x",
         "d (*) x: the correlation, the sum over all positions of x times the elements of d in the window there; w^T d "
         "of conv_transpose2d: the convolution"},
        {"b", "sum [D]", "sum: over all positions of each channel"}};
    static constexpr const char* backward_text = "w^T [D]";
    static constexpr layer_capabilities can{.absorbs_scale = true};
    using with_bias = typename detail::biased<perceptype::conv_transpose2d, Channels, option_list<>, Options...>::type;
    static constexpr detail::window_options window = detail::window_options::of(2, option_list<Options...>{});
    static constexpr bool has_bias = !(std::is_same_v<Options, no_bias> || ...);

    using extents = shape<Channels>;
    static constexpr bool in_range = window.positive && window.most_numbers <= 2;
    using range = std::conditional_t<window.positive, one_or_two_numbers, above<0>>;
    using options = option_list<Options...>;
    using known_options = option_list<kernel<>, stride<>, padding<>, output_padding<>, dilation<>, groups<>, no_bias>;
    static constexpr fault_kind declared_fault =
        !window.has_kernel ? fault_kind::no_kernel
        : window.same      ? fault_kind::transposed_same
        : window.output_padding[0] >= window.stride[0] || window.output_padding[1] >= window.stride[1]
            ? fault_kind::large_output_padding
            : fault_kind::none;

    /// The image's extent along an axis, or 0 if the padding removes all of it.
    static constexpr std::size_t image_extent(std::size_t axis, std::size_t features) {
        const std::size_t all = (features - 1) * window.stride[axis] +
                                window.dilation[axis] * (window.kernel[axis] - 1) + window.output_padding[axis] + 1;
        return all > 2 * window.padding[axis] ? all - 2 * window.padding[axis] : 0;
    }
    template <class Input>
    using output = shape<Channels, image_extent(0, detail::image_of<Input>::height),
                         image_extent(1, detail::image_of<Input>::width)>;

    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            if (detail::image_of<Input>::rank != 2) return fault_kind::no_image;
            if (detail::image_of<Input>::channels % window.groups != 0 || Channels % window.groups != 0)
                return fault_kind::uneven_groups;
            return output<Input>::positive ? fault_kind::none : fault_kind::nothing_left;
        }
    };

    template <class Input>
    static constexpr kernels::convolution_extents extents_on{
        window.groups, Channels / window.groups, detail::image_of<Input>::channels / window.groups,
        window.along(0, image_extent(0, detail::image_of<Input>::height)),
        window.along(1, image_extent(1, detail::image_of<Input>::width))};

    template <class Scalar, class Input>
    struct block : detail::convolution_parameters<Scalar, extents_on<Input>, 2, has_bias ? Channels : 0> {
        using base = detail::convolution_parameters<Scalar, extents_on<Input>, 2, has_bias ? Channels : 0>;
        using typename base::passes;
        using input_shape = Input;
        using output_shape = output<Input>;
        static constexpr block_capabilities can{.fuses_activation = true, .leaves_padding = true};
        static constexpr std::size_t unit_of(std::size_t weight) {
            const std::size_t group = weight / passes::depth / base::extents.feature_channels;
            return group * base::extents.image_channels + weight % passes::depth / passes::taps;
        }

        static constexpr std::size_t input_row = kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(output_shape::size);

        template <class Execution, class Finish>
        static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Finish finish) {
            constexpr std::size_t widest = base::template widest<Execution>;
            alignas(base::alignment) Scalar planes[passes::planes_size];
            alignas(base::alignment) Scalar feature_buffer[passes::features_size];
            const auto bias = base::bias_of(storage);
            for (std::size_t s = 0; s < run.samples(); ++s) {
                passes::template scatter<widest>(x + s * input_row, feature_buffer);
                passes::template to_image<widest>(feature_buffer, storage, planes);
                passes::template merge_planes<widest>(
                    planes,
                    [finish, bias, s](auto sum, std::size_t out, std::size_t i) { finish(sum + bias(out), s, i); });
            }
        }

        template <required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar* storage, const Scalar* x, const Scalar*,
                                       const Scalar* dy, Scalar* dx, Scalar* gradient) {
            constexpr std::size_t widest = base::template widest<Execution>;
            alignas(base::alignment) Scalar planes[passes::planes_size];
            alignas(base::alignment) Scalar feature_buffer[passes::features_size];
            if constexpr (Required.input)
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    Scalar* to = dx + s * input_row;
                    passes::template to_features<widest>(
                        dy + s * output_row, storage, planes, [](std::size_t) { return Scalar(0); },
                        [=](auto sum, std::size_t i) { sum.store(to + i); });
                    for (std::size_t i = Input::size; i < input_row; ++i) to[i] = 0;
                }
            if constexpr (Required.parameters)
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    passes::template pad_channels<widest>(x + s * input_row, feature_buffer);
                    passes::template add_weight_gradient<widest>(dy + s * output_row, feature_buffer, planes, gradient);
                    if constexpr (has_bias)
                        for (std::size_t out = 0; out < Channels; ++out)
                            gradient[base::bias_offset + out] += kernels::sum_of<output_shape::size / Channels, widest>(
                                dy + s * output_row + out * (output_shape::size / Channels));
                }
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
