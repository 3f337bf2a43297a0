// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/diagnostics/ill_formed_network.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/graph_shapes.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/nested.hpp>
#include <perceptype/topology/node.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

// Conditions of the assertions below; after a first failure the later ones count as satisfied.
template <class Network>
inline constexpr bool is_a_graph = requires { typename Network::chain_type::is_graph; } || requires {
    requires detail::is_rejected<typename Network::chain_type>;  // rejected where it was declared
};
template <class From, class To, class Graph>
inline constexpr bool leads_to = true;

namespace detail {

/// For each node, whether `Last` depends on it other than through `First`.
template <class Whole, std::size_t First, std::size_t Last>
inline constexpr auto nodes_between = [] {
    std::array<bool, Whole::layer_count> found{};
    found[Last] = true;
    for (std::size_t again = 0; again < Whole::layer_count; ++again)
        for (std::size_t node = 0; node < Whole::layer_count; ++node) {
            if (!found[node] || node == First) continue;
            for (std::size_t k = 0; k < Whole::shapes::plan.source_count[node]; ++k)
                found[Whole::shapes::plan.sources[node][k]] = true;
        }
    return found;
}();

/// Whether a path leads from the first node to the second. A function and not a lambda: in a lambda, g++ confuses these
/// names with a user's.
template <class Whole, auto From, auto To>
consteval bool leads_from() {
    constexpr std::size_t first = node_index<Whole, From>();
    constexpr std::size_t last = node_index<Whole, To>();
    return first != last && nodes_between<Whole, first, last>[first];
}

}  // namespace detail

template <node_name From, node_name To, class Scalar, class... Entries>
    requires(requires { typename basic_network<Scalar, Entries...>::chain_type::is_graph; } &&
             has_node<node_tag<From>, basic_network<Scalar, Entries...>> &&
             has_node<node_tag<To>, basic_network<Scalar, Entries...>>)
inline constexpr bool leads_to<node_tag<From>, node_tag<To>, basic_network<Scalar, Entries...>> =
    detail::leads_from<chain<Scalar, Entries...>, From, To>();

namespace detail {

template <class Graph, node_name From, node_name To>
inline constexpr bool can_be_cut = requires {
    typename Graph::chain_type::is_graph;
} && has_node<node_tag<From>, Graph> && has_node<node_tag<To>, Graph> && leads_to<node_tag<From>, node_tag<To>, Graph>;

/// The result of a rejected `cut`: callable like a subgraph, so that no further errors follow.
struct rejected_part {
    using input_type = rejected_values;
    using output_type = rejected_values;
    constexpr output_type operator()(const auto&...) const noexcept { return {}; }
};

template <auto Name, class Shape>
struct input_node_of;
template <auto Name, std::size_t... Extents>
struct input_node_of<Name, shape<Extents...>> {
    using type = input_node<Name, Extents...>;
};

/// A tied node, declared with layers of its own instead.
template <class Node, class Layers>
struct untied;
template <node_name Name, class From, class... Tied, class Layers>
struct untied<node<Name, From, Tied...>, Layers>
    : node_of<Name, From, typename parts_of<node<Name, From, Tied...>>::join, Layers> {};

template <class Scalar, class List>
struct network_of_list;
template <class Scalar, class... Entries>
struct network_of_list<Scalar, option_list<Entries...>> {
    using type = basic_network<Scalar, Entries...>;
};

/// An ill-formed network, which is rejected where it is declared. Its members must not be used here: that would report
/// the error far from the user's line.
template <class Network>
inline constexpr bool is_at_fault = false;
template <class Scalar, class... Layers>
inline constexpr bool is_at_fault<basic_network<Scalar, Layers...>> =
    deduced_shapes<Layers...>::kind != fault_kind::none;

/// The only entry of the graph that stands for an impossible subgraph; it is rejected where it is used, with the reason
/// `Kind`.
template <fault_kind Kind, class Ends, class Whole>
struct no_part {};

/// The part of a graph from node `From`, which becomes an input, to node `To`, which becomes the only output.
template <class Network, node_name From, node_name To>
struct part_of_graph {
    static consteval auto find() {
        if constexpr (is_at_fault<Network>)
            return std::type_identity<Network>{};
        else if constexpr (!is_a_graph<Network>)
            return reject<fault_kind::cut_of_no_graph, from<From, To>>();
        else if constexpr (!has_node<node_tag<From>, Network>)
            return reject<fault_kind::cut_at_no_node, from<From>>();
        else if constexpr (!has_node<node_tag<To>, Network>)
            return reject<fault_kind::cut_at_no_node, from<To>>();
        else
            return reject<fault_kind::cut_of_nothing, from<From, To>>();
    }
    template <fault_kind Kind, class Ends>
    static consteval auto reject() {
        return std::type_identity<basic_network<typename Network::scalar_type, no_part<Kind, Ends, Network>>>{};
    }
    using type = typename decltype(find())::type;
};
template <fault_kind Kind, class Ends, class Whole>
struct entry<no_part<Kind, Ends, Whole>> {
    static constexpr entry_kind kind = entry_kind::node;
};
template <fault_kind Kind, class Ends, class Whole>
struct deduce_shapes<no_part<Kind, Ends, Whole>> {
    using type = fault<Kind, Ends, Whole>;
};
template <class Scalar, class... Entries, node_name From, node_name To>
    requires(!is_at_fault<basic_network<Scalar, Entries...>>) && can_be_cut<basic_network<Scalar, Entries...>, From, To>
struct part_of_graph<basic_network<Scalar, Entries...>, From, To> {
    using whole = chain<Scalar, Entries...>;
    static constexpr std::size_t count = whole::layer_count;

