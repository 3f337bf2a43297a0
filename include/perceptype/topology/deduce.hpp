// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Deduces the shapes from layer to layer: a Hana fold over the list of layers, which stops at the first fault.

#include <perceptype/config.hpp>
#include <perceptype/activation/activation.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/join/join.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/meta/list.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/name.hpp>
#include <perceptype/topology/node.hpp>

#include <boost/hana/fold_left.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class Scalar, class... Layers>
class basic_network;

namespace detail {

/// The type may stand in a graph, but is not a layer.
template <class Type>
inline constexpr bool is_graph_element = Join<Type>;
template <node_name Name, std::size_t... Extents>
inline constexpr bool is_graph_element<input_node<Name, Extents...>> = true;
template <node_name Name, class From, class... Layers>
inline constexpr bool is_graph_element<node<Name, From, Layers...>> = true;
template <node_name... Names>
inline constexpr bool is_graph_element<outputs<Names...>> = true;
template <class Scalar, class... Layers>
inline constexpr bool is_graph_element<basic_network<Scalar, Layers...>> = true;
template <class Type>
inline constexpr bool is_tied = false;
template <node_name Name>
inline constexpr bool is_tied<tied<Name>> = true;

/// The output shapes of the layers so far.
template <class... Shapes>
struct deduced {
    static constexpr fault_kind kind = fault_kind::none;
};

template <class Deduced>
struct last_of_shapes;
template <class... Shapes>
struct last_of_shapes<deduced<Shapes...>> : meta::last_of<Shapes...> {};

/// Options that differ only in their values count as the same option.
template <class Option>
struct family_of {
    using type = Option;
};
template <class Option>
    requires requires { typename Option::family; }
struct family_of<Option> {
    using type = typename Option::family;
};

template <class Option, class... Options>
inline constexpr std::size_t occurrences =
    (std::size_t{std::is_same_v<typename family_of<Option>::type, typename family_of<Options>::type>} + ... + 0);

/// The first of the options that fails, or void.
template <class Given, class Known>
struct unknown_option;
template <class... Known>
struct unknown_option<option_list<>, option_list<Known...>> {
    using type = void;
};
template <class First, class... Rest, class... Known>
struct unknown_option<option_list<First, Rest...>, option_list<Known...>>
    : std::conditional_t<occurrences<First, Known...> == 0, std::type_identity<First>,
                         unknown_option<option_list<Rest...>, option_list<Known...>>> {};

template <class Given>
struct repeated_option {
    using type = void;
};
template <class First, class... Rest>
struct repeated_option<option_list<First, Rest...>>
    : std::conditional_t<occurrences<First, Rest...> != 0, std::type_identity<First>,
                         repeated_option<option_list<Rest...>>> {};

template <class LayerType>
using unknown_option_of = typename unknown_option<typename LayerType::options, typename LayerType::known_options>::type;
template <class LayerType>
using repeated_option_of = typename repeated_option<typename LayerType::options>::type;

template <class LayerType>
inline constexpr bool is_no_topology = false;
template <class Type>
inline constexpr bool is_no_topology<no_topology<Type>> = true;

/// The layer defines its operation on that shape in one of the ways that layer/layer.hpp describes.
template <class LayerType, class Input>
concept HasOperation = ElementwiseLayer<LayerType> || LayerType::can.is_view ||
                       requires { typename LayerType::template block<float, Input>; };

/// The members that a layer, its functions or its block lack, and those that they have without declaring the
/// capability; void if there are none. Only the block for float is checked, because the one for double has the same
/// members.
template <class LayerType, class Input>
struct contract_of {
    static constexpr bool is_sound = true;
    using missing = missing_in_layer<LayerType>;
    using unstated = unstated_in_layer<LayerType>;
};
template <ElementwiseLayer LayerType, class Input>
struct contract_of<LayerType, Input> {
    static constexpr bool is_sound = true;
    using own = missing_in_layer<LayerType>;
    using missing =
        std::conditional_t<std::is_void_v<own>, typename decltype(missing_function<LayerType>())::type, own>;
    using also = unstated_in_layer<LayerType>;
    using unstated =
        std::conditional_t<std::is_void_v<also>, typename decltype(unstated_function<LayerType>())::type, also>;
};
template <class LayerType, class Input>
    requires requires { typename LayerType::template block<float, Input>; } &&
             HasSoundBlockCapabilities<typename LayerType::template block<float, Input>>
struct contract_of<LayerType, Input> {
    using contract =
        block_contract<typename LayerType::template block<float, Input>, float, LayerType::can.only_in_training>;
    static constexpr bool is_sound = true;
    using own = missing_in_layer<LayerType>;
    using missing = std::conditional_t<std::is_void_v<own>, typename contract::missing, own>;
    using also = unstated_in_layer<LayerType>;
    using unstated = std::conditional_t<std::is_void_v<also>, typename contract::unstated, also>;
};

template <class LayerType, class Input>
    requires requires { typename LayerType::template block<float, Input>; } &&
             (!HasSoundBlockCapabilities<typename LayerType::template block<float, Input>>)
struct contract_of<LayerType, Input> {
    static constexpr bool is_sound = false;
};

/// Adds the number `Index` of the outer layer to a fault in one of its inner layers.
template <std::size_t Index, auto Kind, std::size_t... Inner, class LayerType, class Detail>
consteval auto inside(fault<Kind, at_layer<Inner...>, LayerType, Detail>) {
    return fault<Kind, at_layer<Index, Inner...>, LayerType, Detail>{};
}
template <std::size_t, class... Shapes>
consteval auto inside(deduced<Shapes...>) {
    return deduced<>{};
}
template <class LayerType, class Input>
struct inner_shapes_of {
    using type = deduced<>;
};
template <class LayerType, class Input>
    requires(LayerType::can.contains_layers)
struct inner_shapes_of<LayerType, Input> {
    using type = typename LayerType::template inner_shapes<Input>;
};

/// Appends `LayerType` to the layers with the output shapes `Shapes...`: returns the shapes including its own, or its
/// fault.
template <class LayerType, class... Shapes>
consteval auto append_layer() {
    constexpr std::size_t index = sizeof...(Shapes);
    if constexpr (is_no_topology<LayerType>) {
        return fault<fault_kind::no_topology, at_layer<index>, nothing, typename LayerType::type>{};
    } else if constexpr (!Layer<LayerType>) {
        constexpr fault_kind misplaced = is_graph_element<LayerType> ? fault_kind::misplaced : fault_kind::no_layer;
        return fault<is_tied<LayerType> ? fault_kind::tied_among_layers : misplaced, at_layer<index>, LayerType>{};
    } else if constexpr (!HasSoundCapabilities<LayerType>) {
        return fault<fault_kind::wrong_capabilities, at_layer<index>, LayerType>{};
    } else if constexpr (!HasCapabilities<LayerType>) {
        return fault<fault_kind::missing_member, at_layer<index>, LayerType, needs<member::can>>{};
    } else if constexpr (index == 0 && !is_input<LayerType>) {
        return fault<fault_kind::no_input, at_layer<index>, LayerType>{};
    } else if constexpr (index != 0 && is_input<LayerType>) {
        return fault<fault_kind::late_input, at_layer<index>, LayerType>{};
    } else if constexpr (!LayerType::extents::positive || (index == 0 && LayerType::extents::rank == 0)) {
        return fault<fault_kind::zero_extent, at_layer<index>, LayerType>{};
    } else if constexpr (!LayerType::in_range) {
        return fault<fault_kind::out_of_range, at_layer<index>, LayerType, needs<typename LayerType::range>>{};
    } else if constexpr (!std::is_void_v<unknown_option_of<LayerType>>) {
        return fault<fault_kind::unknown_option, at_layer<index>, LayerType, option<unknown_option_of<LayerType>>>{};
    } else if constexpr (!std::is_void_v<repeated_option_of<LayerType>>) {
        return fault<fault_kind::repeated_option, at_layer<index>, LayerType, option<repeated_option_of<LayerType>>>{};
    } else if constexpr (LayerType::declared_fault != fault_kind::none) {
        return fault<LayerType::declared_fault, at_layer<index>, LayerType>{};
    } else if constexpr (index == 0) {
        return deduced<typename LayerType::extents>{};
    } else {
        using before = typename meta::last_of<Shapes...>::type;
        using inner = decltype(inside<index>(typename inner_shapes_of<LayerType, before>::type{}));
        if constexpr (inner::kind != fault_kind::none)
            return inner{};
        else if constexpr (constexpr auto kind = LayerType::requirement::template fault<before>();
                           kind != fault_kind::none)
            return fault<kind, at_layer<index>, LayerType, receives<before>>{};
        else if constexpr (!HasOperation<LayerType, before>)
            return fault<fault_kind::no_layer, at_layer<index>, LayerType>{};
        else if constexpr (!contract_of<LayerType, before>::is_sound)
            return fault<fault_kind::wrong_capabilities, at_layer<index>, LayerType>{};
        else if constexpr (!std::is_void_v<typename contract_of<LayerType, before>::missing>)
            return fault<fault_kind::missing_member, at_layer<index>, LayerType,
                         needs<typename contract_of<LayerType, before>::missing>>{};
        else if constexpr (!std::is_void_v<typename contract_of<LayerType, before>::unstated>)
            return fault<fault_kind::unstated_member, at_layer<index>, LayerType,
                         has<typename contract_of<LayerType, before>::unstated>>{};
        else
            return deduced<Shapes..., typename LayerType::template output<before>>{};
    }
}

/// One step of the fold. It takes a hana::type of the shapes or of a fault, and a hana::type of the next layer.
struct deduce_step {
    template <class... Shapes, class LayerType>
    constexpr auto operator()(boost::hana::basic_type<deduced<Shapes...>>, boost::hana::basic_type<LayerType>) const {
        return boost::hana::type_c<decltype(append_layer<LayerType, Shapes...>())>;
    }
    template <auto Kind, class At, class LayerType, class Detail, class Next>
    constexpr auto operator()(boost::hana::basic_type<fault<Kind, At, LayerType, Detail>> found,
                              boost::hana::basic_type<Next>) const {
        return found;
    }
};

template <class... Layers>
struct deduce_layers {
    using type = typename decltype(boost::hana::fold_left(boost::hana::tuple_t<Layers...>,
                                                          boost::hana::type_c<deduced<>>, deduce_step{}))::type;
};
/// The shapes of a network's list, which may also be the list of a graph: topology/graph_shapes.hpp.
template <class... Layers>
struct deduce_shapes : deduce_layers<Layers...> {};
template <>
struct deduce_shapes<> {
    using type = fault<fault_kind::no_input, at_layer<0>, nothing>;
};

}  // namespace detail

/// The output shape of each layer, or the fault of the list.
template <class... Layers>
using deduced_shapes = typename detail::deduce_shapes<Layers...>::type;
/// The same for a list that can contain only layers.
template <class... Layers>
using deduced_layers = typename detail::deduce_layers<Layers...>::type;

}  // namespace perceptype::inline PERCEPTYPE_ISA
