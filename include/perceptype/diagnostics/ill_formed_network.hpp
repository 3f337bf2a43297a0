// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network that does not fit together: refuses itself, with the layer's number, the layer and what it met, and then
/// takes whatever the program does with it, so that the refusal stays the only error.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/diagnostics/stand_in.hpp>
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

struct refused_layer : layer_base {
    static constexpr const char* name = "refused";
    using extents = shape<1>;
};

}  // namespace detail

template <>
inline constexpr bool is_input<detail::refused_layer> = true;

namespace detail {

/// The scalar of what tells a refused network's fault, instead of the network itself.
template <class Scalar>
struct refusing;
template <class Scalar>
struct refusing_scalar {
    using type = Scalar;
};
template <class Scalar>
struct refusing_scalar<refusing<Scalar>> {
    using type = Scalar;
};

}  // namespace detail

template <class Scalar, class... Layers>
concept RefusedLayers = !is_float_or_double<Scalar> || deduced_shapes<Layers...>::kind != fault_kind::none;
template <class Network>
inline constexpr bool is_refused_network = false;
template <class Scalar, class... Layers>
inline constexpr bool is_refused_network<basic_network<Scalar, Layers...>> = RefusedLayers<Scalar, Layers...>;
/// Of a refused network what it is asked for by type alone, its cost or a text, is the network itself: so it is refused
/// in the user's line, and not a step further, in what was asked.
template <class Network>
concept RefusedNetwork = is_refused_network<Network>;

namespace detail {

template <class Network>
extern const Network refused;

}  // namespace detail

template <class Scalar, class... Layers>
    requires RefusedLayers<Scalar, Layers...>
class basic_network<Scalar, Layers...> : public detail::refused_cost {
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

    constexpr basic_network() noexcept = default;
    constexpr explicit basic_network(const auto&, auto...) noexcept {}

    constexpr output_type operator()(const auto&...) const noexcept { return {}; }
    template <std::size_t>
    constexpr detail::refused_parameters<float*> layer() noexcept {
        return {values_};
    }
    template <std::size_t>
    constexpr detail::refused_parameters<const float*> layer() const noexcept {
        return {constants_};
    }
    template <node_name>
    constexpr detail::refused_parameters<float*> node() noexcept {
        return {values_};
    }
    template <node_name>
    constexpr detail::refused_parameters<const float*> node() const noexcept {
        return {constants_};
    }
    constexpr auto& storage() const noexcept { return values_; }
    constexpr auto& operator+=(const auto&) noexcept { return *this; }
    constexpr auto& operator-=(const auto&) noexcept { return *this; }
    friend constexpr basic_network operator+(const basic_network&, const auto&) noexcept { return {}; }
    friend constexpr basic_network operator-(const basic_network&, const auto&) noexcept { return {}; }
    friend constexpr bool operator==(const basic_network&, const basic_network&) noexcept { return true; }

    // Its own summary, drawing and formulas.
    constexpr operator std::string_view() const noexcept { return {}; }
    constexpr const char* data() const noexcept { return ""; }
    constexpr std::size_t size() const noexcept { return 0; }
    template <class Stream>
    friend Stream& operator<<(Stream& out, const basic_network&) {
        return out;
    }

private:
    // Static: an empty class is copied in a constant expression, too, whatever the original.
    static inline float values_[1] = {};
    static constexpr float constants_[1] = {};

    using enum fault_kind;
    using computes_in = typename detail::refusing_scalar<Scalar>::type;
    using found = std::conditional_t<is_float_or_double<computes_in>, deduced_shapes<Layers...>, nothing>;
    template <fault_kind Kind>
    using at = typename detail::fault_if<found, Kind>::at;
    using what = typename detail::fault_parts<found>::what;
    using met = typename detail::fault_parts<found>::met;
    using topology_given = typename detail::fault_if<found, no_topology>::detail;

    // clang takes a variable of a class with a failed assertion for faulty and says more wherever a template is called
    // on it, as in net.layer<1>(). So this class only names another one in the place of the condition that fails, and
    // that one fails: at the same place in the source, which clang shows once.
    template <fault_kind Kind>
    using told =
        std::conditional_t<!keeps_failed_classes && std::same_as<Scalar, computes_in> && detail::is_kind<found, Kind>,
                           basic_network<detail::refusing<Scalar>, Layers...>, condition>;

