// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Replaces networks and graphs that are nested in a graph's nodes by their layers and nodes, so that the rest of the
/// library sees a single flat list. The nodes of a graph in node "eye" are named "eye.left", "eye.right" in that list,
/// and those of a second graph there "eye.2.left".

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/meta/list.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/deduce.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/node.hpp>
#include <perceptype/topology/wiring.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Scalar, class... Layers>
class basic_network;

/// The input of a network or graph that is nested in a node. It accepts only that shape and has no cost.
template <std::size_t... Extents>
struct network_input : layer_base {
    static constexpr const char* name = "network";
    static constexpr layer_capabilities can{.is_view = true};
    struct requirement {
        template <class Input>
        static consteval fault_kind fault() {
            return std::is_same_v<Input, shape<Extents...>> ? fault_kind::none : fault_kind::other_input;
        }
    };
};

/// The type is an entry of a graph's list, whether or not it has a fault.
template <class Type>
concept GraphEntry = detail::entry<Type>::kind != detail::entry_kind::other;

namespace detail {

/// The layers, in which each nested network is replaced by its layers.
template <class Done, class... Layers>
struct with_networks_flattened;
template <class... Done>
struct with_networks_flattened<option_list<Done...>> {
    using type = option_list<Done...>;
};
template <class... Done, class First, class... Rest>
struct with_networks_flattened<option_list<Done...>, First, Rest...>
    : with_networks_flattened<option_list<Done..., First>, Rest...> {};
template <class... Done, class Scalar, std::size_t... Extents, class... Inner, class... Rest>
struct with_networks_flattened<option_list<Done...>, basic_network<Scalar, input<Extents...>, Inner...>, Rest...>
    : with_networks_flattened<option_list<Done..., network_input<Extents...>, Inner...>, Rest...> {};

/// The type is a network or graph, whether or not it has a fault. Asking more of the type would make it reject itself.
template <class Type>
inline constexpr bool is_network_type = false;
template <class Scalar, class... Layers>
inline constexpr bool is_network_type<basic_network<Scalar, Layers...>> = true;

/// A node's join, void if there is none, and its layers.
template <class Entry>
struct parts_of {
    using join = void;
    using layers = option_list<>;
};
template <node_name Name, class From, class... Layers>
struct parts_of<node<Name, From, Layers...>> {
    using join = void;
    using layers = typename with_networks_flattened<option_list<>, Layers...>::type;
};
template <node_name Name, class From, class First, class... Layers>
    requires(!is_network_type<First> && Join<First>)
struct parts_of<node<Name, From, First, Layers...>> {
    using join = First;
    using layers = typename with_networks_flattened<option_list<>, Layers...>::type;
};

/// The node to which a list of layers is tied, if it is.
template <class Layers>
struct tie_of {
    static constexpr bool ties = false;
};
template <node_name Name>
struct tie_of<option_list<tied<Name>>> {
    static constexpr bool ties = true;
    static constexpr name_view name = view_of<Name>;
};

template <class Type>
inline constexpr bool is_graph_type = false;
template <class Scalar, class... Entries>
    requires(GraphEntry<Entries> || ...)
inline constexpr bool is_graph_type<basic_network<Scalar, Entries...>> = true;

template <class Entry>
inline constexpr bool contains_graph = false;
template <node_name Name, class From, class... Layers>
inline constexpr bool contains_graph<node<Name, From, Layers...>> = (is_graph_type<Layers> || ...);

/// The node with that join (void for none) and a list of layers.
template <auto Name, class From, class Join, class Layers>
struct node_of;
template <auto Name, class From, class Join, class... Layers>
struct node_of<Name, From, Join, option_list<Layers...>> {
    using type = node<Name, From, Join, Layers...>;
};
template <auto Name, class From, class... Layers>
struct node_of<Name, From, void, option_list<Layers...>> {
    using type = node<Name, From, Layers...>;
};

/// The first graph among a node's layers, and the layers before and after it.
template <class Before, class... Layers>
struct layers_around_graph {
    using before = Before;
    using graph = void;
    using after = option_list<>;
};
template <class... Before, class First, class... Rest>
struct layers_around_graph<option_list<Before...>, First, Rest...>
    : layers_around_graph<option_list<Before..., First>, Rest...> {};
template <class... Before, class First, class... Rest>
    requires is_graph_type<First>
struct layers_around_graph<option_list<Before...>, First, Rest...> {
    using before = option_list<Before...>;
    using graph = First;
    using after = option_list<Rest...>;
};

template <class Entry>
inline constexpr std::size_t outputs_in = 0;
template <node_name... Names>
inline constexpr std::size_t outputs_in<outputs<Names...>> = sizeof...(Names);

/// The inputs and outputs of a graph in a node.
template <class Graph>
struct ends_of_graph;
template <class Scalar, class... Entries>
struct ends_of_graph<basic_network<Scalar, Entries...>> {
    using shapes = deduced_shapes<Entries...>;
    static constexpr std::size_t input_count = (std::size_t(entry<Entries>::kind == entry_kind::input) + ...);
    static constexpr std::size_t output_count = (outputs_in<Entries> + ...);
    using inputs =
        typename meta::joined_lists<option_list<>, std::conditional_t<entry<Entries>::kind == entry_kind::input,
                                                                      option_list<Entries>, option_list<>>...>::type;
    using outputs =
        typename meta::joined_lists<option_list<>, std::conditional_t<entry<Entries>::kind == entry_kind::outputs,
                                                                      option_list<Entries>, option_list<>>...>::type;
};

/// Selects one of several names.
template <std::size_t Position, node_name First, node_name... Rest>
consteval auto pick_name(from<First, Rest...>) {
    if constexpr (Position == 0)
        return from<First>{};
    else
        return pick_name<Position - 1>(from<Rest...>{});
}

/// A list of entries in which nested graphs are replaced by their nodes.
template <class... Entries>
struct flattened_entries;

/// The name of node `Inner` of graph number `Number` in node `Outer`. It is `Outer` itself if the inner node gives the
/// value of the outer node.
template <node_name Outer, std::size_t Number, node_name Inner, node_name... Last>
consteval auto name_inside(from<Last...>) {
    if constexpr ((... || (Last == Inner)))
        return Outer;
    else
        return inner_name<Outer, Number, Inner>();
}

/// The nodes that replace node `Name` and the graphs in it, starting at graph number `Number`. If the node is tied to
/// another one, `Owner`, they use the parameters of the nodes that replace `Owner`.
template <node_name Name, node_name Owner, bool Ties, std::size_t Number = 1>
struct nested_nodes {
    /// The names of a graph's nodes, and of the nodes that they are tied to. `Last` is the node that gives the value of
    /// node `Name`, if it is in this graph.
    template <class Last, node_name Inner>
    static constexpr auto own = name_inside<Name, Number, Inner>(Last{});
    template <class Last, node_name Inner>
    static constexpr auto owned = name_inside<Owner, Number, Inner>(Last{});

