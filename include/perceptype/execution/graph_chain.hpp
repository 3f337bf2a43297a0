// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Binds the nodes of a graph: each node's join and chain of layers, and its offset among the parameters.

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/inner_chain.hpp>
#include <perceptype/execution/nodes.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/topology/graph_shapes.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A named shape, and all named shapes that a graph takes or returns.
template <node_name Name, class Shape>
struct named_shape {
    static constexpr auto name = Name;
    using shape_type = Shape;
};
template <class... Shapes>
struct named_shapes {
    static constexpr std::size_t count = sizeof...(Shapes);
    static constexpr std::size_t size = (Shapes::shape_type::size + ... + 0);
    template <std::size_t Index>
    using at = typename detail::type_at<Index, Shapes...>::type;
};

namespace detail {

/// The layers of a node, after an input layer of the shape that they receive.
template <class Scalar, class Input, class Layers>
struct node_chain;
template <class Scalar, class Input, class... Layers>
struct node_chain<Scalar, Input, option_list<Layers...>> {
    using type = chain<Scalar, typename input_of<Input>::type, Layers...>;
    static constexpr bool empty = sizeof...(Layers) == 0;
};

/// The block of a node that uses the parameters of another node.
template <class Block>
struct tied_block : Block {
    static constexpr std::size_t parameter_count = 0;
    static constexpr std::size_t storage_size = 0;
    static constexpr void update_running_statistics(const typename Block::scalar_type*, typename Block::scalar_type*) {}
};

/// The node has no join and no layer that computes anything.
template <class Entry>
inline constexpr bool is_pass_through = false;
template <class Layer>
inline constexpr bool is_network_input = false;
template <std::size_t... Extents>
inline constexpr bool is_network_input<network_input<Extents...>> = true;
template <node_name Name, node_name Source, class... Layers>
inline constexpr bool is_pass_through<node<Name, from<Source>, Layers...>> = (is_network_input<Layers> && ...);

/// The nodes of a well-formed graph, bound to a scalar.
template <class Scalar, class... Entries>
struct bound_nodes {
    using scalar_type = Scalar;
    using shapes = graph_shapes<Entries...>;
    static constexpr std::size_t layer_count = sizeof...(Entries);

    /// The node computes nothing and is not an output. Nodes that take its value take the value of its source instead.
    static constexpr std::array<bool, layer_count> bypassed = [] {
        std::array<bool, layer_count> found{is_pass_through<Entries>...};
        for (std::size_t k = 0; k < shapes::plan.source_count[shapes::plan.outputs]; ++k)
            found[shapes::plan.sources[shapes::plan.outputs][k]] = false;
        return found;
    }();
    /// The wiring of the nodes that run.
    static constexpr auto plan = [] {
        auto found = shapes::plan;
        for (const std::size_t node : found.order) {
            if (bypassed[node]) continue;
            for (std::size_t k = 0; k < found.source_count[node]; ++k)
                while (bypassed[found.sources[node][k]])
                    found.sources[node][k] = found.sources[found.sources[node][k]][0];
        }
        for (std::size_t node = 0; node < layer_count; ++node)
            if (bypassed[node]) found.source_count[node] = 0;
        return found;
    }();

    template <std::size_t Index>
    using layer = typename shapes::template entry_type<Index>;
    template <std::size_t Index>
    using output = typename shapes::template shape_of<Index>;
    template <std::size_t Index>
    static constexpr std::size_t row = kernels::padded<Scalar>(output<Index>::size);
    template <std::size_t Index>
    static constexpr bool is_input = entry<layer<Index>>::kind == entry_kind::input;
    template <std::size_t Index>
    static constexpr bool is_node = entry<layer<Index>>::kind == entry_kind::node;
    template <std::size_t Index>
    static constexpr bool runs = is_node<Index> && !bypassed[Index];

