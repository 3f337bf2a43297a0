// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What the compiler knows of a network or graph, as text that it makes itself: constants, for `static_assert` as for `std::puts`.
///
/// Every text is a `std::string_view` of memory that lasts as long as the program, with a 0 behind it. It is the same on every processor and with
/// every compiler. Not in the umbrella, since few files need it.

#include <perceptype/config.hpp>
#include <perceptype/detail/drawing.hpp>
#include <perceptype/detail/explained.hpp>
#include <perceptype/detail/table.hpp>
#include <perceptype/detail/text.hpp>

#include <string_view>

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

}  // namespace detail

/// The table of layers: each one's number, as in `layer<I>()`, or node, what it is, the shape it gives, its parameters, the multiply-adds
/// of a forward pass over one sample and the bytes of its parameters as a file has them; `cost<Network>` has what they take in memory.
template <class Network>
[[nodiscard]] constexpr std::string_view summary() noexcept {
    return detail::text_by<detail::summary_text<Network>>.view();
}

/// The drawing for Graphviz (`dot -Tsvg`): a network's layers or a graph's nodes, with shapes on the edges.
template <class Network>
[[nodiscard]] constexpr std::string_view to_dot() noexcept {
    return detail::text_by<detail::drawing_text<Network, detail::drawing_language::dot>>.view();
}

/// The same for Mermaid, which GitHub draws in a block of ```mermaid.
template <class Network>
[[nodiscard]] constexpr std::string_view to_mermaid() noexcept {
    return detail::text_by<detail::drawing_text<Network, detail::drawing_language::mermaid>>.view();
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
