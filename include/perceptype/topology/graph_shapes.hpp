// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Deduces the shapes of a graph's nodes along its wiring, or finds the fault in it.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/deduce.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/nested.hpp>
#include <perceptype/topology/node.hpp>
#include <perceptype/topology/wiring.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// Turns a fault of a node's layers into a fault at that node.
template <auto Name, auto Kind, std::size_t... Layer, class LayerType, class Detail>
consteval auto in_node(fault<Kind, at_layer<Layer...>, LayerType, Detail>) {
    return fault<Kind, at_node<Name, Layer...>, LayerType, Detail>{};
}

/// The output shape of a node as `deduced<Shape>`, or its fault.
template <auto Name, class First, class Joined, class... Layers>
consteval auto append_layers(option_list<Layers...>) {
    using shapes = deduced_layers<typename input_of<Joined>::type, Layers...>;
    if constexpr (shapes::kind != fault_kind::none)
        return in_node<Name>(shapes{});
    else
        return deduced<typename last_of_shapes<shapes>::type>{};
}
template <auto Name, class Join, class Layers, class... Sources>
consteval auto join_and_append() {
    using at = at_node<Name>;
    if constexpr (std::is_void_v<Join>) {
        if constexpr (sizeof...(Sources) == 1)
            return append_layers<Name, Join, Sources...>(Layers{});
        else
            return fault<fault_kind::no_join, at, Layers, receives<Sources...>>{};
    } else if constexpr (!Join::template fits<Sources...>) {
        return fault<fault_kind::unequal_join, at, Join, receives<Sources...>>{};
    } else if constexpr (!JoinBlock<typename Join::template block<float, Sources...>, float, sizeof...(Sources)>) {
        return fault<fault_kind::missing_member, at, Join, needs<member::forward_of_sources_or_backward_of_source>>{};
    } else {
        return append_layers<Name, Join, typename Join::template output<Sources...>>(Layers{});
    }
}

template <class... Entries>
struct graph_shapes {
    static constexpr const auto& plan = wire<Entries...>;
    template <std::size_t Index>
    using entry_type = typename type_at<Index, Entries...>::type;

    template <std::size_t Index>
    static consteval auto find() {
        using described = entry<entry_type<Index>>;
        if constexpr (described::kind == entry_kind::input) {
            using extents = typename described::extents;
            if constexpr (!extents::positive || extents::rank == 0)
                return fault<fault_kind::zero_extent, at_node<described::name>, entry_type<Index>>{};
            else
                return deduced<extents>{};
        } else {
            return find_node<Index>(std::make_index_sequence<plan.source_count[Index]>{});
        }
    }
    template <std::size_t Index>
    using found = decltype(find<Index>());
    template <std::size_t Index>
    using shape_of = typename last_of_shapes<found<Index>>::type;

    /// The node that has the layers of node `Index`: itself or the node that it is tied to. The number of entries if
    /// there is no such node.
    template <std::size_t Index>
    static consteval std::size_t find_owner() {
        using tie = tie_of<typename parts_of<entry_type<Index>>::layers>;
        if constexpr (tie::ties) {
            constexpr auto names = []<std::size_t... i>(std::index_sequence<i...>) {
                return std::array<name_view, sizeof...(Entries)>{owner_name<i>()...};
            }(std::make_index_sequence<sizeof...(Entries)>{});
            std::size_t found = 0;
            while (found < names.size() && !(names[found].is_name() && names[found] == tie::name)) ++found;
            return found;
        } else {
            return Index;
        }
    }
    template <std::size_t Index>
    static consteval name_view owner_name() {
        using type = entry_type<Index>;
        if constexpr (entry<type>::kind == entry_kind::node)
            if constexpr (!tie_of<typename parts_of<type>::layers>::ties) return view_of<entry<type>::name>;
        return {};
    }
    /// Whether there is a node with the name that node `Index` is tied to.
    template <std::size_t Index>
    static consteval bool has_tied_name() {
        using tie = tie_of<typename parts_of<entry_type<Index>>::layers>;
        const auto is_it = []<class Entry>(std::type_identity<Entry>) {
            if constexpr (requires { entry<Entry>::name; })
                return view_of<entry<Entry>::name> == tie::name;
            else
                return false;
        };
        return (is_it(std::type_identity<Entries>{}) || ...);
    }
    template <std::size_t Index>
    static constexpr std::size_t owner = find_owner<Index>();
    /// A node's join, and its layers or those of the node that it is tied to.
    template <std::size_t Index>
    struct parts {
        using join = typename parts_of<entry_type<Index>>::join;
        using layers = typename parts_of<entry_type<owner<Index>>>::layers;
    };
    /// The input shape of a node's layers.
    template <std::size_t Index, class Indices = std::make_index_sequence<plan.source_count[Index]>>
    struct received_by;
    template <std::size_t Index, std::size_t... k>
    struct received_by<Index, std::index_sequence<k...>> {
        static consteval auto find() {
            using join = typename parts_of<entry_type<Index>>::join;
            if constexpr (std::is_void_v<join>)
                return deduced<shape_of<plan.sources[Index][0]>>{};
            else
                return deduced<typename join::template output<shape_of<plan.sources[Index][k]>...>>{};
        }
        using type = typename last_of_shapes<decltype(find())>::type;
    };
    template <std::size_t Index>
    using received = typename received_by<Index>::type;

