// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network that does not fit together: refuses itself, with the layer's number, the layer and what it met, and then
/// takes whatever the program does with it, so that the refusal stays the only error. It has no base, since clang
/// forgets the bases of a class with a failed assertion.

#include <perceptype/config.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>
#include <perceptype/topology/chain.hpp>
#include <perceptype/topology/deduce.hpp>
#include <perceptype/topology/layer.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/refusal.hpp>

#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Scalar, class... Layers>
class basic_network;
template <class Network>
class network_gradient;

namespace detail {

struct refused_layer : layer_base {
    static constexpr const char* name = "refused";
    using extents = shape<1>;
};

}  // namespace detail

template <>
inline constexpr bool is_input<detail::refused_layer> = true;

namespace detail {

/// A count or a cost that meets every expectation of a static_assert.
struct refused_count {
    constexpr operator std::size_t() const noexcept { return 1; }
    friend constexpr bool operator==(refused_count, auto) noexcept { return true; }
    friend constexpr bool operator<(refused_count, auto) noexcept { return true; }
    friend constexpr bool operator>(refused_count, auto) noexcept { return true; }
    friend constexpr bool operator<=(refused_count, auto) noexcept { return true; }
    friend constexpr bool operator>=(refused_count, auto) noexcept { return true; }
};
struct refused_run_cost {
    refused_count multiply_adds, flops, workspace_bytes;
};
struct refused_cost {
    refused_count parameters, parameter_bytes;
    refused_run_cost forward, training, batch_training;
};

/// Whatever a network is made from.
struct refused_argument {
    constexpr refused_argument() noexcept {}
    constexpr refused_argument(const auto&) noexcept {}
};

/// A tensor of any shape.
struct refused_values : tensor<float, 1> {
    constexpr refused_values(auto&&...) noexcept {}
    constexpr float& operator[](std::size_t) noexcept { return *data(); }
    constexpr const float& operator[](std::size_t) const noexcept { return *data(); }
    template <node_name Name>
    constexpr refused_values& operator[](node_tag<Name>) noexcept {
        return *this;
    }
    template <node_name Name>
    constexpr const refused_values& operator[](node_tag<Name>) const noexcept {
        return *this;
    }
    constexpr float& operator()(auto&&...) noexcept { return *data(); }
    constexpr const float& operator()(auto&&...) const noexcept { return *data(); }
    template <class Scalar, std::size_t... Extents>
    constexpr operator tensor<Scalar, Extents...>() const noexcept {
        return {};
    }
};

}  // namespace detail

template <class Scalar, class... Layers>
    requires(!is_float_or_double<Scalar> || deduced_shapes<Layers...>::kind != fault_kind::none)
class basic_network<Scalar, Layers...> {
public:
    using chain_type = chain<float, detail::refused_layer>;
    using scalar_type = float;
    using input_type = detail::refused_values;
    using output_type = detail::refused_values;
    using gradient_type = network_gradient<basic_network>;
    template <class Other>
    using rebind = basic_network;

    static constexpr detail::refused_count parameter_count{};
    static constexpr std::size_t storage_size = 1;
    static constexpr std::size_t layer_count = sizeof...(Layers);
    static constexpr auto topology = boost::hana::tuple_t<Layers...>;

    constexpr output_type operator()(const auto&...) const noexcept { return {}; }
    template <std::size_t>
    constexpr detail::refused_parameters<float*> layer() noexcept {
        return {values_};
    }
    template <std::size_t>
    constexpr detail::refused_parameters<const float*> layer() const noexcept {
        return {values_};
    }
    constexpr auto& storage() noexcept { return values_; }
    constexpr const auto& storage() const noexcept { return values_; }
    constexpr auto& operator+=(const auto&) noexcept { return *this; }
    constexpr auto& operator-=(const auto&) noexcept { return *this; }
    friend constexpr bool operator==(const basic_network&, const basic_network&) noexcept { return true; }

    // Behind a failed assertion clang knows no more constructors: an aggregate that takes the same arguments remains, of which
    // it does not complain, not even where it has to be constant.
    detail::refused_argument initializer_{}, seed_{};
    float values_[1] = {};

private:
    using enum fault_kind;
    using found = std::conditional_t<is_float_or_double<Scalar>, deduced_shapes<Layers...>, nothing>;
    template <fault_kind Kind>
    using at = typename detail::fault_if<found, Kind>::at;
    template <fault_kind Kind>
    using layer_of = typename detail::fault_if<found, Kind>::layer;
    template <fault_kind Kind>
    using detail_of = typename detail::fault_if<found, Kind>::detail;

