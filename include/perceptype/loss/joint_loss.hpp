// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/loss/scaled_loss.hpp>
#include <perceptype/topology/name.hpp>

#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

// Conditions of the assertions below and of those in the operations on graphs.
template <class Value>
inline constexpr bool is_a_named_loss = false;
template <node_name Name, class Value>
inline constexpr bool is_a_named_loss<named_value<Name, Value>> = Loss<Value>;
template <class... Values>
inline constexpr bool losses_have_names = sizeof...(Values) != 0 && (is_a_named_loss<Values> && ...);

namespace detail {

template <class Value>
struct stored_loss {
    using type = Value;
};
template <node_name Name, class Value>
struct stored_loss<named_value<Name, Value>> {
    using type = named_value<Name, std::remove_cvref_t<Value>>;
};

}  // namespace detail

/// The sum of losses for the outputs of a graph, each given by the output's name:
///
///     joint_loss("digit"_node = cross_entropy{}, "slant"_node = 0.1f * mean_squared_error{})
///
/// An output without a loss costs nothing in training: layers that only it needs are not run, impose no minimum batch
/// size, and keep their parameters even if the optimizer decays weights.
template <class... Losses>
struct joint_loss : Losses... {
    using joins_losses = void;

    /// False for any single layer: each loss is checked with the last layer of its own output.
    template <class, class>
    static constexpr bool fits = false;

    template <class... Values>
        requires(sizeof...(Values) == sizeof...(Losses))
    constexpr explicit joint_loss(const Values&... values) : Losses{values.value}... {}

    template <auto Name>
        requires(detail::count_named<Name, Losses...> == 1)
    using loss_of = typename detail::value_named_as<Name, Losses...>::value_type;
    template <node_name Name>
    constexpr const auto& operator[](node_tag<Name>) const {
        return static_cast<const detail::value_named_as<Name, Losses...>&>(*this).value;
    }
};
template <class... Values>
joint_loss(const Values&...) -> joint_loss<typename detail::stored_loss<Values>::type...>;

/// An argument that is not a named loss is rejected here; operations on graphs then treat it as valid, so that it
/// causes no second error.
template <class... Values>
    requires(!losses_have_names<Values...>)
struct joint_loss<Values...> {
    using joins_losses = void;
    using is_rejected = void;

    constexpr explicit joint_loss(const auto&...) {}

    // This assertion comes last; see diagnostics/diagnostic.hpp.
    static_assert(losses_have_names<Values...>,
                  "perceptype: joint_loss takes at least one loss, each under the name of an output: "
                  "joint_loss(\"digit\"_node = cross_entropy{})");
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
