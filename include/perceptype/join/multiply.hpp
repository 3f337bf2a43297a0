// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/join/elementwise_join.hpp>

#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Join: the product of values of one shape, element by element.
struct multiply : detail::elementwise_join<multiply> {
    static constexpr const char* name = "multiply";
    static constexpr const char* backward_text = "o * D";

    template <class First, class... Rest>
    static constexpr First value(First first, Rest... rest) {
        return (first * ... * rest);
    }
    template <std::size_t Operand, class First, class... Rest>
    static constexpr First slope(First first, Rest... rest) {
        return product_but<Operand>(std::make_index_sequence<1 + sizeof...(Rest)>{}, first, rest...);
    }

private:
    template <std::size_t Operand, std::size_t... k, class First, class... Rest>
    static constexpr First product_but(std::index_sequence<k...>, First first, Rest... rest) {
        const First one = First::broadcast(1);
        return ((k == Operand ? one : detail::pick<k>(first, rest...)) * ...);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