    static constexpr std::size_t first = node_index<whole, From>();
    static constexpr std::size_t last = node_index<whole, To>();
    static constexpr auto needed = nodes_between<whole, first, last>;

    /// The node is in the part with its layers.
    template <std::size_t Index>
    static constexpr bool owns = needed[Index] && Index != first;
    /// If the owner of shared layers is not in the part: the first node of the part that is tied to it, which becomes
    /// the owner.
    template <std::size_t Owner>
    static constexpr std::size_t new_owner = []<std::size_t... i>(std::index_sequence<i...>) {
        const std::size_t owners[] = {whole::template owner<i>...};
        std::size_t found = 0;
        while (found < count && (found == Owner || found == first || !needed[found] || owners[found] != Owner)) ++found;
        return found;
    }(std::make_index_sequence<count>{});

    template <std::size_t Index>
    static consteval auto entry_for() {
        if constexpr (!needed[Index])
            return option_list<>{};
        else if constexpr (Index == first)
            return option_list<typename input_node_of<From, typename whole::template output<Index>>::type>{};
        else if constexpr (whole::template owner<Index> == Index || owns<whole::template owner<Index>>)
            return option_list<typename whole::template layer<Index>>{};
        else if constexpr (new_owner<whole::template owner<Index>> == Index)
            return option_list<typename untied<typename whole::template layer<Index>,
                                               typename whole::shapes::template parts<Index>::layers>::type>{};
        else
            return option_list<typename untied<typename whole::template layer<Index>,
                                               option_list<tied<entry<typename whole::template layer<
                                                   new_owner<whole::template owner<Index>>>>::name>>>::type>{};
    }
    template <class... Done>
    static consteval auto joined(option_list<Done...>) {
        return option_list<Done..., outputs<To>>{};
    }
    template <class... Done, class... Next, class... Rest>
    static consteval auto joined(option_list<Done...>, option_list<Next...>, Rest... rest) {
        return joined(option_list<Done..., Next...>{}, rest...);
    }
    template <std::size_t... i>
    static consteval auto list(std::index_sequence<i...>) {
        return joined(option_list<>{}, entry_for<i>()...);
    }
    using type = typename network_of_list<Scalar, decltype(list(std::make_index_sequence<count>{}))>::type;
};

/// Copies the parameters of one node of the part from the node of the same name.
template <class Part, class Whole, std::size_t Index>
constexpr void copy_node(const typename Whole::scalar_type* from, typename Whole::scalar_type* to) {
    if constexpr (Part::template runs<Index>) {
        using block = typename Part::template block<Index>;
        if constexpr (block::parameter_count != 0) {
            constexpr auto name = entry<typename Part::template layer<Index>>::name;
            constexpr std::size_t source = node_index<Whole, name>();
            for (std::size_t k = 0; k < block::parameter_count; ++k)
                to[Part::offsets.storage[Index] + block::position(k)] =
                    from[Whole::template parameter_offset<source> + block::position(k)];
        }
    }
}

}  // namespace detail

/// The part of a graph between two of its nodes, such as the encoder of an autoencoder: `subgraph<autoencoder, "image",
/// "code">`. The node `From` becomes an input of its shape, and the node `To` the only output; other inputs that `To`
/// needs remain inputs.
template <class Graph, node_name From, node_name To>
using subgraph = typename detail::part_of_graph<Graph, From, To>::type;

