// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// An inconsistent network. It rejects itself with the layer's number, the layer and what it received, and then accepts
/// every use in the program, so that the diagnostic is the only error.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/diagnostics/stand_in.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/tensor.hpp>
#include <perceptype/topology/deduce.hpp>
#include <perceptype/topology/name.hpp>

#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Scalar, class... Layers>
class basic_network;
template <class Network>
class network_gradient;
template <class Gradient>
class scaled_gradient;

namespace detail {

struct rejected_layer : layer_base {
    static constexpr const char* name = "rejected";
    using extents = shape<1>;
};

}  // namespace detail

template <>
inline constexpr bool is_input<detail::rejected_layer> = true;

namespace detail {

/// The scalar type of the class that reports the fault of a rejected network in its place.
template <class Scalar>
struct reporting;
template <class Scalar>
struct reported_scalar {
    using type = Scalar;
};
template <class Scalar>
struct reported_scalar<reporting<Scalar>> {
    using type = Scalar;
};

}  // namespace detail

template <class Scalar, class... Layers>
concept IllFormedLayers = !is_float_or_double<Scalar> || deduced_shapes<Layers...>::kind != fault_kind::none;
template <class Network>
inline constexpr bool is_ill_formed_network = false;
template <class Scalar, class... Layers>
inline constexpr bool is_ill_formed_network<basic_network<Scalar, Layers...>> = IllFormedLayers<Scalar, Layers...>;
/// For a rejected network, everything that is computed from its type alone, such as its cost or a text, is the network
/// itself. So the error is in the user's line and not one step further.
template <class Network>
concept IllFormedNetwork = is_ill_formed_network<Network>;

namespace detail {

template <class Network>
extern const Network ill_formed;

}  // namespace detail

template <class Scalar, class... Layers>
    requires IllFormedLayers<Scalar, Layers...>
class basic_network<Scalar, Layers...> : public detail::rejected_cost {
public:
    using chain_type = chain<float, detail::rejected_layer>;
    using scalar_type = float;
    using input_type = detail::rejected_values;
    using output_type = detail::rejected_values;
    using gradient_type = network_gradient<basic_network>;
    template <class Other>
    using rebind = basic_network;

    static constexpr detail::rejected_count parameter_count{};
    static constexpr std::size_t storage_size = 1;
    static constexpr std::size_t layer_count = sizeof...(Layers);
    static constexpr auto topology = boost::hana::tuple_t<Layers...>;

    constexpr basic_network() noexcept = default;
    constexpr explicit basic_network(const auto&, auto...) noexcept {}

    constexpr output_type operator()(const auto&...) const noexcept { return {}; }
    template <std::size_t>
    constexpr detail::rejected_parameters<float*> layer() noexcept {
        return {values_};
    }
    template <std::size_t>
    constexpr detail::rejected_parameters<const float*> layer() const noexcept {
        return {constants_};
    }
    template <node_name>
    constexpr detail::rejected_parameters<float*> node() noexcept {
        return {values_};
    }
    template <node_name>
    constexpr detail::rejected_parameters<const float*> node() const noexcept {
        return {constants_};
    }
    constexpr auto& storage() const noexcept { return values_; }
    constexpr auto& operator+=(const auto&) noexcept { return *this; }
    constexpr auto& operator-=(const auto&) noexcept { return *this; }
    friend constexpr basic_network operator+(const basic_network&, const auto&) noexcept { return {}; }
    friend constexpr basic_network operator-(const basic_network&, const auto&) noexcept { return {}; }
    friend constexpr bool operator==(const basic_network&, const basic_network&) noexcept { return true; }

    // It is also its own summary, drawing and formulas.
    constexpr operator std::string_view() const noexcept { return {}; }
    constexpr const char* data() const noexcept { return ""; }
    constexpr std::size_t size() const noexcept { return 0; }
    template <class Stream>
    friend Stream& operator<<(Stream& out, const basic_network&) {
        return out;
    }

private:
    // Static, because an empty class is also copied in a constant expression, whatever the original is.
    static inline float values_[1] = {};
    static constexpr float constants_[1] = {};

    using enum fault_kind;
    using computes_in = typename detail::reported_scalar<Scalar>::type;
    using found = std::conditional_t<is_float_or_double<computes_in>, deduced_shapes<Layers...>, nothing>;
    template <fault_kind Kind>
    using at = typename detail::fault_if<found, Kind>::at;
    using what = typename detail::fault_parts<found>::what;
    using received = typename detail::fault_parts<found>::received;
    using topology_given = typename detail::fault_if<found, no_topology>::detail;

    // clang treats a variable of a class with a failed assertion as faulty and reports more errors wherever a template
    // is called on it, as in net.layer<1>(). So this class names another class in the condition that fails, and the
    // assertion fails in that one: at the same position in the source, which clang reports only once.
    template <fault_kind Kind>
    using reporter =
        std::conditional_t<!keeps_failed_classes && std::same_as<Scalar, computes_in> && detail::is_kind<found, Kind>,
                           basic_network<detail::reporting<Scalar>, Layers...>, condition>;

