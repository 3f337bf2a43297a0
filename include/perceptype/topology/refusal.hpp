// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What the compiler says of a net that does not fit together: the one place of such errors. C++20 fixes the text of an
/// assertion, so the text names fault and fix, and the condition, which compilers print whole, carries the layer's number
/// (the input is layer 0), the layer and what it met.

#include <perceptype/config.hpp>
#include <perceptype/topology/layer.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

template <std::size_t Index>
struct at_layer;
template <class Shape>
struct receives;
template <class Option>
struct option;
struct nowhere;  // the place of a fault that is not there

// Conditions: false wherever there is a place to point at.
template <class At, class First>
inline constexpr bool starts_with_input = false;
template <class First>
inline constexpr bool starts_with_input<nowhere, First> = true;
template <class At, class Input>
inline constexpr bool input_comes_first = false;
template <class Input>
inline constexpr bool input_comes_first<nowhere, Input> = true;
template <class At, class Type>
inline constexpr bool is_a_layer = false;
template <class Type>
inline constexpr bool is_a_layer<nowhere, Type> = true;
template <class At, class Layer>
inline constexpr bool extents_are_positive = false;
template <class Layer>
inline constexpr bool extents_are_positive<nowhere, Layer> = true;
template <class At, class Layer, class Option>
inline constexpr bool option_is_known = false;
template <class Layer, class Option>
inline constexpr bool option_is_known<nowhere, Layer, Option> = true;
template <class At, class Layer, class Option>
inline constexpr bool option_is_given_once = false;
template <class Layer, class Option>
inline constexpr bool option_is_given_once<nowhere, Layer, Option> = true;
template <class At, class Layer, class Receives>
inline constexpr bool shapes_match = false;
template <class Layer, class Receives>
inline constexpr bool shapes_match<nowhere, Layer, Receives> = true;

namespace detail {

enum class fault_kind { none, no_input, late_input, no_layer, zero_extent, unknown_option, repeated_option, wrong_shape };

/// What is wrong where: the layer, and the shape, option or requirement at odds with it.
template <fault_kind Kind, std::size_t Index, class Layer, class Detail = void, class Requirement = void>
struct fault {
    static constexpr fault_kind kind = Kind;
    using requirement = Requirement;
    using at = at_layer<Index>;
    using layer = Layer;
    using detail = Detail;
};

/// The fault, where it is of that kind and requirement; otherwise nothing to point at.
template <class Fault, fault_kind Kind, class Requirement = void>
struct fault_if {
    using at = nowhere;
    using layer = void;
    using detail = void;
};
template <fault_kind Kind, std::size_t Index, class Layer, class Detail, class Requirement>
struct fault_if<fault<Kind, Index, Layer, Detail, Requirement>, Kind, Requirement>
    : fault<Kind, Index, Layer, Detail, Requirement> {};

/// Each fault there can be, pointing at its place or at nothing.
///
/// The assertions themselves stand in the class that is declared (basic_network), one step from the user's line: every
/// further step costs two or three lines of every error.
template <class Fault>
struct refusal {
    static constexpr bool accepted = Fault::kind == fault_kind::none;

    using no_input = fault_if<Fault, fault_kind::no_input>;
    using late_input = fault_if<Fault, fault_kind::late_input>;
    using no_layer = fault_if<Fault, fault_kind::no_layer>;
    using zero = fault_if<Fault, fault_kind::zero_extent>;
    using unknown = fault_if<Fault, fault_kind::unknown_option>;
    using repeated = fault_if<Fault, fault_kind::repeated_option>;
    using no_vector = fault_if<Fault, fault_kind::wrong_shape, vector_shape>;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