/// A `subgraph` with a copy of the parameters: `auto encoder = cut<"image", "code">(net)`.
template <node_name From, node_name To, class Graph>
[[nodiscard]] constexpr auto cut(const Graph& net) noexcept {
    static_assert(is_a_graph<Graph>, PERCEPTYPE_TEXT_IS_A_GRAPH_TO_CUT);
    static_assert(has_node<node_tag<From>, Graph>, PERCEPTYPE_TEXT_HAS_NODE_TO_CUT_AT);
    static_assert(has_node<node_tag<To>, Graph>, PERCEPTYPE_TEXT_HAS_NODE_TO_CUT_AT);
    static_assert(leads_to<node_tag<From>, node_tag<To>, Graph>, PERCEPTYPE_TEXT_LEADS_TO);
    if constexpr (detail::can_be_cut<Graph, From, To>) {
        using part = subgraph<Graph, From, To>;
        part result{zeros{}};
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (detail::copy_node<typename part::chain_type, typename Graph::chain_type, i>(net.storage(),
                                                                                         result.storage()),
             ...);
        }(std::make_index_sequence<part::chain_type::layer_count>{});
        return result;
    } else {
        return detail::rejected_part{};
    }
}

namespace detail {

/// The part with its parameters in the storage of the whole graph.
template <class Part, class Whole>
struct part_in_place : Part {
    template <std::size_t Index>
    static constexpr std::size_t parameter_offset =
        Whole::template parameter_offset<node_index<Whole, entry<typename Part::template layer<Index>>::name>()>;
};

}  // namespace detail

/// A `subgraph` that uses the parameters of the whole graph, as they are at the time of each call:
/// `pt::subgraph_view<"image", "code", autoencoder> encode{net}`, or `auto encode = pt::view<"image", "code">(net)`. It
/// refers to the whole graph, which must outlive it.
template <node_name From, node_name To, class Graph>
class subgraph_view {
public:
    using network_type = subgraph<Graph, From, To>;
    using input_type = typename network_type::input_type;
    using output_type = typename network_type::output_type;

    constexpr explicit subgraph_view(const Graph& whole) noexcept : whole_(whole) {}
    subgraph_view(const Graph&&) = delete;

    /// Called like a graph: with values by name, or with `named(...)`.
    template <node_name... Names, class... Values>
    [[nodiscard]] constexpr output_type operator()(const named_value<Names, Values>&... inputs) const noexcept {
        static_assert(x_matches<receives<named_values<named_value<Names, Values>...>>, needs<input_type>>,
                      PERCEPTYPE_TEXT_NAMED_X_MATCHES);
        return detail::call_graph<chain_type, output_type>(whole_.storage(), inputs...);
    }
    template <class... Values>
    [[nodiscard]] constexpr output_type operator()(const named_values<Values...>& inputs) const noexcept {
        static_assert(x_matches<receives<named_values<Values...>>, needs<input_type>>, PERCEPTYPE_TEXT_NAMED_X_MATCHES);
        return detail::call_graph<chain_type, output_type>(whole_.storage(), inputs);
    }
    /// Rejects values without names.
    template <class... Samples>
        requires(sizeof...(Samples) != 0)
    constexpr output_type operator()(const Samples&...) const noexcept {
        static_assert(x_matches<receives<Samples...>, needs<input_type>>, PERCEPTYPE_TEXT_NAMED_X_MATCHES);
        return {};
    }

private:
    using chain_type = detail::part_in_place<typename network_type::chain_type, typename Graph::chain_type>;

    const Graph& whole_;
};

template <node_name From, node_name To, class Graph>
[[nodiscard]] constexpr auto view(const Graph& net) noexcept {
    static_assert(is_a_graph<Graph>, PERCEPTYPE_TEXT_IS_A_GRAPH_TO_CUT);
    static_assert(has_node<node_tag<From>, Graph>, PERCEPTYPE_TEXT_HAS_NODE_TO_CUT_AT);
    static_assert(has_node<node_tag<To>, Graph>, PERCEPTYPE_TEXT_HAS_NODE_TO_CUT_AT);
    static_assert(leads_to<node_tag<From>, node_tag<To>, Graph>, PERCEPTYPE_TEXT_LEADS_TO);
    if constexpr (detail::can_be_cut<Graph, From, To>)
        return subgraph_view<From, To, Graph>{net};
    else
        return detail::rejected_part{};
}
template <node_name From, node_name To, class Graph>
detail::rejected_part view(const Graph&&) = delete;  // would refer to a temporary

}  // namespace perceptype::inline PERCEPTYPE_ISA
