// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/window_options.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The mean of each channel: shape<C, H, W> or shape<C, L> to shape<C>.
struct global_average_pool : layer_base {
    static constexpr const char* name = "global_average_pool";
    static constexpr const char* note_text = "global_average_pool'(x): 1 / n for the n numbers of each channel, else 0";

    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            return detail::image_of<Input>::rank == 0 ? fault_kind::no_channels : fault_kind::none;
        }
    };
    template <class Input>
    using output = shape<detail::image_of<Input>::channels>;

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = output<Input>;

        static constexpr std::size_t channels = detail::image_of<Input>::channels;
        static constexpr std::size_t pixels = Input::size / channels;
        static constexpr Scalar share = Scalar(1) / static_cast<Scalar>(pixels);
        static constexpr std::size_t input_row = kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(channels);

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar*, const Scalar* x, Scalar* y) {
            constexpr std::size_t widest = Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>);
            for (std::size_t s = 0; s < run.samples(); ++s) {
                for (std::size_t c = 0; c < channels; ++c)
                    y[s * output_row + c] = kernels::sum_of<pixels, widest>(x + s * input_row + c * pixels) * share;
                for (std::size_t c = channels; c < output_row; ++c) y[s * output_row + c] = 0;
            }
        }

        template <required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar*, const Scalar*, const Scalar*, const Scalar* dy,
                                       Scalar* dx, Scalar*) {
            if constexpr (Required.input)
                for (std::size_t s = 0; s < run.samples(); ++s) {
                    for (std::size_t c = 0; c < channels; ++c)
                        for (std::size_t i = 0; i < pixels; ++i)
                            dx[s * input_row + c * pixels + i] = dy[s * output_row + c] * share;
                    for (std::size_t i = Input::size; i < input_row; ++i) dx[s * input_row + i] = 0;
                }
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
