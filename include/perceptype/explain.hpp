// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What the compiler knows of a network or graph, as text that it makes itself: constants, for `static_assert` as for
/// `std::puts`.
///
/// Every text is a `std::string_view` of memory that lasts as long as the program, with a 0 behind it. It is the same
/// on every processor and with every compiler. Not in the umbrella, since few files need it.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/check_call.hpp>
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
    static constexpr void write(text_writer& out) { layer_table{explained<Network>}.write(out); }
};

template <class Network, drawing_language Language>
struct drawing_text {
    static constexpr void write(text_writer& out) { drawing{explained<Network>, out, Language}.write(); }
};

/// Where a network's formulas end: a loss may take the last layer over.
template <class Network, class Loss>
inline constexpr std::size_t last_place =
    explained<Network, Loss>.step_count - (explained<Network, Loss>.nodes[1].loss_fused ? 1 : 0);

/// Of a network: the derivative by what a step receives, put together from that of the next.
template <class Network, class Loss, bool Latex, std::size_t Step>
struct delta_text {
    static consteval std::string_view next() {
        if constexpr (Step < last_place<Network, Loss>)
            return text_by<delta_text<Network, Loss, Latex, Step + 1>>.view();
        else
            return {};
    }
    static constexpr void write(text_writer& out) {
        chain_rule_writer{explained<Network, Loss>, out, Latex, !std::is_void_v<Loss>, Step, next()}.write_delta(Step);
    }
};
template <class Network, class Loss, bool Latex, std::size_t Piece>
struct chain_rule_piece {
    static consteval std::string_view known() {
        if constexpr (!explained<Network, Loss>.is_graph)
            if constexpr (Piece < last_place<Network, Loss>)
                return text_by<delta_text<Network, Loss, Latex, Piece + 1>>.view();
        return {};
    }
    static constexpr void write(text_writer& out) {
        chain_rule_writer{explained<Network, Loss>, out, Latex, !std::is_void_v<Loss>, Piece, known()}.write(Piece);
    }
};
template <class Network, class Loss, bool Latex,
          class Pieces = std::make_index_sequence<chain_rule_writer::pieces(explained<Network, Loss>)>>
struct chain_rule_text;
template <class Network, class Loss, bool Latex, std::size_t... Piece>
struct chain_rule_text<Network, Loss, Latex, std::index_sequence<Piece...>> {
    static constexpr void write(text_writer& out) {
        for (const std::string_view piece : {text_by<chain_rule_piece<Network, Loss, Latex, Piece>>.view()...})
            out << piece;
    }
};

/// The most paths that lead from a node to outputs; stops counting past a million.
template <class Network>
inline constexpr std::size_t most_paths = [] {
    constexpr const explained_net& net = explained<Network>;
    std::array<std::size_t, net.node_count> paths{};
    std::size_t most = 0;
    for (std::size_t length = 0; length < net.node_count; ++length) {  // every round knows of paths longer by one
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

/// A text about a network; nothing about one that was rejected where it was declared.
template <class Network, class Text>
constexpr std::string_view text_about() {
    if constexpr (network_check<Network>::passes)
        return text_by<Text>.view();
    else
        return {};
}

}  // namespace detail

/// The most paths that chain_rule writes for one parameter.
inline constexpr std::size_t most_paths_written = 64;

// Conditions of the assertions below.
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

/// Nothing asked of a loss that is none.
template <class Network, class Loss>
using rule_check = objective_check<Network, std::conditional_t<std::is_void_v<Loss>, nothing, Loss>, false>;

template <class Network, class Loss, bool Latex>
constexpr std::string_view rule_about() {
    if constexpr (are_few<decltype(count_paths<Network>())>)
        return text_about<Network, chain_rule_text<Network, std::remove_cv_t<Loss>, Latex>>();
    else
        return {};
}

}  // namespace detail

// Of rejected networks, see there.
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

/// The table of layers: each one's number, as in `layer<I>()`, or node, what it is, the shape it gives, its parameters,
/// the multiply-adds of a forward pass over one sample and the bytes of its parameters as a file has them;
/// `cost<Network>` has what they take in memory.
template <class Network>
[[nodiscard]] constexpr std::string_view summary() noexcept {
    static_assert(is_a_network<Network>, "perceptype: the first argument must be a network");
    return detail::text_about<Network, detail::summary_text<Network>>();
}

