// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Checks of the arguments of operations. Each operation contains its own assertions, one step from the user's line
/// (see diagnostics/diagnostic.hpp); the parts that they share are here.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/argument.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/diagnostics/ill_formed_network.hpp>
#include <perceptype/execution/backward_plan.hpp>
#include <perceptype/execution/chain.hpp>
#include <perceptype/execution/placement.hpp>
#include <perceptype/execution/stage.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/tensor.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

template <class At, class LastLayer>
struct after;
template <class Shape>
struct gives;

// Conditions of the operations' assertions, named after what should hold.
template <class Type>
inline constexpr bool is_a_network = requires {
    typename Type::gradient_type;
    typename Type::chain_type::input_shape;
};
template <class Type>
inline constexpr bool is_a_network_to_train = is_a_network<Type> && !std::is_const_v<Type>;
template <class Type>
inline constexpr bool is_a_loss = Loss<Type> || requires { typename Type::joins_losses; };
template <>
inline constexpr bool is_a_loss<anything> = true;
template <class Misnamed, class Outputs>
inline constexpr bool losses_name_outputs = std::same_as<Misnamed, nowhere>;
template <class After, class Gives, class Loss>
inline constexpr bool loss_fits = std::same_as<After, nowhere>;
template <class At, class LastLayer, class Shape, class Loss>
inline constexpr bool loss_fits<after<At, LastLayer>, gives<Shape>, Loss> = Loss::template fits<LastLayer, Shape>;
template <class At, class Layer>
inline constexpr bool has_derivative = std::same_as<At, nowhere>;
template <class At, class Layer>
inline constexpr bool learns_from_one_sample = std::same_as<At, nowhere>;

