// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/window_options.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Repeats each pixel: shape<C, H, W> to shape<C, H * factor, W * factor>, one factor for both or two (height, width),
/// or shape<C, L> to shape<C, L * factor>. Source: PyTorch's Upsample, mode nearest.
template <std::size_t... Factors>
struct upsample : layer_base {
    static constexpr const char* name = "upsample";
    static constexpr const char* note_text = "upsample'(x)^T d: the sum over the copies of each number";
    using extents = shape<Factors...>;
    static constexpr bool in_range = sizeof...(Factors) == 1 || sizeof...(Factors) == 2;
    using range = one_or_two_numbers;

    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            if (detail::image_of<Input>::rank == 0) return fault_kind::no_channels;
            return detail::image_of<Input>::rank < sizeof...(Factors) ? fault_kind::no_image : fault_kind::none;
        }
    };

    template <class Input>
    static constexpr std::array<std::size_t, 2> factors =
        detail::window_options::of(detail::image_of<Input>::rank, option_list<kernel<Factors...>>{}).kernel;
    template <class Input>
    using output = typename detail::image_shape<detail::image_of<Input>::rank, detail::image_of<Input>::channels,
                                                detail::image_of<Input>::height * factors<Input>[0],
                                                detail::image_of<Input>::width * factors<Input>[1]>::type;

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = output<Input>;

        using image = detail::image_of<Input>;
        static constexpr std::size_t width = image::width * factors<Input>[1];
        static constexpr std::size_t input_row = kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(output_shape::size);

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar*, const Scalar* x, Scalar* y) {
            for (std::size_t s = 0; s < run.samples(); ++s) {
                for_each_pixel(
                    [&](std::size_t from, std::size_t to) { y[s * output_row + to] = x[s * input_row + from]; });
                for (std::size_t i = output_shape::size; i < output_row; ++i) y[s * output_row + i] = 0;
            }
        }

        template <required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar*, const Scalar*, const Scalar*, const Scalar* dy,
                                       Scalar* dx, Scalar*) {
            if constexpr (Required.input)
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    for (std::size_t i = 0; i < input_row; ++i) dx[s * input_row + i] = 0;
                    for_each_pixel(
                        [&](std::size_t from, std::size_t to) { dx[s * input_row + from] += dy[s * output_row + to]; });
                }
        }

    private:
        /// Calls use(pixel of x, pixel of y) for every pixel of y.
        template <class Use>
        static constexpr void for_each_pixel(Use use) {
            for (std::size_t row = 0; row < image::channels * image::height; ++row)
                for (std::size_t copy = 0; copy < factors<Input>[0]; ++copy)
                    for (std::size_t column = 0; column < width; ++column)
                        use(row * image::width + column / factors<Input>[1],
                            (row * factors<Input>[0] + copy) * width + column);
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
