// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Descriptions of a network or graph as text that the compiler generates: constants, which a `static_assert` can check
/// and `std::puts` can print.
///
/// Every text is a `std::string_view` of static memory and is followed by a null character. It is the same on every
/// processor and with every compiler. Not in the umbrella header, since few files need it.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/check_call.hpp>
#include <perceptype/diagnostics/text.hpp>
#include <perceptype/explain/chain_rule.hpp>
#include <perceptype/explain/describe.hpp>
#include <perceptype/explain/drawing.hpp>
#include <perceptype/explain/table.hpp>
#include <perceptype/gradient_report.hpp>
#include <perceptype/loss/loss.hpp>
#include <perceptype/meta/text.hpp>
#include <perceptype/network.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <class Network>
struct summary_text {
    static constexpr void write(text_writer& out) { layer_table{description_of<Network>}.write(out); }
};

template <class Network, drawing_language Language>
struct drawing_text {
    static constexpr void write(text_writer& out) { drawing{description_of<Network>, out, Language}.write(); }
};

/// The position where a network's formulas end: a loss may be fused with the last layer.
template <class Network, class Loss>
inline constexpr std::size_t last_position =
    description_of<Network, Loss>.step_count - (description_of<Network, Loss>.nodes[1].loss_fused ? 1 : 0);

/// The derivative with respect to the input of a step of a network, composed from that of the next step.
template <class Network, class Loss, bool Latex, std::size_t Step>
struct delta_text {
    static consteval std::string_view next() {
        if constexpr (Step < last_position<Network, Loss>)
            return text_by<delta_text<Network, Loss, Latex, Step + 1>>.view();
        else
            return {};
    }
    static constexpr void write(text_writer& out) {
        chain_rule_writer{description_of<Network, Loss>, out, Latex, !std::is_void_v<Loss>, Step, next()}.write_delta(
            Step);
    }
};
template <class Network, class Loss, bool Latex, std::size_t Section>
struct chain_rule_section {
    static consteval std::string_view known_delta() {
        if constexpr (!description_of<Network, Loss>.is_graph)
            if constexpr (Section < last_position<Network, Loss>)
                return text_by<delta_text<Network, Loss, Latex, Section + 1>>.view();
        return {};
    }
    static constexpr void write(text_writer& out) {
        chain_rule_writer{description_of<Network, Loss>, out, Latex, !std::is_void_v<Loss>, Section, known_delta()}
            .write(Section);
    }
};
template <class Network, class Loss, bool Latex,
          class Sections = std::make_index_sequence<chain_rule_writer::section_count(description_of<Network, Loss>)>>
struct chain_rule_text;
template <class Network, class Loss, bool Latex, std::size_t... Section>
struct chain_rule_text<Network, Loss, Latex, std::index_sequence<Section...>> {
    static constexpr void write(text_writer& out) {
        for (const std::string_view section : {text_by<chain_rule_section<Network, Loss, Latex, Section>>.view()...})
            out << section;
    }
};

/// The largest number of paths from one node to the outputs; stops counting past a million.
template <class Network>
inline constexpr std::size_t most_paths = [] {
    constexpr const net_description& net = description_of<Network>;
    std::array<std::size_t, net.node_count> paths{};
    std::size_t most = 0;
    for (std::size_t length = 0; length < net.node_count; ++length) {  // each round adds the paths longer by one
        std::array<std::size_t, net.node_count> longer{};
        for (std::size_t n = 0; n < net.node_count; ++n) longer[n] = net.nodes[n].is_output ? 1 : 0;
        for (std::size_t n = 0; n < net.node_count; ++n)
            if (!net.nodes[n].lists_outputs)
                for (std::size_t k = net.nodes[n].first_source; k < net.nodes[n].last_source; ++k)
                    if (longer[net.sources[k]] < 1000000) longer[net.sources[k]] += paths[n];
        paths = longer;
    }
    for (const std::size_t count : paths) most = most < count ? count : most;
    return most;
}();

/// The text for a network; empty for one that was rejected where it was declared.
template <class Network, class Text>
constexpr std::string_view text_of() {
    if constexpr (network_check<Network>::passes)
        return text_by<Text>.view();
    else
        return {};
}

}  // namespace detail

/// The largest number of paths from one node for which chain_rule writes the formulas.
inline constexpr std::size_t most_paths_written = 64;

// Condition of the assertions below.
template <class Paths>
inline constexpr bool are_few = Paths::value <= most_paths_written;

namespace detail {

template <class Network>
consteval auto count_paths() {
    if constexpr (network_check<Network>::passes)
        return std::integral_constant<std::size_t, most_paths<Network>>{};
    else
        return std::integral_constant<std::size_t, 0>{};
}

/// The checks of the loss; without a loss they all pass.
template <class Network, class Loss>
using chain_rule_check = objective_check<Network, std::conditional_t<std::is_void_v<Loss>, nothing, Loss>, false>;

template <class Network, class Loss, bool Latex>
constexpr std::string_view chain_rule_of() {
    if constexpr (are_few<decltype(count_paths<Network>())>)
        return text_of<Network, chain_rule_text<Network, std::remove_cv_t<Loss>, Latex>>();
    else
        return {};
}

}  // namespace detail