    template <std::size_t Index, class Indices = std::make_index_sequence<shapes::plan.source_count[Index]>>
    struct sources_of;
    template <std::size_t Index, std::size_t... k>
    struct sources_of<Index, std::index_sequence<k...>> {
        using join = typename shapes::template parts<Index>::join;
        static constexpr bool joins = !std::is_void_v<join>;
        template <class Join>
        struct joined {
            using shape = typename Join::template output<output<shapes::plan.sources[Index][k]>...>;
            using block = typename Join::template block<Scalar, output<shapes::plan.sources[Index][k]>...>;
        };
        struct single {
            using shape = output<shapes::plan.sources[Index][0]>;
            using block = void;
        };
        using received = typename std::conditional_t<joins, joined<join>, single>;
    };
    /// A node's join, bound to the shapes of its sources.
    template <std::size_t Index>
    using join_block = typename sources_of<Index>::received::block;
    template <std::size_t Index>
    static constexpr bool joins = sources_of<Index>::joins;
    template <std::size_t Index>
    using received = typename sources_of<Index>::received::shape;
    template <std::size_t Index>
    using inner = node_chain<Scalar, received<Index>, typename shapes::template parts<Index>::layers>;
    /// The node consists of a join only.
    template <std::size_t Index>
    static constexpr bool is_join_only = joins<Index> && inner<Index>::empty;

    /// The node that owns the parameters of a node's layers.
    template <std::size_t Index>
    static constexpr std::size_t owner = shapes::template owner<Index>;

    template <std::size_t Index, bool Runs = runs<Index>>
    struct block_at {
        using type = no_block<Scalar, void>;
    };
    template <std::size_t Index>
    struct block_at<Index, true> {
        using own = inner_chain<typename inner<Index>::type>;
        using type = std::conditional_t<owner<Index> == Index, own, tied_block<own>>;
    };
    template <std::size_t Index>
    using block = typename block_at<Index>::type;

    template <std::size_t Index>
    static constexpr std::size_t other_operations_of() {
        if constexpr (runs<Index>)
            return block<Index>::other_operations + (joins<Index> ? received<Index>::size : 0);
        else
            return 0;
    }
};

/// The entries with these indices, as named shapes, and the indices.
template <class Bound, class Numbers>
struct named_shapes_at;
template <class Bound, std::size_t... Index>
struct named_shapes_at<Bound, std::index_sequence<Index...>> {
    using type = named_shapes<
        named_shape<entry<typename Bound::template layer<Index>>::name, typename Bound::template output<Index>>...>;
};

/// The loss of the output with that name; void if it has none.
template <class Loss, auto Name>
struct loss_under {
    using type = void;
};
template <class Loss, auto Name>
    requires requires { typename Loss::template loss_of<Name>; }
struct loss_under<Loss, Name> {
    using type = typename Loss::template loss_of<Name>;
};

/// The nodes that reach a loss, each with its layers before the loss.
template <class Graph, class Plan>
struct nodes_before_loss : Graph {
    template <std::size_t Index>
    static constexpr bool runs = Plan::template runs<Index>;
    template <std::size_t Index>
    using inner = std::type_identity<typename Plan::template layers_before_loss<Index>>;
};

}  // namespace detail

