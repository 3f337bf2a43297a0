// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The extents of the concatenation of shapes that differ only along `Axis`.
template <std::size_t Axis, class... Shapes>
struct joined_along;
template <std::size_t Axis, std::size_t... Extents>
struct joined_along<Axis, shape<Extents...>> {
    using type = shape<Extents...>;
    static constexpr bool fits = Axis < sizeof...(Extents);
};
template <std::size_t Axis, std::size_t... Extents, std::size_t... Others, class... Rest>
    requires(sizeof...(Extents) != sizeof...(Others))
struct joined_along<Axis, shape<Extents...>, shape<Others...>, Rest...> {
    using type = shape<Extents...>;
    static constexpr bool fits = false;
};
template <std::size_t Axis, std::size_t... Extents, std::size_t... Others, class... Rest>
    requires(sizeof...(Extents) == sizeof...(Others))
struct joined_along<Axis, shape<Extents...>, shape<Others...>, Rest...> {
    template <std::size_t... axis>
    static auto sum(std::index_sequence<axis...>) -> shape<(axis == Axis ? Extents + Others : Extents)...>;
    using next = joined_along<Axis, decltype(sum(std::make_index_sequence<sizeof...(Extents)>{})), Rest...>;
    using type = typename next::type;
    template <std::size_t... axis>
    static constexpr bool others_equal(std::index_sequence<axis...>) {
        return ((axis == Axis || Extents == Others) && ...);
    }
    static constexpr bool fits =
        Axis < sizeof...(Extents) && others_equal(std::make_index_sequence<sizeof...(Extents)>{}) && next::fits;
};

/// The product of the extents from `Axis` on.
template <std::size_t Axis, std::size_t... Extents>
constexpr std::size_t size_from(shape<Extents...>) {
    const std::size_t all[] = {Extents..., 1};
    std::size_t product = 1;
    for (std::size_t i = Axis; i < sizeof...(Extents); ++i) product *= all[i];
    return product;
}

}  // namespace detail

/// Join: concatenates values along an axis, 0 being the first; the other extents must be equal. It corresponds to
/// PyTorch's `cat` on samples.
template <std::size_t Axis>
struct concat_axis : join_base {
    static constexpr const char* name = Axis == 0 ? "concat" : "concat_axis";
    static constexpr bool concatenates = true;
    using arguments = typename std::conditional_t<Axis == 0, std::type_identity<argument_list<>>,
                                                  std::type_identity<argument_list<Axis>>>::type;
    static constexpr const char* backward_text = "[D]_k";
    static constexpr const char* note_text = "[d]_k: the part of d that comes from source k";
    template <class... Shapes>
    static constexpr bool fits = detail::joined_along<Axis, Shapes...>::fits;
    template <class... Shapes>
    using output = typename detail::joined_along<Axis, Shapes...>::type;

    template <class Scalar, class... Shapes>
    struct block {
        static constexpr std::size_t sources = sizeof...(Shapes);
        using pointers = std::array<const Scalar*, sources>;
        using output_shape = output<Shapes...>;
        static constexpr std::size_t output_row = kernels::padded<Scalar>(output_shape::size);
        static constexpr std::array<std::size_t, sources> rows{kernels::padded<Scalar>(Shapes::size)...};
        /// The number of adjacent elements of each source that remain adjacent in the output.
        static constexpr std::array<std::size_t, sources> pieces{detail::size_from<Axis>(Shapes{})...};
        static constexpr std::size_t piece = detail::size_from<Axis>(output_shape{});
        static constexpr std::size_t count = output_shape::size / piece;

        template <class Execution>
        static constexpr void forward(Execution run, const pointers& x, Scalar* y) {
            std::size_t begin = 0;
            for (std::size_t k = 0; k < sources; begin += pieces[k++])
                for (std::size_t s = 0; s < run.samples(); ++s)
                    for (std::size_t p = 0; p < count; ++p)
                        for (std::size_t i = 0; i < pieces[k]; ++i)
                            y[s * output_row + p * piece + begin + i] = x[k][s * rows[k] + p * pieces[k] + i];
            for (std::size_t s = 0; s < run.samples(); ++s)
                for (std::size_t i = output_shape::size; i < output_row; ++i) y[s * output_row + i] = 0;
        }

        template <std::size_t Operand, bool Adds, class Execution>
        static constexpr void backward(Execution run, const pointers&, const Scalar*, const Scalar* dy, Scalar* dx) {
            constexpr std::size_t begin = [] {
                std::size_t sum = 0;
                for (std::size_t k = 0; k < Operand; ++k) sum += pieces[k];
                return sum;
            }();
            for (std::size_t s = 0; s < run.samples(); ++s) {
                for (std::size_t p = 0; p < count; ++p)
                    for (std::size_t i = 0; i < pieces[Operand]; ++i) {
                        const Scalar rise = dy[s * output_row + p * piece + begin + i];
                        Scalar& to = dx[s * rows[Operand] + p * pieces[Operand] + i];
                        to = Adds ? to + rise : rise;
                    }
                if constexpr (!Adds)
                    for (std::size_t i = count * pieces[Operand]; i < rows[Operand]; ++i) dx[s * rows[Operand] + i] = 0;
            }
        }
    };
};

using concat = concat_axis<0>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
