// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The contract of a layer, and what a layer may leave unsaid.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/meta/list.hpp>
#include <perceptype/shape.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

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

/// What a layer requires of the shape before it: the fault where that does not hold, a `fault_kind` or a `diagnostic` of the
/// layer's own.
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

/// Where an activation's derivative comes from: `derivative_from_value(a)`, in terms of a = value(z), which saves
/// memory; or `derivative(z)`; or nowhere, so that networks with it cannot learn.
enum class derivative_source { value, input, none };

/// What a layer can do beyond the minimum. Each capability that names a member promises it, and that member needs its
/// capability: either one without the other is a compile error.
struct layer_capabilities {
    /// Reads its input as a tensor of another shape and costs nothing; it has no block.
    bool is_view = false;
    /// The network as it is used goes without this layer.
    bool only_in_training = false;
    /// The scale of its output is that of its input: layers before it start as the layers after it need.
    bool keeps_scale = false;
    /// Layers before it start from `initializer`, instead of glorot_uniform.
    bool has_initializer = false;
    /// A scale and an offset after it can go into its weights and biases: `with_bias`, the same layer with a bias. Its
    /// block has `unit_of(i)`, the unit that canonical weight i leads to, and its weights come before its biases.
    bool absorbs_scale = false;
    /// It is made of layers: `inner_shapes<Input>`, what `deduced_layers` says of them.
    bool contains_layers = false;
    /// Its outputs are probabilities, or their logarithms, for the losses that need them.
    bool gives_probabilities = false;
    bool gives_log_probabilities = false;

    // Of activations, see activation/activation.hpp:

    derivative_source derivative = derivative_source::value;
    /// Computing it takes so many constants that beside the sums of a convolution there are no registers for them.
    bool uses_many_registers = false;
};

/// The base of every layer: what holds unless the layer says otherwise.
struct layer_base {
    static constexpr layer_capabilities can{};
    using extents = shape<>;                ///< the extents the layer was declared with, checked to be positive
    using arguments = argument_list<>;      ///< the other numbers it was declared with, as tables show them
    static constexpr bool in_range = true;  ///< the other numbers it was declared with are in their range
    using range = void;                     ///< that range, as errors show it, such as above<0>
    using options = option_list<>;          ///< the options it was given
    using known_options = option_list<>;    ///< the options it understands; of those with numbers, their `family`
    static constexpr fault_kind declared_fault = fault_kind::none;  ///< what else is wrong with its declaration
    using requirement = any_shape;                                  ///< what it requires of the shape before it
    template <class Input>
    using output = Input;  ///< the shape of its output for an input of that shape
};

/// A layer is an empty type with a name that derives from `layer_base` or, where it works on each element alone, from
/// `activation_base`. All other layers but views have a `block<Scalar, Input>`, the layer bound to a scalar type and an
/// input shape: see block/block.hpp.
///
/// Its part of the chain rule as text, for explain.hpp, has a default: `backward_text`, dE/dx; `derivative_text` of an
/// activation; `parameter_texts`, an array; `note_text`, which explains the signs used, in lines with "; " between. In
/// these, x (or z) stands for the input, a for the output, D for dE/da, [D] for the same in brackets, and a letter of
/// `parameter_texts` for that tensor: dense says `w^T [D]`.
///
/// Laws: tests/laws/layer.hpp checks them in one line a layer; see `Block`.
template <class Type>
concept Layer = requires { sizeof(Type); } && std::same_as<Type, std::remove_cv_t<Type>> && std::is_empty_v<Type> &&
                std::derived_from<Type, layer_base> && requires {
                    { Type::name } -> std::convertible_to<const char*>;
                };

template <class Type>
concept HasCapabilities = requires {
    { Type::can } -> std::same_as<const layer_capabilities&>;
};
/// There is no error in `can`, such as a misspelt capability, which the compiler has reported. After one, g++ takes no
/// expression for valid that needs its value, and clang none at all, once something has needed it.
template <class Type>
concept HasSoundCapabilities =
    requires { Type::can; } &&
    (!HasCapabilities<Type> ||
     (requires { typename std::bool_constant<Type::can.is_view>; } && requires { Type::can.is_view; }));

/// Members of the contract, as errors name them.
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

/// The member that a layer has to have and has not, and the one that it has without its capability; void if none.
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