namespace detail {

template <class LayerType, class Block>
consteval bool has_derivative_everywhere();

/// The index of the first layer without a derivative, or with an inner layer without one; the number of layers if all
/// have one.
template <class Chain>
inline constexpr std::size_t first_without_derivative = []<std::size_t... i>(std::index_sequence<i...>) {
    const bool differentiable[] = {
        has_derivative_everywhere<typename Chain::template layer<i>, typename Chain::template block<i>>()...};
    std::size_t number = 0;
    while (number < Chain::layer_count && differentiable[number]) ++number;
    return number;
}(typename Chain::indices{});
template <class LayerType, class Block>
consteval bool has_derivative_everywhere() {
    if constexpr (requires { typename Block::layers; })
        return first_without_derivative<typename Block::layers> == Block::layers::layer_count;
    else
        return !ElementwiseLayer<LayerType> || Differentiable<LayerType>;
}

/// The layer before the loss and the value that the loss receives. For named outputs, see
/// diagnostics/check_graph_call.hpp.
template <class Chain, class LossType, class OutputShape = typename Chain::output_shape>
struct loss_location {
    static constexpr std::size_t last_index = Chain::layer_count - 1;
    using last = after<at_layer<last_index>, typename Chain::template layer<last_index>>;
    using result = gives<typename Chain::output_shape>;
    // A joint loss needs named outputs, which a network does not have.
    static constexpr bool joins = requires { typename LossType::joins_losses; };
    using misnamed = std::conditional_t<joins, LossType, nowhere>;
    using outputs = last;
};

template <class Chain>
struct no_location {
    static constexpr std::size_t least_samples = 1;
    using at = nowhere;
    using layer = typename Chain::template layer<0>;
};

/// The first layer at fault in a node that reaches a loss, since no other node runs. `Fault::in<Layers>` is its index
/// among a node's layers, or their number if there is none.
template <class Nodes, class LossType, class Fault>
struct layer_at_fault {
    template <std::size_t Index>
    static consteval bool is_found() {
        if constexpr (backward_plan<Nodes, LossType>::template runs<Index>) {
            using layers = typename Nodes::template inner<Index>::type;
            return Fault::template in<layers> != layers::layer_count;
        } else {
            return false;
        }
    }
    static constexpr std::size_t node = []<std::size_t... i>(std::index_sequence<i...>) {
        const bool at_fault[] = {is_found<i>()...};
        std::size_t first = 0;
        while (first < Nodes::layer_count && !at_fault[first]) ++first;
        return first;
    }(std::make_index_sequence<Nodes::layer_count>{});
    template <std::size_t Index>
    struct location {
        using layers = typename Nodes::template inner<Index>::type;
        static constexpr std::size_t number = Fault::template in<layers>;
        using at = typename Nodes::template layer_location<Index, number>;
        using layer = typename layers::template layer<number>;
    };
    using found = typename std::conditional_t<node == Nodes::layer_count,
                                              std::type_identity<no_location<typename Nodes::chain_type>>,
                                              std::type_identity<location<node>>>::type;
    using at = typename found::at;
    using layer = typename found::layer;
};

struct no_derivative {
    template <class Layers>
    static constexpr std::size_t in = first_without_derivative<Layers>;
};
/// Finds a layer that cannot be trained on one sample.
struct needs_more_samples {
    template <class Layers>
    static constexpr std::size_t in = []<std::size_t... i>(std::index_sequence<i...>) {
        const std::size_t least[] = {Layers::template block<i>::can.least_samples...};
        std::size_t number = 0;
        while (number < Layers::layer_count && least[number] == 1) ++number;
        return number;
    }(typename Layers::indices{});
};
template <class Chain, class LossType>
using location_without_derivative = layer_at_fault<typename Chain::nodes, LossType, no_derivative>;
template <class Chain, class LossType>
struct batched_location : layer_at_fault<typename Chain::nodes, LossType, needs_more_samples> {
    using nodes = typename Chain::nodes;
    static constexpr std::size_t least_samples = []<std::size_t... i>(std::index_sequence<i...>) {
        return largest_of(
            {backward_plan<nodes, LossType>::template runs<i> ? nodes::template block<i>::can.least_samples : 1 ...});
    }(std::make_index_sequence<nodes::layer_count>{});
};

/// Takes the place of a network in an operation's declarations if the argument is not a network.
struct no_network {
    using chain_type = chain<float, rejected_layer>;
    using scalar_type = float;
    using input_type = rejected_values;
    using gradient_type = network_gradient<no_network>;
    static constexpr std::size_t storage_size = 1;
};

/// An argument of a rejected call. It requires a conversion, so that a user's own `predict(net, x)` is a better match.
struct any_argument {
    constexpr any_argument(const auto&) noexcept {}
};
/// The result of a call with too few arguments. It has every member that a result may be asked for.
struct no_result : rejected_values {
    float loss = 0;
    constexpr const no_result& back() const noexcept { return *this; }
    constexpr const no_result& operator[](const auto&) const noexcept { return *this; }
    constexpr operator float() const noexcept { return 0; }
};

/// The assertions of an operation that takes inputs. After the first fault, everything else counts as correct, so that
/// there is only one error.
template <class Network>
struct network_check {
    using network = std::conditional_t<is_a_network<Network>, std::remove_const_t<Network>, no_network>;
    using chain = typename network::chain_type;
    using scalar = typename network::scalar_type;
    static constexpr bool passes = !is_rejected<chain>;

    using input = std::conditional_t<passes, tensor_of<scalar, typename chain::input_shape>, anything>;
    using output = std::conditional_t<passes, tensor_of<scalar, typename chain::output_shape>, anything>;
    using inputs = std::conditional_t<passes, range_of<input>, anything>;
    using outputs = std::conditional_t<passes, range_of<output>, anything>;

    /// The type to check after the inputs; nothing is checked if the inputs do not fit.
    template <class Inputs, class Others>
    using after_inputs = std::conditional_t<x_matches<receives<Inputs>, needs<inputs>>, receives<Others>, nowhere>;

