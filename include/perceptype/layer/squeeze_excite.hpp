// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/sigmoid.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/inner_chain.hpp>
#include <perceptype/execution/pass.hpp>
#include <perceptype/kernel/channel.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/global_average_pool.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/shape.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Scales each of the C channels of an image or a sequence by a gate that depends on all channels:
///
///     y(c, ...) = x(c, ...) gate(c),   gate = sigmoid(W2 relu(W1 mean(x) + b1) + b2)
///
/// with the mean over each channel, and C / Reduction hidden units, at least 1. Canonical order: W1, b1, W2, b2, as in
/// torchvision's SqueezeExcitation. Source: J. Hu, L. Shen and G. Sun, "Squeeze-and-excitation networks", CVPR 2018.
template <std::size_t Reduction = 16>
struct squeeze_excite : layer_base {
    static constexpr const char* name = "squeeze_excite";
    static constexpr const char* note_text = "squeeze_excite'(w): by w, all parameters of its two dense layers";
    using extents = shape<Reduction>;
    using requirement = global_average_pool::requirement;

    template <class Scalar, class Input>
    using layers_on =
        chain<Scalar, typename input_of<Input>::type, global_average_pool,
              dense<(Input::first < 2 * Reduction ? 1 : Input::first / Reduction)>, relu, dense<Input::first>, sigmoid>;

    template <class Scalar, class Input>
    struct block : detail::inner_chain<layers_on<Scalar, Input>> {
        using base = detail::inner_chain<layers_on<Scalar, Input>>;
        using input_shape = Input;
        using output_shape = Input;
        static constexpr std::size_t pixels = Input::size / Input::first;
        static constexpr std::size_t gate_row = kernels::padded<Scalar>(Input::first);
        static constexpr std::size_t multiply_adds = base::multiply_adds + Input::size;

        static constexpr void name_tensors(auto& list) {
            constexpr std::size_t units = Input::first < 2 * Reduction ? 1 : Input::first / Reduction;
            list.add("fc1.weight", tensor_axes::unit_kernel, {units, Input::first, 1, 1});
            list.add("fc1.bias", tensor_axes::features, {units});
            list.add("fc2.weight", tensor_axes::unit_kernel, {Input::first, units, 1, 1});
            list.add("fc2.bias", tensor_axes::features, {Input::first});
        }

        /// Access to the parameters of the two dense layers.
        template <class Pointer>
        struct view {
            Pointer storage;
            constexpr auto squeeze() const { return base::template view_of<2>(storage); }
            constexpr auto excite() const { return base::template view_of<4>(storage); }
        };

        template <class Execution>
        static constexpr std::size_t forward_scratch =
            base::template forward_scratch<Execution> + Execution::capacity * gate_row;

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
            detail::workspace<Scalar, Execution::capacity * gate_row> gates;
            detail::infer<typename base::layers>(run, storage, x, gates.values);
            weigh(run, x, gates.values, y);
        }

        template <class Execution, class Batch>
        static constexpr bool train(Execution run, Batch batch, const Scalar* storage, const Scalar* x, Scalar* y,
                                    Scalar* saved) {
            detail::run_forward<typename base::layers>(run, batch, storage, x, saved);
            weigh(run, x, detail::last_result<typename base::layers>(run, saved), y);
            return true;
        }

        /// dE/dgate is the sum over a channel of x dy; dx is gate dy plus the gradient through the gates.
        template <required_gradients Required, class Execution, class Batch>
        static constexpr bool backward(Execution run, Batch batch, const Scalar* storage, const Scalar* x,
                                       const Scalar*, Scalar* saved, const Scalar* dy, Scalar* dx, Scalar* gradient) {
            using rows = rows_of<Execution>;
            Scalar* delta = detail::last_delta<typename base::layers>(run, saved);
            for (std::size_t s = 0; s < run.samples(); ++s)
                rows::sum(1, delta + s * gate_row, [=]<class Pack>(std::size_t, std::size_t i, auto) {
                    return Pack::load(x + s * rows::row + i) * Pack::load(dy + s * rows::row + i);
                });
            detail::run_backward<typename base::layers, Required>(run, batch, storage, x, saved, dx, gradient);
            if constexpr (Required.input) {
                const Scalar* gates = detail::last_result<typename base::layers>(run, saved);
                for (std::size_t s = 0; s < run.samples(); ++s)
                    rows::for_each_once([=]<class Pack>(std::size_t i, auto channel) {
                        const std::size_t at = s * rows::row + i;
                        const Pack gate = channel.template of<Pack>(gates + s * gate_row);
                        multiply_add(gate, Pack::load(dy + at), Pack::load(dx + at)).store(dx + at);
                    });
            }
            return true;
        }

    private:
        template <class Execution>
        using rows_of = kernels::channel_rows<Input::first, pixels, Scalar,
                                              Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>)>;

        template <class Execution>
        static constexpr void weigh(Execution run, const Scalar* x, const Scalar* gates, Scalar* y) {
            using rows = rows_of<Execution>;
            for (std::size_t s = 0; s < run.samples(); ++s)
                rows::for_each([=](std::size_t i, auto channel) {
                    (rows::pack::load(x + s * rows::row + i) * channel.of(gates + s * gate_row))
                        .store(y + s * rows::row + i);
                });
            rows::zero_padding(run.samples(), y);
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
