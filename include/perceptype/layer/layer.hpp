// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What makes a type a layer, and what a layer may leave unsaid.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/shape.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A list of option types.
template <class... Options>
struct option_list {};

/// Option: a layer without a bias.
struct no_bias {
    static constexpr const char* name = "no_bias";
};

/// A tensor of parameters in the chain rule: its letter, the derivative of the error with respect to it, and what
/// explains the signs in that, see `Layer`.
struct parameter_text {
    const char* letter;
    const char* derivative;
    const char* note = nullptr;
};

namespace detail {

/// A layer of `Units` with those options, but for `no_bias`.
template <template <std::size_t, class...> class Layer, std::size_t Units, class Kept, class... Options>
struct biased;
template <template <std::size_t, class...> class Layer, std::size_t Units, class... Kept>
struct biased<Layer, Units, option_list<Kept...>> {
    using type = Layer<Units, Kept...>;
};
template <template <std::size_t, class...> class Layer, std::size_t Units, class... Kept, class First, class... Rest>
struct biased<Layer, Units, option_list<Kept...>, First, Rest...>
    : biased<Layer, Units, option_list<Kept..., First>, Rest...> {};
template <template <std::size_t, class...> class Layer, std::size_t Units, class... Kept, class... Rest>
struct biased<Layer, Units, option_list<Kept...>, no_bias, Rest...>
    : biased<Layer, Units, option_list<Kept...>, Rest...> {};

}  // namespace detail

/// What a layer asks of the shape before it: the fault where that does not hold.
struct any_shape {
    template <class Input>
    static consteval fault_kind fault() {
        return fault_kind::none;
    }
};
struct vector_shape {
    template <class Input>
    static consteval fault_kind fault() {
        return Input::rank == 1 ? fault_kind::none : fault_kind::no_vector;
    }
};

/// The range of a layer's number, as errors show it.
template <int Bound>
struct above;

/// The base of every layer: what holds unless the layer says otherwise.
struct layer_base {
    using extents = shape<>;                ///< the extents the layer was declared with, checked to be positive
    using arguments = argument_list<>;      ///< the other numbers it was declared with, as tables show them
    static constexpr bool in_range = true;  ///< the other numbers it was declared with are in their range
    using range = void;                     ///< that range, as errors show it, such as above<0>
    using options = option_list<>;          ///< the options it was given
    using known_options = option_list<>;    ///< the options it understands; of those with numbers, their `family`
    static constexpr fault_kind declared_fault = fault_kind::none;  ///< what else is wrong with its declaration
    using requirement = any_shape;                                  ///< what it asks of the shape before it
    template <class Input>
    using output = Input;  ///< the shape it gives for a shape it receives
};

/// A layer is an empty type that derives from `layer_base` and states:
/// - `name`, a string: its name in tables and errors;
/// - `output<Input>`: the shape it makes of the shape before it;
/// - `block<Scalar, Input>`: its meaning for that scalar and shape (see execution/stage.hpp);
/// - `inner_shapes<Input>`, if it is made of layers: what `deduced_shapes` says of them;
/// - `initializer`, if layers in front of it are to start from another than `glorot_uniform`; or `keeps_scale`, if that
///   is for what comes behind it;
/// - `with_bias`, if a scale and an offset behind it can go into its weights and its bias: the same layer with a bias;
///   `block::unit_of(i)` is then the unit that canonical weight i leads to, and the weights come before the biases;
/// - `only_in_training`, if a network in use goes without it;
/// - its part of the chain rule as text, for explain.hpp, which has a default for each: `backward_text`, dE/dx;
///   `derivative_text` of an activation; `parameter_texts`, an array; `note_text`, which explains the signs used, in
///   lines with "; " between. In these, x (or z) stands for what the layer receives, a for what it gives, D for dE/da,
///   [D] for the same in brackets, and a letter of `parameter_texts` for that tensor: dense says `w^Type [D]`;
/// - and, where they differ from `layer_base`'s, `extents`, `in_range`, `range`, `options`, `known_options`,
///   `declared_fault`, `requirement`.
///
/// Laws (tests/laws/layer.hpp checks them in one line a layer): `block::backward` is the derivative of `block::forward`
/// (central differences), the output has the stated shape, constant evaluation gives what run time gives, parameters
/// survive the round trip through the canonical order, padding stays zero.
template <class Type>
concept Layer = requires { sizeof(Type); } && std::same_as<Type, std::remove_cv_t<Type>> && std::is_empty_v<Type> &&
                std::derived_from<Type, layer_base> && requires {
                    { Type::name } -> std::convertible_to<const char*>;
                };

/// A layer that works on each number alone and has neither parameters nor options: value(z), and a derivative.
///
/// `value(z)` takes and gives a `kernels::pack`. A derivative is optional (`step` has none) and comes as one of
/// `derivative_from_value(a)`, in terms of a = value(z), or `derivative(z)`. One with many constants may say so, `using
/// uses_many_registers = void`.
template <class Type>
concept ElementwiseLayer = Layer<Type> && requires { typename Type::elementwise; };

/// The network's input: a shape, no parameters. Always the first of the list.
template <std::size_t... Extents>
struct input : layer_base {
    static constexpr const char* name = "input";
    using extents = shape<Extents...>;
};

template <class Shape>
struct input_of;
template <std::size_t... Extents>
struct input_of<shape<Extents...>> {
    using type = input<Extents...>;
};

template <class Type>
inline constexpr bool is_input = false;
template <std::size_t... Extents>
inline constexpr bool is_input<input<Extents...>> = true;

}  // namespace perceptype::inline PERCEPTYPE_ISA
