// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What verbs assert of a loss of a graph's outputs.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/execution/graph_objective.hpp>
#include <perceptype/execution/named_rows.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/node.hpp>
#include <perceptype/topology/wiring.hpp>

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

// What can be wrong with the names of a joint loss.
template <node_name Name>
struct no_output;
template <node_name Name>
struct named_twice;

namespace detail {

/// The output of that name, its last layer and its shape; nothing where there is none.
template <class Chain, auto Name, std::size_t Output = 0>
struct output_named {
    static consteval auto find() {
        if constexpr (Output == Chain::output_count) {
            return std::type_identity<output_named>{};
        } else if constexpr (Chain::output_shape::template at<Output>::name == Name) {
            return std::type_identity<output_named<Chain, Name, Chain::output_count + 1 + Output>>{};
        } else {
            return typename output_named<Chain, Name, Output + 1>::self{};
        }
    }
    using self = decltype(find());
    using layer = nothing;
    using shape = nothing;
};
template <class Chain, auto Name, std::size_t Output>
    requires(Output > Chain::output_count)
struct output_named<Chain, Name, Output> {
    static constexpr std::size_t node = Chain::output_indices[Output - Chain::output_count - 1];
    static consteval auto find() {
        if constexpr (!Chain::template is_node<node>) {
            return std::type_identity<typename Chain::template layer<node>>{};
        } else if constexpr (Chain::template is_join_only<node>) {
            return std::type_identity<typename Chain::shapes::template parts<node>::join>{};
        } else {
            using layers = typename Chain::template inner<node>::type;
            return std::type_identity<typename layers::template layer<layers::layer_count - 1>>{};
        }
    }
    using layer = typename decltype(find())::type;
    using shape = typename Chain::template output<node>;
};

/// The first name of a joint loss that is no output's or that is given twice.
template <class Shapes, class... Losses>
struct misnamed_loss {
    using type = nowhere;
};
template <class... Shapes, class First, class... Rest>
    requires(count_named<First::name, Shapes...> == 0)
struct misnamed_loss<named_shapes<Shapes...>, First, Rest...> {
    using type = no_output<First::name>;
};
template <class... Shapes, class First, class... Rest>
    requires(count_named<First::name, Shapes...> == 1)
struct misnamed_loss<named_shapes<Shapes...>, First, Rest...>
    : std::conditional_t<count_named<First::name, Rest...> == 0, misnamed_loss<named_shapes<Shapes...>, Rest...>,
                         std::type_identity<named_twice<First::name>>> {};

/// The names that a graph lists as its outputs.
template <class Shapes>
struct output_names;
template <class... Shapes>
struct output_names<named_shapes<Shapes...>> {
    using type = outputs<Shapes::name...>;
};

/// The first of a joint loss's losses that does not fit its output.
template <class Chain, class... Losses>
struct misfit_loss {
    using last = nowhere;
    using result = nothing;
};
template <class Chain, class First, class... Rest>
struct misfit_loss<Chain, First, Rest...> {
    using found = typename output_named<Chain, First::name>::self::type;
    using shape = typename found::shape;
    static consteval bool fits() {
        if constexpr (std::is_same_v<shape, nothing>)
            return false;  // is misnamed
        else
            return First::value_type::template fits<typename found::layer, shape>;
    }
    using next = misfit_loss<Chain, Rest...>;
    using last = std::conditional_t<fits(), typename next::last, after<at_node<First::name>, typename found::layer>>;
    using result = std::conditional_t<fits(), typename next::result, gives<shape>>;
};

template <class Chain, class LossType>
    requires requires { typename Chain::is_graph; }
struct loss_location<Chain, LossType> {
    using last = nowhere;
    using result = nothing;
    using misnamed = LossType;
    using outputs = typename output_names<typename Chain::output_shape>::type;
};
template <class Chain, class... Losses>
    requires(requires { typename Chain::is_graph; } && losses_have_names<Losses...>)
struct loss_location<Chain, joint_loss<Losses...>> : misfit_loss<Chain, Losses...> {
    using misnamed = typename misnamed_loss<typename Chain::output_shape, Losses...>::type;
    using outputs = typename output_names<typename Chain::output_shape>::type;
};

/// A range of what the elements of a range have under a name; the range itself, if they have nothing.
template <class Range, auto Name>
struct part_of_range {
    using type = Range;
};
template <class Range, auto Name>
    requires has_value<element_of<Range>, node_tag<Name>>
struct part_of_range<Range, Name> {
    using type =
        std::span<const std::remove_cvref_t<decltype(std::declval<const element_of<Range>&>()[node_tag<Name>{}])>>;
};

/// What a verb asserts that classifies by one output of a graph.
template <class Network, auto Name>
struct output_check : network_check<Network> {
    using base = network_check<Network>;
    using typename base::chain, typename base::scalar, typename base::inputs;
    static constexpr bool named = base::passes && is_an_output<node_tag<Name>, typename base::output>;
    using found = named_output<chain, Name>;
    using outputs = std::conditional_t<named, range_of<tensor_of<scalar, typename found::shape>>, anything>;
    template <class Inputs, class Targets>
    using targets = typename base::template after_inputs<Inputs, typename part_of_range<Targets, Name>::type>;
    template <class Inputs, class Targets>
    static constexpr bool classifies = named && x_matches<receives<Inputs>, needs<inputs>> &&
                                       target_matches<targets<Inputs, Targets>, needs<outputs>, classification>;
};

/// Of a graph, the first layer at fault in a node that leads to a loss: all others are not run. `Fault::in<Layers>` is
/// its number, or that of layers if there is none.
template <class Chain, class LossType, class Fault>
struct learning_location {
    template <std::size_t Index>
    static consteval bool is_found() {
        using block = typename Chain::template block<Index>;
        if constexpr (requires { typename block::layers; })
            return Fault::template in<typename block::layers> != block::layers::layer_count;
        else
            return false;
    }
    static constexpr std::size_t index = []<std::size_t... i>(std::index_sequence<i...>) {
        const bool at_fault[] = {is_found<i>()...};
        std::size_t first = 0;
        while (first < Chain::layer_count && !(at_fault[first] && graph_descent<Chain, LossType>::role.leads[first]))
            ++first;
        return first;
    }(typename Chain::indices{});
    template <std::size_t Index>
    struct location {
        using inner = typename Chain::template block<Index>::layers;
        static constexpr std::size_t number = Fault::template in<inner>;
        using at = at_node<entry<typename Chain::template layer<Index>>::name, number>;
        using layer = typename inner::template layer<number>;
    };
    using found = std::conditional_t<index == Chain::layer_count, no_location<Chain>, location<index>>;
    using at = typename found::at;
    using layer = typename found::layer;
};

struct no_derivative {
    template <class Layers>
    static constexpr std::size_t in = first_without_derivative<Layers>;
};
template <class Chain, class LossType>
    requires requires { typename Chain::is_graph; }
struct location_without_derivative<Chain, LossType> : learning_location<Chain, LossType, no_derivative> {};

struct needs_more_samples {
    template <class Layers>
    static constexpr std::size_t in = first_that_needs_more<Layers>;
};
template <class Chain, class LossType>
    requires requires { typename Chain::is_graph; }
struct batched_location<Chain, LossType> : learning_location<Chain, LossType, needs_more_samples> {
    static constexpr std::size_t least_samples = []<std::size_t... i>(std::index_sequence<i...>) {
        return largest_of(
            {graph_descent<Chain, LossType>::role.leads[i] ? Chain::template block<i>::can.least_samples : 1 ...});
    }(typename Chain::indices{});
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