    /// The layers of a node, or the tie to those of another node.
    template <auto Other, class... Layers>
    static consteval auto layers_of(option_list<Layers...>) {
        if constexpr (Ties && sizeof...(Layers) != 0)
            return option_list<tied<Other>>{};
        else
            return option_list<Layers...>{};
    }

    /// The nodes, or the first fault that can be found without comparing shapes.
    template <class Join, class... Layers, node_name... Sources>
    static consteval auto flatten(from<Sources...>, option_list<Layers...> layers) {
        using around = layers_around_graph<option_list<>, Layers...>;
        using before = typename around::before;
        using graph = typename around::graph;
        using after = typename around::after;
        if constexpr (std::is_void_v<graph>) {
            return option_list<
                typename node_of<Name, from<Sources...>, Join, decltype(layers_of<Owner>(layers))>::type>{};
        } else {
            using ends = ends_of_graph<graph>;
            constexpr std::size_t values =
                std::is_void_v<Join> && std::is_same_v<before, option_list<>> ? sizeof...(Sources) : 1;
            if constexpr (ends::shapes::kind != fault_kind::none)
                return typename ends::shapes{};
            else if constexpr (values != ends::input_count)
                return fault<fault_kind::other_inputs, at_node<Name>, from<Sources...>, needs<typename ends::inputs>>{};
            else if constexpr (ends::output_count != 1 && !std::is_same_v<after, option_list<>>)
                return fault<fault_kind::several_values, at_node<Name>, after, receives<typename ends::outputs>>{};
            else
                return with_layers_after<Join, before>(from<Sources...>{}, std::type_identity<graph>{},
                                                       typename ends::outputs{}, after{});
        }
    }

private:
    /// The nodes of a graph with one output, and a node for the layers after it.
    template <class Join, class Before, class From, class Graph, node_name Output, class... Behind>
    static consteval auto with_layers_after(From sources, Graph graph, option_list<outputs<Output>>,
                                            option_list<Behind...> after) {
        if constexpr (sizeof...(Behind) == 0) {
            return nodes_of<Join, Before, from<Output>>(sources, graph);
        } else {
            using next = nested_nodes<Name, Owner, Ties, Number + 1>;
            using last = decltype(next::template flatten<void>(from<own<from<>, Output>>{}, after));
            if constexpr (requires { last::kind; })
                return last{};
            else
                return
                    typename meta::joined_lists<decltype(nodes_of<Join, Before, from<>>(sources, graph)), last>::type{};
        }
    }
    /// A graph with several outputs keeps their names.
    template <class Join, class Before, class From, class Graph, node_name... Outputs>
        requires(sizeof...(Outputs) != 1)
    static consteval auto with_layers_after(From sources, Graph graph, option_list<outputs<Outputs...>>,
                                            option_list<>) {
        return nodes_of<Join, Before, from<>>(sources, graph);
    }

