// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Draws a network or graph in the languages of Graphviz and Mermaid, for explain.hpp.
///
/// In a network each layer is a box, and the two branches of a residual meet in a plus. In a graph each node is a box
/// that lists its layers.

#include <perceptype/config.hpp>
#include <perceptype/explain/describe.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

enum class drawing_language { dot, mermaid };

struct drawing {
    const net_description& net;
    text_writer& out;
    drawing_language language;

    constexpr void write() {
        out << (is_dot() ? "digraph {\n    node [shape=box];\n" : "flowchart TD\n");
        if (net.is_graph)
            write_graph();
        else
            write_network();
        if (is_dot()) out << "}\n";
    }

private:
    enum class outline { box, round, none };

    // Boxes are numbered: the input, the steps, the output and the shortcuts of a network; the nodes and then the outputs
    // of a graph.

    constexpr void write_network() {
        const node_description& input = net.nodes[0];
        const std::size_t end = net.step_count + 1;
        begin_box(0, outline::round);
        out << "input";
        end_box(outline::round);
        for (std::size_t s = 0; s < net.step_count; ++s) write_step(s);
        begin_box(end, outline::none);
        out << "output";
        end_box(outline::none);

        for (std::size_t s = 0; s < net.step_count; ++s) {
            const step_description& step = net.steps[s];
            if (step.kind == step_kind::residual_begin) continue;  // has no box
            edge(box_before(s), s + 1, output_of(box_before(s), input));
            if (step.kind != step_kind::residual_end) continue;
            const std::size_t branch = box_before(step.partner);
            if (step.tensor_count != 0) {
                const std::size_t shortcut = end + 1 + s;
                edge(branch, shortcut, output_of(branch, input));
                edge(shortcut, s + 1, step.output);
            } else {
                edge(branch, s + 1, output_of(branch, input));
            }
        }
        edge(box_before(net.step_count), end, net.nodes[1].output);
    }
    constexpr void write_step(std::size_t s) {
        const step_description& step = net.steps[s];
        if (step.kind == step_kind::residual_begin) return;
        if (step.kind == step_kind::residual_end) {
            begin_box(s + 1, outline::round);
            out.put('+');
            end_box(outline::round);
            if (step.tensor_count == 0) return;
            begin_box(net.step_count + 2 + s, outline::box);
            label(step.declared);
            return end_box(outline::box);
        }
        begin_box(s + 1, outline::box);
        label(step.declared);
        end_box(outline::box);
    }
    /// The box that a step reads from.
    constexpr std::size_t box_before(std::size_t s) const {
        while (s != 0 && net.steps[s - 1].kind == step_kind::residual_begin) --s;
        return s;
    }
    constexpr const extent_list& output_of(std::size_t box_number, const node_description& input) const {
        return box_number == 0 ? input.output : net.steps[box_number - 1].output;
    }

    constexpr void write_graph() {
        for (std::size_t n = 0; n < net.node_count; ++n) {
            const node_description& node = net.nodes[n];
            if (node.lists_outputs) continue;
            const outline shape = node.is_input ? outline::round : outline::box;
            begin_box(n, shape);
            label(node.name);
            if (!node.join.empty()) line(node.join, 0);
            for (std::size_t s = node.first; s < node.last; ++s) {
                const step_description& step = net.steps[s];
                if (step.kind == step_kind::residual_end) {
                    if (step.tensor_count != 0) line(step.declared, step.depth + 1);
                } else {
                    line(step.declared, step.depth);
                }
            }
            end_box(shape);
            if (!node.is_output) continue;
            begin_box(net.node_count + n, outline::none);
            out << "output ";
            label(node.name);
            end_box(outline::none);
        }
        for (std::size_t n = 0; n < net.node_count; ++n) {
            const node_description& node = net.nodes[n];
            if (!node.lists_outputs)
                for (std::size_t k = node.first_source; k < node.last_source; ++k)
                    edge(net.sources[k], n, net.nodes[net.sources[k]].output);
            if (node.is_output) edge(n, net.node_count + n, node.output);
        }
    }
    /// Appends a line to a label.
    constexpr void line(std::string_view text, std::size_t depth) {
        out << (is_dot() ? "\\n" : "<br>");
        for (std::size_t i = 0; i < depth; ++i) out << "+ ";
        label(text);
    }

    constexpr bool is_dot() const { return language == drawing_language::dot; }

    constexpr void begin_box(std::size_t number, outline shape) {
        out << "    n" << number;
        if (is_dot())
            out << " ["
                << (shape == outline::box     ? ""
                    : shape == outline::round ? "shape=ellipse, "
                                              : "shape=plaintext, ")
                << "label=\"";
        else
            out << (shape == outline::round ? "([\"" : "[\"");
    }
    constexpr void end_box(outline shape) {
        if (is_dot())
            out << "\"];\n";
        else
            out << (shape == outline::round ? "\"])\n" : "\"]\n");
    }
    constexpr void edge(std::size_t from, std::size_t to, const extent_list& shape) {
        out << "    n" << from << (is_dot() ? " -> n" : " -->|\"");
        if (is_dot())
            out << to << " [label=\"" << shape << "\"];\n";
        else
            out << shape << "\"| n" << to << "\n";
    }

    /// Escapes text inside quotes: a quote would end it in both languages, and Mermaid reads it as HTML.
    constexpr void label(std::string_view text) {
        for (const char c : text) {
            if (is_dot()) {
                if (c == '"' || c == '\\') out.put('\\');
                out.put(c);
            } else if (c == '<') {
                out << "&lt;";
            } else if (c == '>') {
                out << "&gt;";
            } else if (c == '&') {
                out << "&amp;";
            } else if (c == '"') {
                out << "&quot;";
            } else if (c == '#') {  // "#9829;" would be a heart
                out << "#35;";
            } else {
                out.put(c);
            }
        }
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
