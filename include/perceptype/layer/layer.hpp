// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The contract of a layer, and the defaults of its members.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/meta/list.hpp>
#include <perceptype/shape.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Option: the layer has no bias.
struct no_bias {
    static constexpr const char* name = "no_bias";
};

/// A parameter tensor in the text of the chain rule: its letter, the derivative of the error with respect to it, and an
/// explanation of the symbols used there; see `Layer`.
struct parameter_text {
    const char* letter;
    const char* derivative;
    const char* note = nullptr;
};

namespace detail {

/// The layer with `Units` and the given options except `no_bias`.
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

/// A layer's requirement on its input shape. If the shape does not meet it, the result is the fault: a `fault_kind` or
/// a `diagnostic` of the layer's own.
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

/// The valid range of a layer's numeric argument, as error messages show it.
template <int Bound>
struct above;

/// How an activation computes its derivative: by `derivative_from_value(a)`, in terms of a = value(z), which saves
/// memory; by `derivative(z)`; or not at all, so that networks with it cannot be trained.
enum class derivative_source { value, input, none };

/// What a layer can do beyond the minimum. A capability whose comment names members requires them, and those members
/// require the capability: either one without the other is a compile error.
struct layer_capabilities {
    /// The layer only reinterprets its input as a tensor of another shape. It costs nothing and has no block.
    bool is_view = false;
    /// The layer acts in training only; inference leaves it out.
    bool only_in_training = false;
    /// The layer's output has the scale of its input, so that the initializer of layers before it is chosen by the
    /// layers after it.
    bool keeps_scale = false;
    /// Layers before it are initialized by its `initializer` instead of glorot_uniform.
    bool has_initializer = false;
    /// A scale and an offset applied after the layer can be folded into its weights and biases. Requires `with_bias`,
    /// the same layer with a bias. Its block has `unit_of(i)`, the output unit of canonical weight i, and its weights
    /// precede its biases.
    bool absorbs_scale = false;
    /// The layer contains other layers. Requires `inner_shapes<Input>`, the result of `deduced_layers` for them.
    bool contains_layers = false;
    /// The outputs are probabilities or their logarithms, which some losses require.
    bool gives_probabilities = false;
    bool gives_log_probabilities = false;

    // Capabilities of activations; see activation/activation.hpp:

    derivative_source derivative = derivative_source::value;
    /// The activation needs so many constants that they do not fit in registers next to the sums of a convolution.
    bool uses_many_registers = false;
};

/// The base of every layer, with the default of each member.
struct layer_base {
    static constexpr layer_capabilities can{};
    using extents = shape<>;                ///< the extents the layer was declared with, checked to be positive
    using arguments = argument_list<>;      ///< its other numeric arguments, as tables show them
    static constexpr bool in_range = true;  ///< whether those arguments are in their range
    using range = void;                     ///< that range, as error messages show it, such as above<0>
    using options = option_list<>;          ///< the options it was given
    using known_options = option_list<>;    ///< the options it accepts; for options with numbers, their `family`
    static constexpr fault_kind declared_fault = fault_kind::none;  ///< any other fault in its declaration
    using requirement = any_shape;                                  ///< its requirement on the input shape
    template <class Input>
    using output = Input;  ///< the shape of its output for an input of that shape
};

/// A layer is an empty type with a name that derives from `layer_base` or, if it acts element by element, from
/// `activation_base`. All other layers except views have a `block<Scalar, Input>`, the layer bound to a scalar type and
/// an input shape: see block/block.hpp.
///
/// The texts of its part of the chain rule, for explain.hpp, have defaults: `backward_text`, dE/dx; `derivative_text`
/// of an activation; `parameter_texts`, an array; `note_text`, which explains the symbols used, in lines separated by
/// "; ". In these texts, x (or z) stands for the input, a for the output, D for dE/da, [D] for the same in brackets,
/// and a letter of `parameter_texts` for that tensor. For example, the `backward_text` of dense is `w^T [D]`.
///
/// Laws: tests/laws/layer.hpp checks them, in one line for each layer; see `Block`.
template <class Type>
concept Layer = requires { sizeof(Type); } && std::same_as<Type, std::remove_cv_t<Type>> && std::is_empty_v<Type> &&
                std::derived_from<Type, layer_base> && requires {
                    { Type::name } -> std::convertible_to<const char*>;
                };

template <class Type>
concept HasCapabilities = requires {
    { Type::can } -> std::same_as<const layer_capabilities&>;
};
/// Whether `can` is free of errors, such as a misspelt capability, which the compiler has already reported. After such
/// an error, g++ treats every expression that needs its value as invalid, and clang treats every expression as invalid
/// once one has needed it.
template <class Type>
concept HasSoundCapabilities =
    requires { Type::can; } &&
    (!HasCapabilities<Type> ||
     (requires { typename std::bool_constant<Type::can.is_view>; } && requires { Type::can.is_view; }));

/// Members of the contract, as error messages name them.
namespace member {

struct can;
struct initializer;
struct with_bias;

}  // namespace member

namespace detail {

template <class Type>
concept HasInitializer = requires { Type::initializer; };
template <class Type>
concept HasWithBias = requires { typename Type::with_bias; };

/// The required member that a layer lacks, and the member that it has without the matching capability; void if none.
template <class Type>
using missing_in_layer =
    std::conditional_t<Type::can.has_initializer && !HasInitializer<Type>, member::initializer,
                       std::conditional_t<Type::can.absorbs_scale && !HasWithBias<Type>, member::with_bias, void>>;
template <class Type>
using unstated_in_layer =
    std::conditional_t<!Type::can.has_initializer && HasInitializer<Type>, member::initializer,
                       std::conditional_t<!Type::can.absorbs_scale && HasWithBias<Type>, member::with_bias, void>>;

}  // namespace detail

/// The capabilities of the last layer before a loss; none where there is no layer.
template <class LastLayer>
inline constexpr layer_capabilities capabilities_of{};
template <std::derived_from<layer_base> LastLayer>
inline constexpr layer_capabilities capabilities_of<LastLayer> = LastLayer::can;

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
