// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Checks of a loss on a graph's outputs, shared by operations.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/execution/graph_chain.hpp>
#include <perceptype/execution/named_rows.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/node.hpp>
#include <perceptype/topology/wiring.hpp>

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

// Faults in the names of a joint loss.
template <node_name Name>
struct no_output;
template <node_name Name>
struct named_twice;

namespace detail {

/// The output with that name: its last layer and its shape; `nothing` if there is none.
template <class Chain, auto Name, class OutputShape = typename Chain::output_shape>
struct output_named {
    using layer = nothing;
    using shape = nothing;
};
template <class Chain, auto Name, class... Shapes>
    requires(count_named<Name, Shapes...> != 0)
struct output_named<Chain, Name, named_shapes<Shapes...>> {
    static constexpr std::size_t node = Chain::output_indices[index_named<Name, Shapes...>];
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

/// The first name of a joint loss that is not an output's name or occurs twice.
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

/// The first loss of a joint loss that does not fit its output.
template <class Chain, class... Losses>
struct misfit_loss {
    using last = nowhere;
    using result = nothing;
};
template <class Chain, class First, class... Rest>
struct misfit_loss<Chain, First, Rest...> {
    using found = output_named<Chain, First::name>;
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

template <class Chain, class LossType, class... Shapes>
struct loss_location<Chain, LossType, named_shapes<Shapes...>> {
    using last = nowhere;
    using result = nothing;
    using misnamed = LossType;
    using outputs = perceptype::outputs<Shapes::name...>;
};
template <class Chain, class... Losses, class... Shapes>
    requires losses_have_names<Losses...>
struct loss_location<Chain, joint_loss<Losses...>, named_shapes<Shapes...>> : misfit_loss<Chain, Losses...> {
    using misnamed = typename misnamed_loss<named_shapes<Shapes...>, Losses...>::type;
    using outputs = perceptype::outputs<Shapes::name...>;
};

/// A range of the named values in the elements of a range; the range itself if its elements have no such value.
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

/// The assertions of an operation that classifies by one output of a graph.
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

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
