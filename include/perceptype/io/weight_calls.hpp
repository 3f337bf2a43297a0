// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The conditions of the assertions in the functions that load and save weights; their texts are in
/// diagnostics/text.hpp.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/io/byte_view.hpp>

#include <concepts>
#include <string>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class Type>
concept HasChain = requires { typename std::remove_cvref_t<Type>::chain_type; };
/// A network, a graph or a gradient that may be changed.
template <class Reference>
concept CanBeFilled = HasChain<Reference> && std::is_lvalue_reference_v<Reference> &&
                      !std::is_const_v<std::remove_reference_t<Reference>>;
/// An ill-formed network, which is rejected where it is declared.
template <class Type>
inline constexpr bool has_rejected_chain = is_rejected<typename std::remove_cvref_t<Type>::chain_type>;

}  // namespace detail

template <class Network, class Path>
inline constexpr bool loads_from_path = detail::CanBeFilled<Network> && std::convertible_to<const Path&, std::string>;
template <class Network, class Bytes>
inline constexpr bool reads_from_bytes = detail::CanBeFilled<Network> && ByteRange<Bytes>;
template <class Bytes>
inline constexpr bool is_a_range_of_bytes = ByteRange<Bytes>;
template <class Network>
inline constexpr bool has_weights = detail::HasChain<Network>;
template <class Network, class Path>
inline constexpr bool saves_to_path = detail::HasChain<Network> && std::convertible_to<const Path&, std::string>;

namespace detail {

/// Whether such a call goes on: its arguments are right, and the network is not ill-formed.
template <bool Condition, class Network>
consteval bool goes_on() {
    if constexpr (Condition)
        return !has_rejected_chain<Network>;
    else
        return false;
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
