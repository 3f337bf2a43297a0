// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The contract of an activation: a layer that works on each element alone, without parameters.

#include <perceptype/config.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>

#include <concepts>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The base of every activation. Capabilities beyond the minimum are stated in `can`, as for every layer.
struct activation_base : layer_base {};

/// A layer that is fully defined by the functions below.
template <class Type>
concept ElementwiseLayer = Layer<Type> && std::derived_from<Type, activation_base>;

/// a = f(z), element by element, for packs of any scalar type and width.
template <class Type>
concept HasValue = requires(kernels::pack<float, 1> z) {
    { Type::value(z) } -> std::same_as<kernels::pack<float, 1>>;
};
/// f'(z) in terms of a = f(z).
template <class Type>
concept DerivativeFromValue = requires(kernels::pack<float, 1> a) {
    { Type::derivative_from_value(a) } -> std::same_as<kernels::pack<float, 1>>;
};
/// f'(z) in terms of z.
template <class Type>
concept DerivativeFromInput = requires(kernels::pack<float, 1> z) {
    { Type::derivative(z) } -> std::same_as<kernels::pack<float, 1>>;
};
template <class Type>
concept Differentiable = Type::can.derivative != derivative_source::none;

/// Members of the contract, as error messages name them.
namespace member {

struct value;
struct derivative_from_value;
struct derivative;

}  // namespace member

namespace detail {

/// The required function that an activation lacks; void if it has all.
template <class Type>
consteval auto missing_function() {
    if constexpr (!HasValue<Type>)
        return std::type_identity<member::value>{};
    else if constexpr (Type::can.derivative == derivative_source::value && !DerivativeFromValue<Type>)
        return std::type_identity<member::derivative_from_value>{};
    else if constexpr (Type::can.derivative == derivative_source::input && !DerivativeFromInput<Type>)
        return std::type_identity<member::derivative>{};
    else
        return std::type_identity<void>{};
}
/// The derivative that an activation has although `can` does not state it; void if there is none.
template <class Type>
consteval auto unstated_function() {
    if constexpr (Type::can.derivative != derivative_source::value && DerivativeFromValue<Type>)
        return std::type_identity<member::derivative_from_value>{};
    else if constexpr (Type::can.derivative != derivative_source::input && DerivativeFromInput<Type>)
        return std::type_identity<member::derivative>{};
    else
        return std::type_identity<void>{};
}

}  // namespace detail

/// An activation with exactly the functions that `can` states. Laws: tests/laws/activation.hpp.
template <class Type>
concept Activation =
    ElementwiseLayer<Type> && std::is_void_v<typename decltype(detail::missing_function<Type>())::type> &&
    std::is_void_v<typename decltype(detail::unstated_function<Type>())::type>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