    template <class Join, class Before, class Last, class From, class Scalar, class... Entries>
    static consteval auto nodes_of(From sources, std::type_identity<basic_network<Scalar, Entries...>>) {
        return nodes_in<Join, Before, Last>(sources, typename flattened_entries<Entries...>::type{});
    }
    template <class Join, class Before, class Last, class From, class... Entries>
    static consteval auto nodes_in(From, option_list<Entries...>) {
        constexpr auto inputs_before = [] {
            std::array<std::size_t, sizeof...(Entries)> found{};
            std::size_t next = 0, count = 0;
            ((found[next++] = count, count += entry<Entries>::kind == entry_kind::input), ...);
            return found;
        }();
        return [=]<std::size_t... i>(std::index_sequence<i...>) {
            return typename meta::joined_lists<
                option_list<>, decltype(input_for<Join, Before, Last, From, inputs_before[i]>(Entries{}))...,
                decltype(node_for<Last>(Entries{}))...>::type{};
        }(std::make_index_sequence<sizeof...(Entries)>{});
    }

    /// The layers before a graph are applied to its only input. Without such layers, each input takes one of the
    /// sources. The inputs come first, and so do the parameters of these layers.
    template <class Join, class Before, class Last, class From, std::size_t Input, class Entry>
    static consteval auto input_for(Entry) {
        return option_list<>{};
    }
    template <class Join, class Before, class Last, class From, std::size_t Input, node_name Inner,
              std::size_t... Extents>
    static consteval auto input_for(input_node<Inner, Extents...>) {
        using check = option_list<network_input<Extents...>>;
        if constexpr (!std::is_same_v<Before, option_list<>>)
            return option_list<typename node_of<own<Last, Inner>, From, Join,
                                                decltype(layers_of<owned<Last, Inner>>(
                                                    typename meta::joined_lists<Before, check>::type{}))>::type>{};
        else if constexpr (!std::is_void_v<Join>)
            return option_list<typename node_of<own<Last, Inner>, From, Join, check>::type>{};
        else
            return option_list<
                typename node_of<own<Last, Inner>, decltype(pick_name<Input>(From{})), void, check>::type>{};
    }
    template <class Last, class Entry>
    static consteval auto node_for(Entry) {
        return option_list<>{};
    }
    template <class Last, node_name Inner, node_name... Sources, class... Layers>
    static consteval auto node_for(node<Inner, from<Sources...>, Layers...>) {
        using parts = parts_of<node<Inner, from<Sources...>, Layers...>>;
        using layers = decltype(renamed<Last, Inner>(typename parts::layers{}));
        return option_list<
            typename node_of<own<Last, Inner>, from<own<Last, Sources>...>, typename parts::join, layers>::type>{};
    }
    template <class Last, node_name Inner, class... Layers>
    static consteval auto renamed(option_list<Layers...> layers) {
        return layers_of<owned<Last, Inner>>(layers);
    }
    template <class Last, node_name Inner, node_name Other>
    static consteval auto renamed(option_list<tied<Other>>) {
        return option_list<tied<owned<Last, Other>>>{};
    }
};

/// The nodes with that name that contain a graph.
template <auto Name, class Entry>
struct nodes_containing_graph {
    using type = option_list<>;
};
template <auto Name, node_name Own, class From, class... Layers>
    requires(contains_graph<node<Own, From, Layers...>> && Name == Own)
struct nodes_containing_graph<Name, node<Own, From, Layers...>> {
    using type = option_list<node<Own, From, Layers...>>;
};

/// The nodes that replace an entry of a list with nested graphs, or the entry itself if it has a fault.
template <class Entry, class... All>
struct flattened_entry {
    using type = option_list<Entry>;
};
template <node_name Name, class From, class... Layers, class... All>
struct flattened_entry<node<Name, From, Layers...>, All...> {
    using parts = parts_of<node<Name, From, Layers...>>;

