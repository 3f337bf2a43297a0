// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The common part of max_pool and average_pool: a window that reduces the elements of each channel, for images and
/// sequences.

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/convolution/pooling.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/window_options.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

template <class Reduction, class... Options>
struct pool_layer : layer_base {
    /// The options for `rank` axes; a single number applies to all of them.
    static consteval window_options window_on(std::size_t rank) {
        window_options given = window_options::of(rank, option_list<Options...>{});
        if (!given.has_stride) given.stride = given.kernel;
        return given;
    }
    static constexpr window_options window = window_on(2);

    static constexpr bool in_range = window.positive && window.most_numbers <= 2;
    using range = std::conditional_t<window.positive, one_or_two_numbers, above<0>>;
    using options = option_list<Options...>;
    using known_options = option_list<kernel<>, stride<>, padding<>, dilation<>>;
    static constexpr fault_kind declared_fault = !window.has_kernel ? fault_kind::no_kernel
                                                 : window.same && window.stride != window_options::pair{1, 1}
                                                     ? fault_kind::strided_same
                                                 : 2 * window.padding[0] > window.along(0, 1).span() ||
                                                         2 * window.padding[1] > window.along(1, 1).span()
                                                     ? fault_kind::large_padding
                                                     : fault_kind::none;

    template <class Input>
    static constexpr kernels::window_axis rows = window_on(image_of<Input>::rank).along(0, image_of<Input>::height);
    template <class Input>
    static constexpr kernels::window_axis cols = window_on(image_of<Input>::rank).along(1, image_of<Input>::width);

    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            if (image_of<Input>::rank == 0) return fault_kind::no_channels;
            if (image_of<Input>::rank < window.most_numbers) return fault_kind::no_image;
            return rows<Input>.fits() && cols<Input>.fits() ? fault_kind::none : fault_kind::large_window;
        }
    };

    template <class Input>
    using output = typename image_shape<image_of<Input>::rank, image_of<Input>::channels, rows<Input>.positions(),
                                        cols<Input>.positions()>::type;

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = output<Input>;
        static constexpr block_capabilities can{.is_pool = true};

        using reduction = Reduction;
        static constexpr kernels::window_axis window_rows = rows<Input>, window_columns = cols<Input>;
        using passes = kernels::pooling<image_of<Input>::channels, rows<Input>, cols<Input>, Scalar>;
        static constexpr std::size_t input_row = kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(output_shape::size);

        template <class Execution>
        static constexpr std::size_t scratch = passes::row_size;
        template <class Execution>
        static constexpr std::size_t forward_scratch = scratch<Execution>;
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_scratch = scratch<Execution>;

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar*, const Scalar* x, Scalar* y) {
            constexpr std::size_t widest = Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>);
            for (std::size_t s = 0; s < run.samples(); ++s) {
                passes::template forward<Reduction, widest>(x + s * input_row, y + s * output_row);
                for (std::size_t i = output_shape::size; i < output_row; ++i) y[s * output_row + i] = 0;
            }
        }

        template <required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar*, const Scalar* x, const Scalar* y, const Scalar* dy,
                                       Scalar* dx, Scalar*) {
            if constexpr (Required.input)
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    constexpr std::size_t widest = Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>);
                    Scalar* to = dx + s * input_row;
                    if constexpr (std::is_same_v<Reduction, kernels::largest_of_window>)
                        passes::template gradient_of_largest<widest>(x + s * input_row, y + s * output_row,
                                                                     dy + s * output_row, to);
                    else
                        passes::template gradient_of_mean<widest>(dy + s * output_row, to);
                    for (std::size_t i = Input::size; i < input_row; ++i) to[i] = 0;
                }
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
