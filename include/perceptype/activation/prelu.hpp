// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/initializer/he_uniform.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// a(z) = z for z > 0, else slope z, with one learned slope for the whole layer, initially 0.25 whatever the
/// initializer. Canonical order: the slope. Source: He et al. 2015; PyTorch's PReLU with one parameter.
struct prelu : layer_base {
    static constexpr const char* name = "prelu";
    static constexpr const char* derivative_text = "1 if z > 0, else s";
    static constexpr parameter_text parameter_texts[] = {
        {"s", "total [ min(z, 0) * D ]",
         "total: the sum over all elements of the input, of which min(z, 0) selects the negative ones"}};
    static constexpr layer_capabilities can{.has_initializer = true};
    static constexpr he_uniform initializer{.negative_slope = 0.25};

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = Input;
        static constexpr std::size_t parameter_count = 1;
        static constexpr std::size_t storage_size = 1;
        static constexpr std::size_t multiply_adds = 0;
        static constexpr std::size_t stride = kernels::padded<Scalar>(Input::size);

        static constexpr std::size_t position(std::size_t) { return 0; }

        static constexpr void name_tensors(auto& list) { list.add("weight", tensor_axes::unspecified, {1}); }

        /// Access to the parameter by name.
        template <class Pointer>
        struct view {
            Pointer storage;
            constexpr auto& slope() const { return storage[0]; }
        };

        template <class Initializer>
        static constexpr void initialize(Scalar* storage, const Initializer&, generator&) {
            storage[0] = Scalar(0.25);
        }

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
            using row = row_of<Execution>;
            const auto slope = row::pack::broadcast(storage[0]);
            const auto zero = row::pack::broadcast(0);
            for (std::size_t s = 0; s < run.samples(); ++s)
                row::map(y + s * stride, [&](auto z) { return select(z > zero, z, z * slope); }, x + s * stride);
        }

        template <required_gradients Required, class Execution>
        static constexpr void backward(Execution run, const Scalar* storage, const Scalar* x, const Scalar*,
                                       const Scalar* dy, Scalar* dx, Scalar* gradient) {
            using row = row_of<Execution>;
            const auto slope = row::pack::broadcast(storage[0]);
            const auto zero = row::pack::broadcast(0);
            Scalar sum = Required.parameters ? gradient[0] : 0;
            for (std::size_t s = 0; s < run.samples(); ++s) {
                const Scalar* z = x + s * stride;
                const Scalar* delta = dy + s * stride;
                if constexpr (Required.parameters)
                    sum += row::sum([&](auto a, auto d) { return select(a > zero, zero, a * d); }, z, delta);
                if constexpr (Required.input)
                    row::map(dx + s * stride, [&](auto a, auto d) { return select(a > zero, d, d * slope); }, z, delta);
            }
            if constexpr (Required.parameters) gradient[0] = sum;
        }

    private:
        template <class Execution>
        using row_of = kernels::row<Scalar, Execution::template lanes<Scalar>(Input::size), Input::size>;
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