    template <node_name Owner, bool Ties, class Own>
    static consteval auto flatten(Own layers) {
        using nodes = decltype(nested_nodes<Name, Owner, Ties>::template flatten<typename parts::join>(From{}, layers));
        if constexpr (requires { nodes::kind; })
            return option_list<typename node_of<Name, From, typename parts::join, Own>::type>{};
        else
            return nodes{};
    }
    template <node_name Owner, class From2, class... Own>
    static consteval auto flatten_as(option_list<node<Owner, From2, Own...>>) {
        return flatten<Owner, true>(typename parts_of<node<Owner, From2, Own...>>::layers{});
    }
    static consteval auto flatten_as(option_list<>) { return option_list<node<Name, From, Layers...>>{}; }
    template <class Own>
    static consteval auto find(Own layers) {
        return flatten<Name, false>(layers);
    }
    template <node_name Owner>
    static consteval auto find(option_list<tied<Owner>>) {
        return flatten_as(
            typename meta::joined_lists<option_list<>, typename nodes_containing_graph<Owner, All>::type...>::type{});
    }
    using type = decltype(find(typename parts::layers{}));
};

template <class... Entries>
struct flattened_entries {
    using type = option_list<Entries...>;
};
template <class... Entries>
    requires(contains_graph<Entries> || ...)
struct flattened_entries<Entries...> : meta::joined_lists<typename flattened_entry<Entries, Entries...>::type...> {};

/// The fault of a node whose nested graph could not be replaced.
template <class Node>
struct nested_fault;
template <node_name Name, class From, class... Layers>
struct nested_fault<node<Name, From, Layers...>> {
    using parts = parts_of<node<Name, From, Layers...>>;
    using type = decltype(nested_nodes<Name, Name, false>::template flatten<typename parts::join>(
        From{}, typename parts::layers{}));
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
