// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/random/generator.hpp>
#include <perceptype/random/stream_seed.hpp>

#include <cstddef>
#include <cstdint>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The valid range of the probability, as error messages show it.
struct from_0_to_below_1;

/// In training, each element becomes 0 with that probability and is divided by 1 - Probability otherwise, so that its
/// mean is unchanged. In inference, gradients of the network and `evaluate` the layer is left out and costs nothing.
/// The dropped elements are drawn from the trainer's seed, anew for every step and sample. Source: N. Srivastava et
/// al., "Dropout", JMLR 15 (2014); PyTorch's Dropout.
template <double Probability = 0.5>
struct dropout : layer_base {
    static constexpr const char* name = "dropout";
    using arguments = argument_list<Probability>;
    static constexpr const char* backward_text = "m * D";
    static constexpr const char* note_text = "m: the factors of dropout, in training 0 or 1 / (1 - p), in inference 1";
    static constexpr bool in_range = Probability >= 0 && Probability < 1;
    using range = from_0_to_below_1;
    static constexpr layer_capabilities can{.only_in_training = true, .keeps_scale = true};

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = Input;
        static constexpr block_capabilities can{.saves_activations = true, .uses_batch = true};
        static constexpr std::size_t other_operations = 0;
        static constexpr std::size_t row = kernels::padded<Scalar>(Input::size);

        /// The factor that each element is multiplied by.
        template <std::size_t Samples>
        static constexpr std::size_t saved_size = Samples * row;

        template <class Execution>
        static constexpr bool train(Execution run, training_batch<Scalar> batch, const Scalar*, const Scalar* x,
                                    Scalar* y, Scalar* saved) {
            constexpr auto kept_share = static_cast<Scalar>(1 / (1 - Probability));
            for (std::size_t s = 0; s < run.samples(); ++s) {
                generator random{detail::stream_seed(batch.seed, batch.first + s)};
                for (std::size_t i = 0; i < row; ++i)
                    saved[s * row + i] = i < Input::size && random.uniform() >= Probability ? kept_share : Scalar(0);
            }
            multiply(run, x, saved, y);
            return true;
        }

        template <required_gradients Required, class Execution>
        static constexpr bool backward(Execution run, training_batch<Scalar>, const Scalar*, const Scalar*,
                                       const Scalar*, const Scalar* saved, const Scalar* dy, Scalar* dx, Scalar*) {
            if constexpr (Required.input) multiply(run, dy, saved, dx);
            return true;
        }

    private:
        template <class Execution>
        static constexpr void multiply(Execution run, const Scalar* from, const Scalar* factors, Scalar* to) {
            using pack = kernels::pack<Scalar, Execution::template lanes<Scalar>(Input::size)>;
            for (std::size_t s = 0; s < run.samples(); ++s)
                for (std::size_t i = s * row; i < s * row + Input::size; i += pack::lanes)
                    (pack::load(from + i) * pack::load(factors + i)).store(to + i);
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
