// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The errors that the compiler reports for an inconsistent net; they are all defined here. In C++20 the text of an
/// assertion must be a literal, so the text states the fault and the fix. Compilers print the condition in full, so it
/// contains the layer's number (the input is layer 0), the layer and what it received.
///
/// An error should fit in ten lines. Therefore every assertion is in the class or function that the user names, one
/// step from the user's line: each further step costs up to three lines. Its condition is a single variable template,
/// because compilers print the parts of a disjunction in different ways, and is on one line of source. In a class the
/// assertions come last, because clang treats a class as empty after its first failed assertion.

#include <perceptype/config.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Scalar, class... Layers>
struct chain;

/// The faults of a list of layers. Each has its condition below and its text in diagnostics/ill_formed_network.hpp.
enum class fault_kind {
    none,
    no_topology,
    no_input,
    late_input,
    no_layer,
    missing_member,
    wrong_capabilities,  // which the compiler reports by itself
    unstated_member,
    zero_extent,
    out_of_range,
    unknown_option,
    repeated_option,
    no_kernel,
    strided_same,
    large_padding,
    transposed_same,
    large_output_padding,
    no_vector,
    no_sequence,
    no_image,
    no_channels,
    uneven_groups,
    large_window,
    nothing_left,
    other_size,
    no_shortcut,
    // of graphs
    no_node,
    no_input_node,
    no_outputs,
    repeated_node,
    unknown_node,
    misplaced,
    tied_among_layers,
    no_owner,
    repeated_outputs,
    cyclic,
    unused_node,
    no_join,
    unequal_join,
    unequal_tie,
    other_input,
    other_inputs,
    several_values,
    cut_of_no_graph,
    cut_at_no_node,
    cut_of_nothing
};

/// The base of a diagnostic that a layer defines in its own header. The layer's `requirement` or `declared_fault`
/// returns a value of the derived type instead of a `fault_kind`, or `fault_kind::none` if there is no fault. The
/// derived type contains the condition and its text. `Received` is `receives<Shape>` for a requirement and `nothing`
/// for a declared fault:
///
///     struct odd_length : diagnostic {
///         template <class At, class Layer, class Received>
///         static constexpr bool length_is_even = false;
///         template <class At, class Layer, class Received>
///         struct check {
///             static_assert(length_is_even<At, Layer, Received>, "halve: the length must be even; pad the input");
///         };
///     };
struct diagnostic {
    friend constexpr bool operator==(diagnostic, fault_kind) noexcept { return false; }
};

// The types that conditions consist of.
template <std::size_t... Index>
struct at_layer;  // the layer's number, followed by that of the inner layer
template <class... Types>
struct receives;
template <class Type>
struct option;
template <class Type>
struct needs;
template <class Member>
struct has;
struct nothing;
struct anything;  // required after a first fault: everything is accepted
struct nowhere;   // the location of a fault that does not exist

