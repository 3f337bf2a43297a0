// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/join/elementwise_join.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Join: the first of several values of one shape, minus all others.
struct subtract : detail::elementwise_join<subtract> {
    static constexpr const char* name = "subtract";
    static constexpr const char* backward_text = "D";
    static constexpr const char* other_backward_text = "-D";

    template <class First, class... Rest>
    static constexpr First value(First first, Rest... rest) {
        return (first - ... - rest);
    }
    template <std::size_t Operand, class First, class... Rest>
    static constexpr First slope(First, Rest...) {
        return First::broadcast(Operand == 0 ? 1 : -1);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