// For ill-formed networks, which are rejected where they are declared.
template <IllFormedNetwork Network>
constexpr const Network& summary() noexcept {
    return detail::ill_formed<Network>;
}
template <IllFormedNetwork Network, class Loss = void>
constexpr const Network& chain_rule() noexcept {
    return detail::ill_formed<Network>;
}
template <IllFormedNetwork Network, class Loss = void>
constexpr const Network& chain_rule_latex() noexcept {
    return detail::ill_formed<Network>;
}
template <IllFormedNetwork Network>
constexpr const Network& to_dot() noexcept {
    return detail::ill_formed<Network>;
}
template <IllFormedNetwork Network>
constexpr const Network& to_mermaid() noexcept {
    return detail::ill_formed<Network>;
}

/// The table of layers: for each its number, as in `layer<I>()`, or its node, its declaration, its output shape, its
/// number of parameters, the multiply-adds of a forward pass over one sample and the size of its parameters in a file.
/// Their size in memory is in `cost<Network>`.
template <class Network>
[[nodiscard]] constexpr std::string_view summary() noexcept {
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    return detail::text_of<Network, detail::summary_text<Network>>();
}

/// The derivative of the error E with respect to every parameter tensor, as formulas in canonical order, followed by a
/// legend of the symbols. For two dense layers:
///
///     dE/dw1 = x . [ a1'(z1) * (w2^T [ a2'(z2) * dE/da2 ]) ]
///
/// In a graph it is a sum over the paths from the parameter to the outputs, and each path is named. Layers with
/// parameters are numbered from 1 as in textbooks, in canonical order; an activation has the number of the layer with
/// parameters directly before it, otherwise the next number. w and b are parameters, z is the output of a layer with
/// parameters, a that of an activation and r that of a residual: dE/dr has a line of its own, so that the formulas of
/// the layers before the residual end with it. Other layers, such as pools, appear by name; views (flatten, reshape)
/// change no value and do not appear. The name of a node is quoted where it could be read as one of these or as another
/// symbol of the text: "z1".
///
/// With a loss as second argument (`decltype(loss)` for a graph's `joint_loss`), dE/da of the outputs is written out as
/// well, or dE/dz where the loss is fused with the last layer. The length of the text grows with the square of the
/// depth. A graph with more than `most_paths_written` paths from one node is rejected.
template <class Network, class Loss = void>
[[nodiscard]] constexpr std::string_view chain_rule() noexcept {
    using check = detail::chain_rule_check<Network, Loss>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(std::is_void_v<Loss> || is_a_loss<Loss>,
                  "perceptype: the second argument must be a loss, such as mean_squared_error or cross_entropy");
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, Loss>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(are_few<decltype(detail::count_paths<Network>())>,
                  "perceptype: more than 64 paths lead from one node of this graph to its outputs, too many to print; "
                  "explain a part of the graph");
    return detail::chain_rule_of<Network, Loss, false>();
}

/// The same formulas in LaTeX, as an `aligned` environment for math mode.
template <class Network, class Loss = void>
[[nodiscard]] constexpr std::string_view chain_rule_latex() noexcept {
    using check = detail::chain_rule_check<Network, Loss>;
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    static_assert(std::is_void_v<Loss> || is_a_loss<Loss>,
                  "perceptype: the second argument must be a loss, such as mean_squared_error or cross_entropy");
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  PERCEPTYPE_TEXT_LOSSES_NAME_OUTPUTS);
    static_assert(loss_fits<typename check::last, typename check::result, Loss>, PERCEPTYPE_TEXT_LOSS_FITS);
    static_assert(are_few<decltype(detail::count_paths<Network>())>,
                  "perceptype: more than 64 paths lead from one node of this graph to its outputs, too many to print; "
                  "explain a part of the graph");
    return detail::chain_rule_of<Network, Loss, true>();
}

/// A drawing for Graphviz (`dot -Tsvg`): a network's layers or a graph's nodes, with shapes on the edges.
template <class Network>
[[nodiscard]] constexpr std::string_view to_dot() noexcept {
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    return detail::text_of<Network, detail::drawing_text<Network, detail::drawing_language::dot>>();
}

/// The same drawing for Mermaid, which GitHub renders in a ```mermaid block.
template <class Network>
[[nodiscard]] constexpr std::string_view to_mermaid() noexcept {
    static_assert(is_a_network<Network>, PERCEPTYPE_TEXT_IS_A_NETWORK);
    return detail::text_of<Network, detail::drawing_text<Network, detail::drawing_language::mermaid>>();
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
