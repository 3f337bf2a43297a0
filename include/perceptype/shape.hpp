// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Shapes: empty types that exist at compile time only.

#include <perceptype/config.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A number, in the form that error messages show.
template <std::size_t Number>
struct count {
    static constexpr std::size_t value = Number;
};

/// Extents of a tensor: vectors are `shape<N>`, sequences (channels, length), images (channels, height, width).
template <std::size_t... Extents>
struct shape {
    /// The number of extents.
    static constexpr std::size_t rank = sizeof...(Extents);
    /// The number of elements: the product of the extents.
    static constexpr std::size_t size = (Extents * ... * 1);
    /// The first extent: the channels of an image or a sequence, the elements of a vector; 0 if there is none.
    static constexpr std::size_t first = [] {
        const std::size_t all[] = {Extents..., 0};
        return all[0];
    }();
    /// No extent is zero or was negative before its conversion to std::size_t. Compilers may only warn of the latter.
    static constexpr bool positive = ((Extents > 0 && Extents <= static_cast<std::size_t>(-1) / 2) && ...);

    friend constexpr bool operator==(shape, shape) { return true; }
    template <std::size_t... Other>
    friend constexpr bool operator==(shape, shape<Other...>) {
        return false;
    }
};

/// Other numbers that a layer, a join or an option was declared with, as tables show them.
template <auto... Numbers>
struct argument_list {};

/// True for every `shape<...>`.
template <class Type>
inline constexpr bool is_shape = false;
template <std::size_t... Extents>
inline constexpr bool is_shape<shape<Extents...>> = true;

}  // namespace perceptype::inline PERCEPTYPE_ISA