    template <class Inputs, class Targets>
    static constexpr bool classifies = passes && x_matches<receives<Inputs>, needs<inputs>> &&
                                       target_matches<receives<Targets>, needs<outputs>, classification>;
    template <class Inputs, class Outputs>
    static constexpr bool predicts =
        passes && x_matches<receives<Inputs>, needs<inputs>> && outputs_match<receives<Outputs>, needs<outputs>>;
};

/// The assertions of an operation that also takes a loss. `Trains` states that it needs derivatives.
template <class Network, class LossType, bool Trains>
struct objective_check : network_check<Network> {
    using base = network_check<Network>;
    using typename base::chain;
    using location = loss_location<chain, LossType>;
    using given_loss = std::conditional_t<is_a_network<Network>, LossType, anything>;
    static constexpr bool has_loss =
        base::passes && is_a_loss<LossType> && !requires { typename LossType::is_rejected; };
    using misnamed = std::conditional_t<has_loss, typename location::misnamed, nowhere>;
    using named_outputs = typename location::outputs;
    static constexpr bool names_fit = has_loss && std::same_as<misnamed, nowhere>;

    using last = std::conditional_t<names_fit, typename location::last, nowhere>;
    using result = typename location::result;
    static constexpr bool fits = names_fit && loss_fits<last, result, LossType>;

    using without_derivative =
        std::conditional_t<fits && Trains, location_without_derivative<chain, LossType>, no_location<chain>>;
    using without_derivative_at = typename without_derivative::at;
    using without_derivative_layer = typename without_derivative::layer;
    static constexpr bool lacks_derivative = !std::same_as<without_derivative_at, nowhere>;

    static constexpr bool passes = fits && !lacks_derivative;

    using batched = std::conditional_t<passes && Trains, batched_location<chain, LossType>, no_location<chain>>;
    using batched_at = typename batched::at;
    using batched_layer = typename batched::layer;
    static constexpr bool steps_alone = std::same_as<batched_at, nowhere>;
    static constexpr std::size_t least_samples = batched::least_samples;
    using input = std::conditional_t<passes, typename base::input, anything>;
    using inputs = std::conditional_t<passes, typename base::inputs, anything>;
    using target = std::conditional_t<passes, typename base::output, anything>;
    using targets = std::conditional_t<passes, typename base::outputs, anything>;
    /// The types to check: a target after x, and an optimizer after the loss.
    template <class Sample, class Target>
    using after_x =
        std::conditional_t<x_matches<receives<Sample>, needs<typename base::input>>, receives<Target>, nowhere>;
    template <class Optimizer>
    using after_loss = std::conditional_t<fits || !base::passes, Optimizer, anything>;
    template <class Sample, class Target>
    static constexpr bool takes = x_matches<receives<Sample>, needs<typename base::input>> &&
                                  target_matches<receives<Target>, needs<target>, LossType>;
    template <class Inputs, class Targets>
    static constexpr bool takes_ranges = x_matches<receives<Inputs>, needs<typename base::inputs>> &&
                                         target_matches<receives<Targets>, needs<targets>, LossType>;
};

/// Which of the two arguments of `trainer::step` to reject, and whether as a sample or as a batch. That depends on
/// which of them fits; if neither does, on the elements of the first one.
template <class Check, class LossType, class Sample, class Target>
struct wrong_argument {
    static constexpr bool x_fits = x_matches<receives<Sample>, needs<typename Check::input>>;
    static constexpr bool inputs_fit = x_matches<receives<Sample>, needs<typename Check::inputs>>;
    static constexpr bool target_fits = target_matches<receives<Target>, needs<typename Check::target>, LossType>;
    static constexpr bool targets_fit = target_matches<receives<Target>, needs<typename Check::targets>, LossType>;
    static constexpr bool holds_ranges = requires { typename element_of<element_of<Sample>>; };
    static constexpr bool is_batch = inputs_fit || (!x_fits && (holds_ranges || (targets_fit && !target_fits)));

    using x = std::conditional_t<!is_batch && !x_fits, receives<Sample>, nowhere>;
    using target = std::conditional_t<!is_batch && x_fits, receives<Target>, nowhere>;
    using inputs = std::conditional_t<is_batch && !inputs_fit, receives<Sample>, nowhere>;
    using targets = std::conditional_t<is_batch && inputs_fit, receives<Target>, nowhere>;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