    template <std::size_t Index, std::size_t... k>
    static consteval auto find_node(std::index_sequence<k...>) {
        if constexpr (((found<plan.sources[Index][k]>::kind != fault_kind::none) || ...)) {
            return first_fault<found<plan.sources[Index][k]>...>();
        } else if constexpr (contains_graph<entry_type<Index>>) {
            return typename nested_fault<entry_type<Index>>::type{};
        } else if constexpr (owner<Index> == sizeof...(Entries)) {
            constexpr fault_kind wrong = has_tied_name<Index>() ? fault_kind::no_owner : fault_kind::unknown_node;
            return fault<wrong, at_node<entry<entry_type<Index>>::name>,
                         typename parts_of<entry_type<Index>>::layers>{};
        } else {
            using found_shape =
                decltype(join_and_append<entry<entry_type<Index>>::name, typename parts<Index>::join,
                                         typename parts<Index>::layers, shape_of<plan.sources[Index][k]>...>());
            if constexpr (owner<Index> != Index && found_shape::kind == fault_kind::none)
                return check_tie<Index>(found_shape{});
            else
                return found_shape{};
        }
    }

    /// The node that this one is tied to may come later, so its own faults are reported first.
    template <std::size_t Index, class Shape>
    static consteval auto check_tie(Shape) {
        using other = found<owner<Index>>;
        if constexpr (other::kind != fault_kind::none)
            return other{};
        else if constexpr (!std::is_same_v<received<Index>, received<owner<Index>>>)
            return fault<fault_kind::unequal_tie, at_node<entry<entry_type<Index>>::name>,
                         typename parts_of<entry_type<Index>>::layers,
                         receives<received<Index>, received<owner<Index>>>>{};
        else
            return Shape{};
    }

    template <class First, class... Rest>
    static consteval auto first_fault() {
        if constexpr (First::kind != fault_kind::none || sizeof...(Rest) == 0)
            return First{};
        else
            return first_fault<Rest...>();
    }
    template <std::size_t... k>
    static consteval auto find_all(std::index_sequence<k...>) {
        return first_fault<found<plan.sources[plan.outputs][k]>...>();
    }

    /// The fault of the wiring, with the names as types.
    template <std::size_t... k>
    static consteval auto make_cycle(std::index_sequence<k...>) {
        return cycle<entry<entry_type<plan.path[k]>>::name...>{};
    }
    static consteval auto wiring() {
        constexpr std::size_t entry_at_fault = plan.entry_at_fault < sizeof...(Entries) ? plan.entry_at_fault : 0;
        using at = at_entry<entry_at_fault>;
        using type = entry_type<entry_at_fault>;
        if constexpr (plan.fault == wiring_fault::no_node)
            return fault<fault_kind::no_node, at, type>{};
        else if constexpr (plan.fault == wiring_fault::no_input)
            return fault<fault_kind::no_input_node, at, type>{};
        else if constexpr (plan.fault == wiring_fault::no_outputs)
            return fault<fault_kind::no_outputs, at, type>{};
        else if constexpr (plan.fault == wiring_fault::repeated_outputs)
            return fault<fault_kind::repeated_outputs, at, type>{};
        else if constexpr (plan.fault == wiring_fault::repeated_name)
            return fault<fault_kind::repeated_node, at, type>{};
        else if constexpr (plan.fault == wiring_fault::unknown_name)
            return fault<fault_kind::unknown_node, at, decltype(name_in<plan.source>(std::type_identity<type>{}))>{};
        else if constexpr (plan.fault == wiring_fault::cycle)
            return fault<fault_kind::cyclic, at, decltype(make_cycle(std::make_index_sequence<plan.path_size>{}))>{};
        else if constexpr (plan.fault == wiring_fault::unused)
            return fault<fault_kind::unused_node, at, type>{};
        else
            return find_all(std::make_index_sequence<plan.source_count[plan.outputs]>{});
    }

private:
    template <std::size_t Position, node_name Name, node_name... Sources, class... Layers>
    static consteval auto name_in(std::type_identity<node<Name, from<Sources...>, Layers...>>) {
        return pick_name<Position>(from<Sources...>{});
    }
    template <std::size_t Position, node_name... Sources>
    static consteval auto name_in(std::type_identity<outputs<Sources...>>) {
        return pick_name<Position>(from<Sources...>{});
    }
};

/// The shapes of a list that has no nested graphs any more.
template <class List>
struct flattened_shapes;
template <class... Entries>
struct flattened_shapes<option_list<Entries...>> {
    static constexpr bool is_wired = graph_shapes<Entries...>::plan.fault == wiring_fault::none;
    using type = decltype(graph_shapes<Entries...>::wiring());
};

/// Gives a fault of the wiring the number of the entry in the list as the user wrote it. Other faults are unchanged.
template <class... Written, auto Kind, std::size_t Number, class Entry, class Detail>
consteval auto at_written_entry(fault<Kind, at_entry<Number>, Entry, Detail>) {
    constexpr std::size_t number = [] {
        const auto length = []<class... Entries>(std::type_identity<option_list<Entries...>>) {
            return sizeof...(Entries);
        };
        const std::size_t lengths[] = {
            length(std::type_identity<typename flattened_entry<Written, Written...>::type>{})...};
        std::size_t found = 0;
        for (std::size_t end = lengths[0]; end <= Number; end += lengths[found]) ++found;
        return found;
    }();
    return fault<Kind, at_entry<number>, Entry, Detail>{};
}
template <class... Entries>
    requires(GraphEntry<Entries> || ...)
struct deduce_shapes<Entries...> {
    using flatten = flattened_shapes<typename flattened_entries<Entries...>::type>;
    static consteval auto find() {
        if constexpr (flatten::is_wired)
            return typename flatten::type{};
        else
            return at_written_entry<Entries...>(typename flatten::type{});
    }
    using type = decltype(find());
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
