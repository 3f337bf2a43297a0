// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Exact comparison of floating-point numbers, or of each lane of two native vectors. All headers compare with these
/// two functions, so that a program can be compiled with -Wfloat-equal.

#include <perceptype/config.hpp>

#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::meta {

// std::equal_to would do without the pragma, but does not live in the inline namespace.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wfloat-equal"

template <class Value>
PERCEPTYPE_INLINE constexpr auto exactly_equal(Value a, std::type_identity_t<Value> b) {
    return a == b;
}

/// The negation; true if either is NaN.
template <class Value>
PERCEPTYPE_INLINE constexpr auto exactly_unequal(Value a, std::type_identity_t<Value> b) {
    return a != b;
}

#pragma GCC diagnostic pop

}  // namespace perceptype::inline PERCEPTYPE_ISA::meta