/// The derivative of the error E by every tensor of parameters, as a formula, in canonical order; then what stands for
/// what. For two dense layers:
///
///     dE/dw1 = x . [ a1'(z1) * (w2^T [ a2'(z2) * dE/da2 ]) ]
///
/// In a graph it is a sum over the paths from the parameter to the outputs, each with its name. Layers with parameters
/// are numbered from 1 as in the textbook, in canonical order; an activation has the number of the layer with
/// parameters right in front of it, else the next one. w, b are parameters, z what a layer with parameters gives, a
/// what an activation gives, r what a residual gives: dE/dr has a line of its own, in which the formulas of the layers
/// before it end. Other layers, such as pools, appear by name; views (flatten, reshape) change no number and do not.
/// A node's name that could be read as one of these, or as another symbol of the text, stands in quotes: "z1".
///
/// With a loss as second argument (`decltype(loss)` for a graph's `joint_loss`), dE/da of the outputs is written out as
/// well; where loss and last layer are fused, dE/dz. The text grows with the square of the depth; a graph of more than
/// `most_paths_written` paths from a node is rejected.
template <class Network, class Loss = void>
[[nodiscard]] constexpr std::string_view chain_rule() noexcept {
    using check = detail::rule_check<Network, Loss>;
    static_assert(is_a_network<Network>, "perceptype: the first argument must be a network");
    static_assert(std::is_void_v<Loss> || is_a_loss<Loss>,
                  "perceptype: the second argument must be a loss, such as mean_squared_error or cross_entropy");
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  "perceptype: joint_loss(\"name\"_node = loss, ...) takes names of a graph's outputs, each once; a "
                  "graph needs one, and a network takes the loss itself");
    static_assert(loss_fits<typename check::last, typename check::result, Loss>,
                  "perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of "
                  "a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid");
    static_assert(are_few<decltype(detail::count_paths<Network>())>,
                  "perceptype: more than 64 paths lead from one node of this graph to its outputs, too many to print; "
                  "explain a part of the graph");
    return detail::rule_about<Network, Loss, false>();
}

/// The same in LaTeX, an `aligned` environment for math mode.
template <class Network, class Loss = void>
[[nodiscard]] constexpr std::string_view chain_rule_latex() noexcept {
    using check = detail::rule_check<Network, Loss>;
    static_assert(is_a_network<Network>, "perceptype: the first argument must be a network");
    static_assert(std::is_void_v<Loss> || is_a_loss<Loss>,
                  "perceptype: the second argument must be a loss, such as mean_squared_error or cross_entropy");
    static_assert(losses_name_outputs<typename check::misnamed, typename check::named_outputs>,
                  "perceptype: joint_loss(\"name\"_node = loss, ...) takes names of a graph's outputs, each once; a "
                  "graph needs one, and a network takes the loss itself");
    static_assert(loss_fits<typename check::last, typename check::result, Loss>,
                  "perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of "
                  "a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid");
    static_assert(are_few<decltype(detail::count_paths<Network>())>,
                  "perceptype: more than 64 paths lead from one node of this graph to its outputs, too many to print; "
                  "explain a part of the graph");
    return detail::rule_about<Network, Loss, true>();
}

/// The drawing for Graphviz (`dot -Tsvg`): a network's layers or a graph's nodes, with shapes on the edges.
template <class Network>
[[nodiscard]] constexpr std::string_view to_dot() noexcept {
    static_assert(is_a_network<Network>, "perceptype: the first argument must be a network");
    return detail::text_about<Network, detail::drawing_text<Network, detail::drawing_language::dot>>();
}

/// The same for Mermaid, which GitHub draws in a block of ```mermaid.
template <class Network>
[[nodiscard]] constexpr std::string_view to_mermaid() noexcept {
    static_assert(is_a_network<Network>, "perceptype: the first argument must be a network");
    return detail::text_about<Network, detail::drawing_text<Network, detail::drawing_language::mermaid>>();
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
