// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/join/elementwise_join.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Join: the largest of values of one shape, element by element. Equal maxima share the gradient equally, as in
/// PyTorch's amax over the stacked values; PyTorch's `maximum`, applied to two values at a time, would give three equal
/// ones 1/4, 1/4 and 1/2 of it.
struct maximum : detail::elementwise_join<maximum> {
    static constexpr const char* name = "maximum";
    static constexpr const char* backward_text = "maximum'(x) * D";
    static constexpr const char* note_text = "maximum'(x): 1 where x is the largest, shared among equals, else 0";

    template <class First, class... Rest>
    static constexpr First value(First first, Rest... rest) {
        ((first = select((rest > first) | (rest != rest), rest, first)), ...);
        return first;
    }
    template <std::size_t Operand, class First, class... Rest>
    static constexpr First slope(First first, Rest... rest) {
        const First most = value(first, rest...);
        const First zero = First::broadcast(0);
        const First one = First::broadcast(1);
        const First equal = (select(first == most, one, zero) + ... + select(rest == most, one, zero));
        return select(detail::pick<Operand>(first, rest...) == most, one / equal, zero);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
