// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Join: the dot product of two values of one shape, a shape<1>.
struct dot : join_base {
    static constexpr const char* name = "dot";
    static constexpr const char* backward_text = "o * D";
    template <class First, class... Rest>
    static constexpr bool fits = sizeof...(Rest) == 1 && (std::is_same_v<First, Rest> && ...);
    template <class...>
    using output = shape<1>;

    template <class Scalar, class Shape, class>
    struct block {
        using pointers = std::array<const Scalar*, 2>;
        static constexpr std::size_t row = kernels::padded<Scalar>(Shape::size);
        static constexpr std::size_t output_row = kernels::padded<Scalar>(1);
        template <class Execution>
        using rows = kernels::row<Scalar, Execution::template lanes<Scalar>(Shape::size), Shape::size>;

        template <class Execution>
        static constexpr void forward(Execution run, const pointers& x, Scalar* y) {
            for (std::size_t s = 0; s < run.samples(); ++s) {
                y[s * output_row] =
                    rows<Execution>::sum([](auto a, auto b) { return a * b; }, x[0] + s * row, x[1] + s * row);
                for (std::size_t i = 1; i < output_row; ++i) y[s * output_row + i] = 0;
            }
        }

        template <std::size_t Operand, bool Adds, class Execution>
        static constexpr void backward(Execution run, const pointers& x, const Scalar*, const Scalar* dy, Scalar* dx) {
            for (std::size_t s = 0; s < run.samples(); ++s) {
                const auto rise = rows<Execution>::pack::broadcast(dy[s * output_row]);
                if constexpr (Adds)
                    rows<Execution>::map(
                        dx + s * row, [=](auto other, auto so_far) { return multiply_add(other, rise, so_far); },
                        x[1 - Operand] + s * row, static_cast<const Scalar*>(dx + s * row));
                else
                    rows<Execution>::map(
                        dx + s * row, [=](auto other) { return other * rise; }, x[1 - Operand] + s * row);
            }
        }
    };
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