/// The nodes of a graph, including those of graphs that are nested in its nodes.
template <class Scalar, class List>
struct graph_chain;
template <class Scalar, class... Entries>
struct graph_chain<Scalar, option_list<Entries...>> : detail::bound_nodes<Scalar, Entries...>,
                                                      placement<detail::bound_nodes<Scalar, Entries...>> {
    using bound = detail::bound_nodes<Scalar, Entries...>;
    using nodes = graph_chain;
    using chain_type = graph_chain;
    using is_graph = void;
    using inference_chain = graph_chain;  // each node's chain selects its own layers
    using bound::plan, bound::layer_count;

    static constexpr std::size_t input_count =
        (std::size_t(detail::entry<Entries>::kind == detail::entry_kind::input) + ...);
    static constexpr std::size_t output_count = plan.source_count[plan.outputs];
    static constexpr auto input_indices = [] {
        std::array<std::size_t, input_count> found{};
        std::size_t next = 0;
        std::size_t number = 0;
        ((detail::entry<Entries>::kind == detail::entry_kind::input ? void(found[next++] = number++) : void(++number)),
         ...);
        return found;
    }();
    static constexpr auto output_indices = [] {
        std::array<std::size_t, output_count> found{};
        for (std::size_t k = 0; k < output_count; ++k) found[k] = plan.sources[plan.outputs][k];
        return found;
    }();

    template <std::size_t Index>
    using layer = typename bound::template layer<Index>;

    /// The offset of the parameters of a node's layers in storage.
    template <std::size_t Index>
    static constexpr std::size_t parameter_offset = placement<bound>::offsets.storage[bound::template owner<Index>];
    /// Nodes share parameters, so a parameter may be read after something has been added to its gradient.
    static constexpr bool shares_parameters = []<std::size_t... i>(std::index_sequence<i...>) {
        const std::size_t owners[] = {bound::template owner<i>...};
        for (std::size_t k = 0; k < layer_count; ++k)
            if (owners[k] != k) return true;
        return false;
    }(std::make_index_sequence<layer_count>{});

    template <class Pointer, std::size_t Count>
    using rows = std::array<Pointer, Count>;
    template <std::size_t Index, class Loss>
    using loss_at = typename detail::loss_under<Loss, detail::entry<layer<Index>>::name>::type;
    template <std::size_t Index, class Loss>
    static constexpr const auto& loss_of(const Loss& loss) {
        return loss[node_tag<detail::entry<layer<Index>>::name>{}];
    }
    template <std::size_t Index, class Batch>
    static constexpr Batch batch_at(Batch batch, std::size_t statistics_passes, std::size_t statistics) {
        if constexpr (std::is_same_v<Batch, no_batch>)
            return batch;
        else
            return batch.at(Index, statistics_passes, statistics);
    }
    template <std::size_t Index, std::size_t Layer>
    using layer_location = at_node<detail::entry<layer<Index>>::name, Layer>;
    template <class Plan>
    using before_loss = detail::nodes_before_loss<graph_chain, Plan>;

    template <std::size_t... k>
    static auto inputs_of(std::index_sequence<k...>) -> std::index_sequence<input_indices[k]...>;
    template <std::size_t... k>
    static auto outputs_of(std::index_sequence<k...>) -> std::index_sequence<output_indices[k]...>;
    using input_shape =
        typename detail::named_shapes_at<bound, decltype(inputs_of(std::make_index_sequence<input_count>{}))>::type;
    using output_shape =
        typename detail::named_shapes_at<bound, decltype(outputs_of(std::make_index_sequence<output_count>{}))>::type;
};
template <class Scalar, class... Entries>
    requires(GraphEntry<Entries> || ...)
struct chain<Scalar, Entries...> : graph_chain<Scalar, typename detail::flattened_entries<Entries...>::type> {};

namespace detail {

/// The index of the node with that name; the number of nodes if there is none.
template <class Graph, auto Name, std::size_t Index = 0>
consteval std::size_t node_index() {
    if constexpr (Index == Graph::layer_count)
        return Index;
    else if constexpr (Index == Graph::plan.outputs)
        return node_index<Graph, Name, Index + 1>();
    else if constexpr (entry<typename Graph::template layer<Index>>::name == Name)
        return Index;
    else
        return node_index<Graph, Name, Index + 1>();
}

/// The index of the node that owns the parameters of the node with that name.
template <class Graph, auto Name>
inline constexpr std::size_t owner_index = [] {
    constexpr std::size_t number = node_index<Graph, Name>();
    if constexpr (number == Graph::layer_count)
        return number;
    else
        return Graph::template owner<number>;
}();

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
