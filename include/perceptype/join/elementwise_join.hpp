// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The common part of joins that act element by element on values of one shape.

#include <perceptype/config.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// `Self` has `value(packs...)` and `slope<Operand>(packs...)`, its derivative with respect to the pack with index
/// `Operand`.
template <class Self>
struct elementwise_join : join_base {
    template <class First, class... Rest>
    static constexpr bool fits = (std::is_same_v<First, Rest> && ...);
    template <class First, class...>
    using output = First;

    template <class Scalar, class Shape, class... Shapes>
    struct block {
        static constexpr std::size_t sources = 1 + sizeof...(Shapes);
        using pointers = std::array<const Scalar*, sources>;

        template <class Execution>
        static constexpr void forward(Execution run, const pointers& x, Scalar* y) {
            for_each(run, x, [=](std::size_t i, auto... a) { Self::value(a...).store(y + i); });
        }

        template <std::size_t Operand, bool Adds, class Execution>
        static constexpr void backward(Execution run, const pointers& x, const Scalar*, const Scalar* dy, Scalar* dx) {
            for_each(run, x, [=]<class... Packs>(std::size_t i, Packs... a) {
                using pack = std::common_type_t<Packs...>;
                const pack rise = Self::template slope<Operand>(a...) * pack::load(dy + i);
                (Adds ? pack::load(dx + i) + rise : rise).store(dx + i);
            });
        }

    private:
        template <class Execution, class Use>
        static constexpr void for_each(Execution run, const pointers& x, Use use) {
            using pack = kernels::pack<Scalar, Execution::template lanes<Scalar>(Shape::size)>;
            constexpr std::size_t row = kernels::padded<Scalar>(Shape::size);
            [&]<std::size_t... k>(std::index_sequence<k...>) {
                for (std::size_t s = 0; s < run.samples(); ++s)
                    for (std::size_t i = s * row; i < s * row + Shape::size; i += pack::lanes)
                        use(i, pack::load(x[k] + i)...);
            }(std::make_index_sequence<sources>{});
        }
    };
};

/// The pack with index `Operand`.
template <std::size_t Operand, class First, class... Rest>
constexpr First pick(First first, Rest... rest) {
    if constexpr (Operand == 0)
        return first;
    else
        return pick<Operand - 1>(rest...);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