    static_assert(
        is_float_or_double<Scalar>,
        "perceptype: a network computes in float or double; write network<layers...> or basic_network<double, "
        "layers...>");
    static_assert(is_a_tuple_of_types<detail_of<no_topology>>,
                  "perceptype: network_from takes the type of a hana::tuple of hana::types, such as "
                  "decltype(net::topology)");
    static_assert(starts_with_input<at<no_input>, layer_of<no_input>>,
                  "perceptype: a network begins with its input; put input<Extents...> first");
    static_assert(input_comes_first<at<late_input>, layer_of<late_input>>,
                  "perceptype: only the first layer can be an input; remove this one, or wire several inputs with "
                  "graph<...>");
    static_assert(is_a_layer<at<no_layer>, layer_of<no_layer>>,
                  "perceptype: this type is no layer; take one such as dense<8> or relu, or see topology/layer.hpp "
                  "for one of your own");
    static_assert(extents_are_positive<at<zero_extent>, layer_of<zero_extent>>,
                  "perceptype: every extent of a layer must be at least 1, and an input needs at least one extent");
    static_assert(number_is_in_range<at<out_of_range>, layer_of<out_of_range>, detail_of<out_of_range>>,
                  "perceptype: a number of this layer is out of range; choose one in the range that it needs");
    static_assert(option_is_known<at<unknown_option>, layer_of<unknown_option>, detail_of<unknown_option>>,
                  "perceptype: this layer does not know this option; remove it, or, if it is a layer, put it behind "
                  "this one in the list");
    static_assert(option_is_given_once<at<repeated_option>, layer_of<repeated_option>, detail_of<repeated_option>>,
                  "perceptype: this option is given twice; give each option once");
    static_assert(shapes_match<at<no_vector>, layer_of<no_vector>, detail_of<no_vector>>,
                  "perceptype: this layer needs a vector, shape<N>; put flatten before it");
    static_assert(shapes_match<at<no_sequence>, layer_of<no_sequence>, detail_of<no_sequence>>,
                  "perceptype: this layer needs (channels, length); put reshape<...> before it");
    static_assert(shapes_match<at<no_image>, layer_of<no_image>, detail_of<no_image>>,
                  "perceptype: this layer needs (channels, height, width); put reshape<...> before it");
    static_assert(
        shapes_match<at<no_channels>, layer_of<no_channels>, detail_of<no_channels>>,
        "perceptype: this layer needs (channels, length) or (channels, height, width); put reshape<...> before it");
    static_assert(kernel_is_given<at<no_kernel>, layer_of<no_kernel>>,
                  "perceptype: this layer needs the extents of its window; add kernel<3> or kernel<height, width>");
    static_assert(stride_is_one<at<strided_same>, layer_of<strided_same>>,
                  "perceptype: padding<same> goes with a stride of 1 only; state the padding in numbers");
    static_assert(padding_is_at_most_half<at<large_padding>, layer_of<large_padding>>,
                  "perceptype: a pool takes padding of at most half its kernel; pad less, or take a larger kernel");
    static_assert(padding_is_a_number<at<transposed_same>, layer_of<transposed_same>>,
                  "perceptype: a transposed convolution has no padding<same>; state the padding in numbers");
    static_assert(output_padding_is_below_stride<at<large_output_padding>, layer_of<large_output_padding>>,
                  "perceptype: output_padding<...> must be less than the stride; lower it, or take a larger stride");
    static_assert(padding_leaves_an_image<at<nothing_left>, layer_of<nothing_left>, detail_of<nothing_left>>,
                  "perceptype: the padding takes away all that the layer would give; pad less");
    static_assert(sizes_match<at<other_size>, layer_of<other_size>, detail_of<other_size>>,
                  "perceptype: reshape<...> keeps all numbers; give it extents whose product is what it receives");
    static_assert(
        groups_divide_channels<at<uneven_groups>, layer_of<uneven_groups>, detail_of<uneven_groups>>,
        "perceptype: the number of groups must divide the channels that the layer receives and those that it gives");
    static_assert(shortcut_fits<at<no_shortcut>, layer_of<no_shortcut>, detail_of<no_shortcut>>,
                  "perceptype: the layers of a residual give a shape that what it receives cannot be projected to: "
                  "another rank, or extents that are no whole strides; change them");
    static_assert(
        is_a_node<at<no_node>, layer_of<no_node>>,
        "perceptype: a graph is a list of input_node<...>, node<...> and outputs<...>; a layer goes into a node");
    static_assert(has_an_input_node<at<no_input_node>, layer_of<no_input_node>>,
                  "perceptype: a graph needs an input; add input_node<\"name\", extents...>");
    static_assert(has_outputs<at<no_outputs>, layer_of<no_outputs>>,
                  "perceptype: a graph needs outputs; add outputs<\"name\"...>, with at least one of its nodes");
    static_assert(name_is_given_once<at<repeated_node>, layer_of<repeated_node>>,
                  "perceptype: two nodes have this name, or the outputs name a node twice; give each name once");
    static_assert(name_is_known<at<unknown_node>, layer_of<unknown_node>>,
                  "perceptype: no node of the graph has this name; name an input_node or a node; of a graph in node "
                  "\"a\", the only output is \"a\", other nodes \"a.name\"");
    static_assert(stands_among_layers<at<misplaced>, layer_of<misplaced>>,
                  "perceptype: this has its place in a graph, not among layers; write graph<...>, with nodes in its "
                  "list, and whole networks and joins in a node<...>, a join first");
    static_assert(
        tied_stands_alone<at<tied_among_layers>, layer_of<tied_among_layers>>,
        "perceptype: tied<...> stands for all layers of a node in a graph; remove those beside it, or put them into a "
        "node of their own");
    static_assert(owner_has_layers<at<no_owner>, layer_of<no_owner>>,
                  "perceptype: tied<...> names a node with layers of its own: no input, not the node itself, and none "
                  "that is tied, too; name the one that has the layers");
    static_assert(outputs_are_one_list<at<repeated_outputs>, layer_of<repeated_outputs>>,
                  "perceptype: a graph has one outputs<...>; name all its outputs in one list");
    static_assert(has_no_cycle<at<cyclic>, layer_of<cyclic>>,
                  "perceptype: these nodes wait for each other, each for the next in the list; take one of the names "
                  "out of its from<...>");
    static_assert(leads_to_an_output<at<unused_node>, layer_of<unused_node>>,
                  "perceptype: no output needs this node; name it in a from<...> or in outputs<...>, or remove it");
    static_assert(sources_are_joined<at<no_join>, layer_of<no_join>, detail_of<no_join>>,
                  "perceptype: a node with several sources begins with a join; put concat, add or another of join/ "
                  "before its layers");
    static_assert(shapes_can_be_joined<at<unequal_join>, layer_of<unequal_join>, detail_of<unequal_join>>,
                  "perceptype: values of these shapes cannot be joined so; concat needs equal extents but for its "
                  "axis, other joins equal shapes");
    static_assert(shapes_can_be_tied<at<unequal_tie>, layer_of<unequal_tie>, detail_of<unequal_tie>>,
                  "perceptype: a tied node has the layers and parameters of another, which must receive the same "
                  "shape; give both the same");
    static_assert(
        input_matches<at<other_input>, layer_of<other_input>, detail_of<other_input>>,
        "perceptype: the network in this node takes another shape than its source gives; put reshape<...> before it");
    static_assert(inputs_have_sources<at<other_inputs>, layer_of<other_inputs>, detail_of<other_inputs>>,
                  "perceptype: the graph in this node needs one value for each of its inputs, in their order; name as "
                  "many in from<...>, without a join or anything else before it");
    static_assert(layers_take_one_value<at<several_values>, layer_of<several_values>, detail_of<several_values>>,
                  "perceptype: layers behind a graph take one value, and this graph gives several; put them into a "
                  "node from<\"node.output\">");
    static_assert(can_be_cut_anywhere<at<cut_of_no_graph>, layer_of<cut_of_no_graph>>,
                  "perceptype: only a graph has nodes to be cut at");
    static_assert(can_be_cut_there<at<cut_at_no_node>, layer_of<cut_at_no_node>>,
                  "perceptype: no node of the graph has this name; name an input_node or a node");
    static_assert(has_nodes_between<at<cut_of_nothing>, layer_of<cut_of_nothing>>,
                  "perceptype: nothing leads from the first node to the second; name the earlier one first");
    static_assert(
        window_fits<at<large_window>, layer_of<large_window>, detail_of<large_window>>,
        "perceptype: the kernel is larger than the image with its padding; take a smaller one, or add padding<...>");

public:
    constexpr basic_network() noexcept {}
    constexpr explicit basic_network(const auto&, auto...) noexcept {}
};

template <class Network>
    requires detail::is_refused<typename Network::chain_type>
constexpr std::array<float, 1> parameters_to_vector(const Network&) noexcept {
    return {};
}
template <class Numbers, class Network>
    requires detail::is_refused<typename Network::chain_type>
constexpr void vector_to_parameters(const Numbers&, const Network&) noexcept {}

}  // namespace perceptype::inline PERCEPTYPE_ISA