    static_assert(
        told<none>::template is_float_or_double<computes_in>,
        "perceptype: a network computes in float or double; write network<layers...> or basic_network<double, "
        "layers...>");
    static_assert(told<no_topology>::template is_a_tuple_of_types<topology_given>,
                  "perceptype: network_from takes the type of a hana::tuple of hana::types, such as "
                  "decltype(net::topology)");
    static_assert(told<no_input>::template starts_with_input<at<no_input>, what>,
                  "perceptype: a network begins with its input; put input<Extents...> first");
    static_assert(told<late_input>::template input_comes_first<at<late_input>, what>,
                  "perceptype: only the first layer can be an input; remove this one, or wire several inputs with "
                  "graph<...>");
    static_assert(told<no_layer>::template is_a_layer<at<no_layer>, what>,
                  "perceptype: this type is no layer; take one such as dense<8> or relu, or see layer/layer.hpp "
                  "for one of your own");
    static_assert(told<missing_member>::template keeps_contract<at<missing_member>, what, met>,
                  "perceptype: this layer lacks a member that it states or needs, or has it with other arguments; "
                  "block/block.hpp and activation/activation.hpp declare each");
    static_assert(told<unstated_member>::template states_capability<at<unstated_member>, what, met>,
                  "perceptype: this layer has a member of the contract without its capability; add the capability to "
                  "`can`, or rename the member");
    static_assert(told<zero_extent>::template extents_are_positive<at<zero_extent>, what>,
                  "perceptype: every extent of a layer must be at least 1, and an input needs at least one extent");
    static_assert(told<out_of_range>::template number_is_in_range<at<out_of_range>, what, met>,
                  "perceptype: a number of this layer is out of range; choose one in the range that it needs");
    static_assert(told<unknown_option>::template option_is_known<at<unknown_option>, what, met>,
                  "perceptype: this layer does not know this option; remove it, or, if it is a layer, put it behind "
                  "this one in the list");
    static_assert(told<repeated_option>::template option_is_given_once<at<repeated_option>, what, met>,
                  "perceptype: this option is given twice; give each option once");
    static_assert(told<no_vector>::template shapes_match<at<no_vector>, what, met>,
                  "perceptype: this layer needs a vector, shape<N>; put flatten before it");
    static_assert(told<no_sequence>::template shapes_match<at<no_sequence>, what, met>,
                  "perceptype: this layer needs (channels, length); put reshape<...> before it");
    static_assert(told<no_image>::template shapes_match<at<no_image>, what, met>,
                  "perceptype: this layer needs (channels, height, width); put reshape<...> before it");
    static_assert(
        told<no_channels>::template shapes_match<at<no_channels>, what, met>,
        "perceptype: this layer needs (channels, length) or (channels, height, width); put reshape<...> before it");
    static_assert(told<no_kernel>::template kernel_is_given<at<no_kernel>, what>,
                  "perceptype: this layer needs the extents of its window; add kernel<3> or kernel<height, width>");
    static_assert(told<strided_same>::template stride_is_one<at<strided_same>, what>,
                  "perceptype: padding<same> goes with a stride of 1 only; state the padding in numbers");
    static_assert(told<large_padding>::template padding_is_at_most_half<at<large_padding>, what>,
                  "perceptype: a pool takes padding of at most half its kernel; pad less, or take a larger kernel");
    static_assert(told<transposed_same>::template padding_is_a_number<at<transposed_same>, what>,
                  "perceptype: a transposed convolution has no padding<same>; state the padding in numbers");
    static_assert(told<large_output_padding>::template output_padding_is_below_stride<at<large_output_padding>, what>,
                  "perceptype: output_padding<...> must be less than the stride; lower it, or take a larger stride");
    static_assert(told<nothing_left>::template padding_leaves_an_image<at<nothing_left>, what, met>,
                  "perceptype: the padding takes away all that the layer would give; pad less");
    static_assert(told<other_size>::template sizes_match<at<other_size>, what, met>,
                  "perceptype: reshape<...> keeps all numbers; give it extents whose product is what it receives");
    static_assert(
        told<uneven_groups>::template groups_divide_channels<at<uneven_groups>, what, met>,
        "perceptype: the number of groups must divide the channels that the layer receives and those that it gives");
    static_assert(told<no_shortcut>::template shortcut_fits<at<no_shortcut>, what, met>,
                  "perceptype: the layers of a residual give a shape that what it receives cannot be projected to: "
                  "another rank, or extents that are no whole strides; change them");
    static_assert(
        told<no_node>::template is_a_node<at<no_node>, what>,
        "perceptype: a graph is a list of input_node<...>, node<...> and outputs<...>; a layer goes into a node");
    static_assert(told<no_input_node>::template has_an_input_node<at<no_input_node>, what>,
                  "perceptype: a graph needs an input; add input_node<\"name\", extents...>");
    static_assert(told<no_outputs>::template has_outputs<at<no_outputs>, what>,
                  "perceptype: a graph needs outputs; add outputs<\"name\"...>, with at least one of its nodes");
    static_assert(told<repeated_node>::template name_is_given_once<at<repeated_node>, what>,
                  "perceptype: two nodes have this name, or the outputs name a node twice; give each name once");
    static_assert(told<unknown_node>::template name_is_known<at<unknown_node>, what>,
                  "perceptype: no node of the graph has this name; name an input_node or a node; of a graph in node "
                  "\"a\", the only output is \"a\", other nodes \"a.name\"");
    static_assert(told<misplaced>::template stands_among_layers<at<misplaced>, what>,
                  "perceptype: this has its place in a graph, not among layers; write graph<...>, with nodes in its "
                  "list, and whole networks and joins in a node<...>, a join first");
    static_assert(
        told<tied_among_layers>::template tied_stands_alone<at<tied_among_layers>, what>,
        "perceptype: tied<...> stands for all layers of a node in a graph; remove those beside it, or put them into a "
        "node of their own");
    static_assert(told<no_owner>::template owner_has_layers<at<no_owner>, what>,
                  "perceptype: tied<...> names a node with layers of its own: no input, not the node itself, and none "
                  "that is tied, too; name the one that has the layers");
    static_assert(told<repeated_outputs>::template outputs_are_one_list<at<repeated_outputs>, what>,
                  "perceptype: a graph has one outputs<...>; name all its outputs in one list");
    static_assert(told<cyclic>::template has_no_cycle<at<cyclic>, what>,
                  "perceptype: these nodes wait for each other, each for the next in the list; take one of the names "
                  "out of its from<...>");
    static_assert(told<unused_node>::template leads_to_an_output<at<unused_node>, what>,
                  "perceptype: no output needs this node; name it in a from<...> or in outputs<...>, or remove it");
    static_assert(told<no_join>::template sources_are_joined<at<no_join>, what, met>,
                  "perceptype: a node with several sources begins with a join; put concat, add or another of join/ "
                  "before its layers");
    static_assert(told<unequal_join>::template shapes_can_be_joined<at<unequal_join>, what, met>,
                  "perceptype: values of these shapes cannot be joined so; concat needs equal extents but for its "
                  "axis, other joins equal shapes");
    static_assert(told<unequal_tie>::template shapes_can_be_tied<at<unequal_tie>, what, met>,
                  "perceptype: a tied node has the layers and parameters of another, which must receive the same "
                  "shape; give both the same");
    static_assert(
        told<other_input>::template input_matches<at<other_input>, what, met>,
        "perceptype: the network in this node takes another shape than its source gives; put reshape<...> before it");
    static_assert(told<other_inputs>::template inputs_have_sources<at<other_inputs>, what, met>,
                  "perceptype: the graph in this node needs one value for each of its inputs, in their order; name as "
                  "many in from<...>, without a join or anything else before it");
    static_assert(told<several_values>::template layers_take_one_value<at<several_values>, what, met>,
                  "perceptype: layers behind a graph take one value, and this graph gives several; put them into a "
                  "node from<\"node.output\">");
    static_assert(told<cut_of_no_graph>::template can_be_cut_anywhere<at<cut_of_no_graph>, what>,
                  "perceptype: only a graph has nodes to be cut at");
    static_assert(told<cut_at_no_node>::template can_be_cut_there<at<cut_at_no_node>, what>,
                  "perceptype: no node of the graph has this name; name an input_node or a node");
    static_assert(told<cut_of_nothing>::template has_nodes_between<at<cut_of_nothing>, what>,
                  "perceptype: nothing leads from the first node to the second; name the earlier one first");
    static_assert(
        told<large_window>::template window_fits<at<large_window>, what, met>,
        "perceptype: the kernel is larger than the image with its padding; take a smaller one, or add padding<...>");
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
