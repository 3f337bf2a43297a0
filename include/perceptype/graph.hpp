// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/check_graph_call.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/execution/inference.hpp>
#include <perceptype/execution/named_rows.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/network.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/node.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

// The condition of an assertion: the graph has a node with that name.
template <class Name, class Graph>
inline constexpr bool has_node = true;
template <node_name Name, class Scalar, class... Entries>
    requires requires { typename basic_network<Scalar, Entries...>::chain_type::is_graph; }
inline constexpr bool has_node<node_tag<Name>, basic_network<Scalar, Entries...>> =
    detail::node_index<chain<Scalar, Entries...>, Name>() != chain<Scalar, Entries...>::layer_count;
namespace detail {

/// The outputs for named values; nothing if the values are rejected.
template <class Graph, class Outputs, class... Values>
constexpr Outputs call_graph(const typename Graph::scalar_type* storage, const named_values<Values...>& inputs) {
    using scalar = typename Graph::scalar_type;
    Outputs y;
    if constexpr (x_matches<receives<named_values<Values...>>, needs<tensor_of<scalar, typename Graph::input_shape>>>) {
        const x_row<scalar, typename Graph::input_shape, named_values<Values...>> x{inputs};
        if (std::is_constant_evaluated())
            infer<Graph>(execution<1, false>{}, storage, x.begin(), rows_to<Outputs>::begin(y));
        else
            infer<Graph>(execution<1, true>{}, storage, x.begin(), rows_to<Outputs>::begin(y));
    }
    return y;
}
template <class Graph, class Outputs, node_name... Names, class... Values>
constexpr Outputs call_graph(const typename Graph::scalar_type* storage, const named_value<Names, Values>&... inputs) {
    using given = named_values<named_value<Names, Values>...>;
    if constexpr (x_matches<receives<given>,
                            needs<tensor_of<typename Graph::scalar_type, typename Graph::input_shape>>>)
        return call_graph<Graph, Outputs>(
            storage, named_values<named_value<Names, const std::remove_reference_t<Values>&>...>{{inputs.value}...});
    else
        return {};
}

}  // namespace detail

/// A network with any number of inputs and outputs and any acyclic wiring: a list of `input_node`, `node` and
/// `outputs`, in any order. Like a network of layers in a row, it is a literal, trivially copyable type that holds only
/// parameters, and all operations accept it. Samples and targets are passed by name.
///
/// Canonical order: the nodes in the order of their declaration, each like a network of its layers. An inconsistent
/// list is rejected with a message that names the node: diagnostics/ill_formed_network.hpp.
template <class Scalar, class... Entries>
    requires(is_float_or_double<Scalar> && (GraphEntry<Entries> || ...) &&
             deduced_shapes<Entries...>::kind == fault_kind::none)
class basic_network<Scalar, Entries...> : public network_base<basic_network<Scalar, Entries...>, Scalar, Entries...> {
    using base = network_base<basic_network<Scalar, Entries...>, Scalar, Entries...>;

public:
    using base::base;
    using typename base::chain_type;
    using typename base::input_type;
    using typename base::output_type;

    /// Rejects another network type, unless it converts to this one, as a std::reference_wrapper does.
    template <class Other>
        requires(!std::convertible_to<const Other&, const basic_network&>)
    constexpr basic_network& operator=(const Other&) noexcept {
        static_assert(is_the_same_network<basic_network, Other>, PERCEPTYPE_TEXT_IS_THE_SAME_NETWORK);
        return *this;
    }

    /// The named outputs for one named value per input: `net("image"_node = image, "meta"_node = meta)`.
    template <node_name... Names, class... Values>
    [[nodiscard]] constexpr output_type operator()(const named_value<Names, Values>&... inputs) const noexcept {
        static_assert(x_matches<receives<named_values<named_value<Names, Values>...>>, needs<input_type>>,
                      PERCEPTYPE_TEXT_NAMED_X_MATCHES);
        return detail::call_graph<chain_type, output_type>(this->storage(), inputs...);
    }
    /// The outputs for the result of `named(...)`.
    template <class... Values>
    [[nodiscard]] constexpr output_type operator()(const named_values<Values...>& inputs) const noexcept {
        static_assert(x_matches<receives<named_values<Values...>>, needs<input_type>>, PERCEPTYPE_TEXT_NAMED_X_MATCHES);
        return detail::call_graph<chain_type, output_type>(this->storage(), inputs);
    }
    /// Rejects values without names.
    template <class... Samples>
        requires(sizeof...(Samples) != 0)
    constexpr output_type operator()(const Samples&...) const noexcept {
        static_assert(x_matches<receives<Samples...>, needs<input_type>>, PERCEPTYPE_TEXT_NAMED_X_MATCHES);
        return {};
    }

    /// The parameters of a node's layers, of which the first is layer 1: `net.node<"eye">().layer<1>().bias(0)`.
    template <node_name Name>
    [[nodiscard]] constexpr auto node() noexcept {
        static_assert(has_node<node_tag<Name>, basic_network>,
                      "perceptype: no node of the graph has this name; name one of its nodes");
        if constexpr (has_node<node_tag<Name>, basic_network>)
            return this->template layer<detail::owner_index<chain_type, Name>>();
        else
            return detail::rejected_parameters<Scalar*>{this->storage()};
    }
    template <node_name Name>
    [[nodiscard]] constexpr auto node() const noexcept {
        static_assert(has_node<node_tag<Name>, basic_network>,
                      "perceptype: no node of the graph has this name; name one of its nodes");
        if constexpr (has_node<node_tag<Name>, basic_network>)
            return this->template layer<detail::owner_index<chain_type, Name>>();
        else
            return detail::rejected_parameters<const Scalar*>{this->storage()};
    }
};

/// Graphs of any scalar type, and graphs that compute in float.
template <class Scalar, class... Entries>
using basic_graph = basic_network<Scalar, Entries...>;
template <class... Entries>
using graph = basic_network<float, Entries...>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