    // The assertion of a layer's own diagnostic is in that layer's header.
    static_assert(sizeof(typename detail::own_check<found>::type) != 0);
    static_assert(
        reporter<none>::template is_float_or_double<computes_in>,
        "perceptype: a network computes in float or double; write network<layers...> or basic_network<double, "
        "layers...>");
    static_assert(reporter<no_topology>::template is_a_tuple_of_types<topology_given>,
                  "perceptype: network_from takes the type of a hana::tuple of hana::types, such as "
                  "decltype(net::topology)");
    static_assert(reporter<no_input>::template starts_with_input<at<no_input>, what>,
                  "perceptype: a network begins with its input; put input<Extents...> first");
    static_assert(
        reporter<late_input>::template input_comes_first<at<late_input>, what>,
        "perceptype: only the first layer can be an input; remove this one, or use graph<...> for several inputs");
    static_assert(reporter<no_layer>::template is_a_layer<at<no_layer>, what>,
                  "perceptype: this type is not a layer; use one such as dense<8> or relu, or see layer/layer.hpp to "
                  "write your own");
    static_assert(reporter<missing_member>::template keeps_contract<at<missing_member>, what, received>,
                  "perceptype: this layer lacks a member that it states or needs, or has it with other arguments; "
                  "block/block.hpp and activation/activation.hpp declare each");
    static_assert(reporter<unstated_member>::template states_capability<at<unstated_member>, what, received>,
                  "perceptype: this layer has a member of the contract without its capability; add the capability to "
                  "`can`, or rename the member");
    static_assert(reporter<zero_extent>::template extents_are_positive<at<zero_extent>, what>,
                  "perceptype: every extent of a layer must be at least 1, and an input needs at least one extent");
    static_assert(reporter<out_of_range>::template number_is_in_range<at<out_of_range>, what, received>,
                  "perceptype: an argument of this layer is out of range; choose one in the range that it needs");
    static_assert(reporter<unknown_option>::template option_is_known<at<unknown_option>, what, received>,
                  "perceptype: this layer does not have this option; remove it or, if it is a layer, put it after this "
                  "one in the list");
    static_assert(reporter<repeated_option>::template option_is_given_once<at<repeated_option>, what, received>,
                  "perceptype: this option is given twice; give each option once");
    static_assert(reporter<no_vector>::template shapes_match<at<no_vector>, what, received>,
                  "perceptype: this layer needs a vector, shape<N>; put flatten before it");
    static_assert(reporter<no_sequence>::template shapes_match<at<no_sequence>, what, received>,
                  "perceptype: this layer needs (channels, length); put reshape<...> before it");
    static_assert(reporter<no_image>::template shapes_match<at<no_image>, what, received>,
                  "perceptype: this layer needs (channels, height, width); put reshape<...> before it");
    static_assert(
        reporter<no_channels>::template shapes_match<at<no_channels>, what, received>,
        "perceptype: this layer needs (channels, length) or (channels, height, width); put reshape<...> before it");
    static_assert(reporter<no_kernel>::template kernel_is_given<at<no_kernel>, what>,
                  "perceptype: this layer needs a kernel size; add kernel<3> or kernel<height, width>");
    static_assert(reporter<strided_same>::template stride_is_one<at<strided_same>, what>,
                  "perceptype: padding<same> requires a stride of 1; give the padding as numbers, as in padding<1>");
    static_assert(
        reporter<large_padding>::template padding_is_at_most_half<at<large_padding>, what>,
        "perceptype: the padding of a pooling layer must be at most half its kernel; pad less, or use a larger kernel");
    static_assert(reporter<transposed_same>::template padding_is_a_number<at<transposed_same>, what>,
                  "perceptype: a transposed convolution does not support padding<same>; give the padding as numbers, "
                  "as in padding<1>");
    static_assert(
        reporter<large_output_padding>::template output_padding_is_below_stride<at<large_output_padding>, what>,
        "perceptype: output_padding<...> must be less than the stride; lower it, or use a larger stride");
    static_assert(reporter<nothing_left>::template padding_leaves_an_image<at<nothing_left>, what, received>,
                  "perceptype: the padding removes the whole output of this layer; use less padding");
    static_assert(reporter<other_size>::template sizes_match<at<other_size>, what, received>,
                  "perceptype: reshape<...> keeps the number of elements; give it extents whose product is the size "
                  "that it receives");
    static_assert(reporter<uneven_groups>::template groups_divide_channels<at<uneven_groups>, what, received>,
                  "perceptype: the number of groups must divide both the input channels and the output channels");
    static_assert(reporter<no_shortcut>::template shortcut_fits<at<no_shortcut>, what, received>,
                  "perceptype: the input of this residual cannot be projected to the shape that its layers give: the "
                  "ranks differ, or no whole stride leads from one to the other; change its layers");
    static_assert(
        reporter<no_node>::template is_a_node<at<no_node>, what>,
        "perceptype: a graph is a list of input_node<...>, node<...> and outputs<...>; a layer goes into a node");
    static_assert(reporter<no_input_node>::template has_an_input_node<at<no_input_node>, what>,
                  "perceptype: a graph needs an input; add input_node<\"name\", extents...>");
    static_assert(reporter<no_outputs>::template has_outputs<at<no_outputs>, what>,
                  "perceptype: a graph needs outputs; add outputs<\"name\"...>, with at least one of its nodes");
    static_assert(reporter<repeated_node>::template name_is_given_once<at<repeated_node>, what>,
                  "perceptype: this name is used twice, by two nodes or in outputs<...>; use each name once");
    static_assert(reporter<unknown_node>::template name_is_known<at<unknown_node>, what>,
                  "perceptype: the graph has no node of this name; use the name of an input_node or a node; for a "
                  "graph in node \"a\", its only output is \"a\", other nodes are \"a.name\"");
    static_assert(reporter<misplaced>::template stands_among_layers<at<misplaced>, what>,
                  "perceptype: this belongs in a graph, not in a list of layers; write graph<...> with nodes, and put "
                  "whole networks and joins in a node<...>, a join first");
    static_assert(reporter<tied_among_layers>::template tied_stands_alone<at<tied_among_layers>, what>,
                  "perceptype: tied<...> must stand alone in a node of a graph; remove the layers beside it, or put "
                  "them in a node of their own");
    static_assert(reporter<no_owner>::template owner_has_layers<at<no_owner>, what>,
                  "perceptype: tied<...> must name another node that has layers of its own, not an input and not a "
                  "tied node; name the node that has the layers");
    static_assert(reporter<repeated_outputs>::template outputs_are_one_list<at<repeated_outputs>, what>,
                  "perceptype: a graph has only one outputs<...>; name all its outputs there");
    static_assert(reporter<cyclic>::template has_no_cycle<at<cyclic>, what>,
                  "perceptype: these nodes form a cycle, each depending on the next in the list; remove one of the "
                  "names from its from<...>");
    static_assert(
        reporter<unused_node>::template leads_to_an_output<at<unused_node>, what>,
        "perceptype: no output depends on this node; name it in a from<...> or in outputs<...>, or remove it");
    static_assert(reporter<no_join>::template sources_are_joined<at<no_join>, what, received>,
                  "perceptype: a node with several sources must begin with a join; put concat, add or another join "
                  "before its layers");
    static_assert(reporter<unequal_join>::template shapes_can_be_joined<at<unequal_join>, what, received>,
                  "perceptype: these shapes cannot be joined; concat needs equal extents except along its axis, other "
                  "joins need equal shapes");
    static_assert(reporter<unequal_tie>::template shapes_can_be_tied<at<unequal_tie>, what, received>,
                  "perceptype: a tied node shares the layers and parameters of another node, so both must receive the "
                  "same shape");
    static_assert(
        reporter<other_input>::template input_matches<at<other_input>, what, received>,
        "perceptype: the network in this node expects another shape than its source gives; put reshape<...> before it");
    static_assert(reporter<other_inputs>::template inputs_have_sources<at<other_inputs>, what, received>,
                  "perceptype: the graph in this node needs one source for each of its inputs, in their order; name as "
                  "many in from<...>, with no join or layer before the graph");
    static_assert(reporter<several_values>::template layers_take_one_value<at<several_values>, what, received>,
                  "perceptype: layers after a graph take one value, but this graph gives several; put them in a node "
                  "with from<\"node.output\">");
    static_assert(reporter<cut_of_no_graph>::template can_be_cut_anywhere<at<cut_of_no_graph>, what>,
                  PERCEPTYPE_TEXT_IS_A_GRAPH_TO_CUT);
    static_assert(reporter<cut_at_no_node>::template can_be_cut_there<at<cut_at_no_node>, what>,
                  PERCEPTYPE_TEXT_HAS_NODE_TO_CUT_AT);
    static_assert(reporter<cut_of_nothing>::template has_nodes_between<at<cut_of_nothing>, what>,
                  PERCEPTYPE_TEXT_LEADS_TO);
    static_assert(reporter<large_window>::template window_fits<at<large_window>, what, received>,
                  "perceptype: the kernel is larger than the padded input; use a smaller kernel, or add padding<...>");
};

template <class Network>
    requires detail::is_rejected<typename Network::chain_type>
constexpr std::array<float, 1> parameters_to_vector(const Network&) noexcept {
    return {};
}
template <class Numbers, class Network>
    requires detail::is_rejected<typename Network::chain_type>
constexpr void vector_to_parameters(const Numbers&, const Network&) noexcept {}

}  // namespace perceptype::inline PERCEPTYPE_ISA