/// The conditions of a network's assertions, named after what should hold. They are false if there is a location of a
/// fault. They are members of a class, so that the rejected network can name another class in its place:
/// diagnostics/ill_formed_network.hpp.
struct condition {
    template <class At, class First>
    static constexpr bool starts_with_input = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool input_comes_first = std::same_as<At, nowhere>;
    template <class At, class Type>
    static constexpr bool is_a_layer = std::same_as<At, nowhere>;
    template <class At, class Layer, class Needs>
    static constexpr bool keeps_contract = std::same_as<At, nowhere>;
    template <class At, class Layer, class Has>
    static constexpr bool states_capability = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool extents_are_positive = std::same_as<At, nowhere>;
    template <class At, class Layer, class Needs>
    static constexpr bool number_is_in_range = std::same_as<At, nowhere>;
    template <class At, class Layer, class Option>
    static constexpr bool option_is_known = std::same_as<At, nowhere>;
    template <class At, class Layer, class Option>
    static constexpr bool option_is_given_once = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool kernel_is_given = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool stride_is_one = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool padding_is_a_number = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool output_padding_is_below_stride = std::same_as<At, nowhere>;
    template <class At, class Layer, class Receives>
    static constexpr bool padding_leaves_an_image = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool padding_is_at_most_half = std::same_as<At, nowhere>;
    template <class At, class Layer, class Receives>
    static constexpr bool sizes_match = std::same_as<At, nowhere>;
    template <class At, class Layer, class Receives>
    static constexpr bool shapes_match = std::same_as<At, nowhere>;
    template <class At, class Layer, class Receives>
    static constexpr bool groups_divide_channels = std::same_as<At, nowhere>;
    template <class At, class Layer, class Receives>
    static constexpr bool shortcut_fits = std::same_as<At, nowhere>;
    template <class At, class Layer, class Receives>
    static constexpr bool window_fits = std::same_as<At, nowhere>;
    template <class At, class Entry>
    static constexpr bool is_a_node = std::same_as<At, nowhere>;
    template <class At, class Entry>
    static constexpr bool has_an_input_node = std::same_as<At, nowhere>;
    template <class At, class Entry>
    static constexpr bool has_outputs = std::same_as<At, nowhere>;
    template <class At, class Entry>
    static constexpr bool name_is_given_once = std::same_as<At, nowhere>;
    template <class At, class From>
    static constexpr bool name_is_known = std::same_as<At, nowhere>;
    template <class At, class Layer>
    static constexpr bool stands_among_layers = std::same_as<At, nowhere>;
    template <class At, class Tied>
    static constexpr bool tied_stands_alone = std::same_as<At, nowhere>;
    template <class At, class Tied>
    static constexpr bool owner_has_layers = std::same_as<At, nowhere>;
    template <class At, class Entry>
    static constexpr bool outputs_are_one_list = std::same_as<At, nowhere>;
    template <class At, class Cycle>
    static constexpr bool has_no_cycle = std::same_as<At, nowhere>;
    template <class At, class Entry>
    static constexpr bool leads_to_an_output = std::same_as<At, nowhere>;
    template <class At, class Layer, class Receives>
    static constexpr bool sources_are_joined = std::same_as<At, nowhere>;
    template <class At, class Join, class Receives>
    static constexpr bool shapes_can_be_joined = std::same_as<At, nowhere>;
    template <class At, class Tied, class Receives>
    static constexpr bool shapes_can_be_tied = std::same_as<At, nowhere>;
    template <class At, class Network, class Receives>
    static constexpr bool input_matches = std::same_as<At, nowhere>;
    template <class At, class From, class Needs>
    static constexpr bool inputs_have_sources = std::same_as<At, nowhere>;
    template <class At, class Layers, class Receives>
    static constexpr bool layers_take_one_value = std::same_as<At, nowhere>;
    template <class Ends, class Network>
    static constexpr bool can_be_cut_anywhere = std::same_as<Ends, nowhere>;
    template <class Ends, class Graph>
    static constexpr bool can_be_cut_there = std::same_as<Ends, nowhere>;
    template <class Ends, class Graph>
    static constexpr bool has_nodes_between = std::same_as<Ends, nowhere>;
    template <class Type>
    static constexpr bool is_a_tuple_of_types = std::same_as<Type, nothing>;
    template <class Scalar>
    static constexpr bool is_float_or_double = std::same_as<Scalar, float> || std::same_as<Scalar, double>;
};
/// The condition of calls with too few or too many arguments.
template <class Given, class Needs>
inline constexpr bool takes_as_many = false;
template <class Scalar>
inline constexpr bool is_float_or_double = condition::is_float_or_double<Scalar>;

namespace detail {

/// The layers of `network_from<Type>` if `Type` is not a topology.
template <class Type>
struct no_topology {
    using type = Type;
};

/// The only layer of the chain that replaces a rejected one.
struct rejected_layer;
/// The chain replaces a rejected one: everything is accepted as correct and nothing runs.
template <class Chain>
inline constexpr bool is_rejected = std::same_as<typename Chain::template layer<0>, rejected_layer>;

/// The parameters of a layer that has none, accessible by every name.
template <class Pointer>
struct rejected_parameters {
    Pointer storage;
    constexpr auto& weights(const auto&...) const { return *storage; }
    constexpr auto& bias(const auto&...) const { return *storage; }
    constexpr auto& slope(const auto&...) const { return *storage; }
    constexpr auto& weight(const auto&...) const { return *storage; }
    constexpr auto& running_mean(const auto&...) const { return *storage; }
    constexpr auto& running_variance(const auto&...) const { return *storage; }
    template <std::size_t>
    constexpr rejected_parameters layer() const {
        return *this;
    }
};

/// A fault: its kind, its location, the layer, and the shape, option or range that conflicts with it.
template <auto Kind, class At, class Layer, class Detail = nothing>
struct fault {
    static constexpr auto kind = Kind;
    using at = At;
    using layer = Layer;
    using detail = Detail;
};

/// The fault if it is of that kind; otherwise it has no location.
template <class Fault, auto Kind>
struct fault_if {
    using at = nowhere;
    using layer = nothing;
    using detail = nothing;
};
template <auto Kind, class At, class Layer, class Detail>
struct fault_if<fault<Kind, At, Layer, Detail>, Kind> : fault<Kind, At, Layer, Detail> {};

/// The parts of a fault that conditions consist of; `nothing` if there is no fault or the scalar type is wrong.
template <class Found>
struct fault_parts {
    using what = nothing;
    using received = nothing;
};
template <auto Kind, class At, class Layer, class Detail>
struct fault_parts<fault<Kind, At, Layer, Detail>> {
    using what = Layer;
    using received = Detail;
};
/// The assertion of a diagnostic that the faulty layer defines. For any other fault, nothing is asserted.
template <class Found>
struct own_check {
    using type = own_check;
};
template <auto Kind, class At, class Layer, class Detail>
    requires std::derived_from<std::remove_const_t<decltype(Kind)>, diagnostic>
struct own_check<fault<Kind, At, Layer, Detail>> {
    using type = typename decltype(Kind)::template check<At, Layer, Detail>;
};

template <class Found, auto Kind>
inline constexpr bool is_kind = Kind == fault_kind::none;
template <auto Found, class At, class Layer, class Detail, auto Kind>
inline constexpr bool is_kind<fault<Found, At, Layer, Detail>, Kind> = Kind == Found;

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
