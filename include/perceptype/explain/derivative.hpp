// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Writes values and derivatives of a network as formulas, composed from the texts of its layers, for
/// explain/chain_rule.hpp.

#include <perceptype/config.hpp>
#include <perceptype/explain/describe.hpp>
#include <perceptype/explain/formula.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A node on a path from a parameter to an output. `source` is the index of the source through which the path enters.
struct path_node {
    std::size_t node;
    std::size_t source = 0;
    const path_node* next = nullptr;
};

/// A position is the index of a step and stands for the values that this step receives, which are the output of the step
/// before it. The position `last` of a node stands for the node's output.
struct derivative_writer {
    const net_description& net;
    formula_writer writer;
    /// The derivative with respect to the values at `known_position`, on a path that ends with the node. It was written
    /// before and is copied instead of being composed again.
    std::size_t known_position = none;
    std::string_view known_delta{};
    static constexpr std::size_t none = ~std::size_t(0);

    /// Gives the symbols of a formula their meaning: the formula belongs to the step at `position`, or to the join that
    /// follows the path node `at`.
    struct formula_context {
        enum kind_type { nothing, step, join, shortcut, output } kind = nothing;
        std::size_t position = 0;
        const path_node* at = nullptr;
    };

    // Values: x, z1, a1, r1, or a function of these.

    constexpr void value(std::size_t position, std::size_t n) const {
        const node_description& node = net.nodes[n];
        if (position == node.first) return received_value(n);
        const step_description& step = net.steps[position - 1];
        switch (step.kind) {
            case step_kind::view:
            case step_kind::residual_begin: return value(position - 1, n);
            case step_kind::activation: return writer.indexed("a", step.number);
            case step_kind::residual_end: return writer.indexed("r", net.steps[step.partner].number);
            default: break;
        }
        if (step.number != 0) return writer.indexed("z", step.number);
        writer.function(step.name);
        writer.sign("(");
        value(position - 1, n);
        writer.sign(")");
    }
    /// The output of a node; in a graph by the node's name where it would otherwise be a function.
    constexpr void node_value(std::size_t n) const {
        if (net.is_graph && !is_plain_value(net.nodes[n].last, n))
            node_name(n);
        else
            value(net.nodes[n].last, n);
    }
    /// Quoted where it could be read as something else; in LaTeX the font makes the difference.
    constexpr void node_name(std::size_t n) const {
        const bool quotes = net.nodes[n].needs_quotes && !writer.latex;
        if (quotes) writer.out.put('"');
        writer.name(net.nodes[n].name);
        if (quotes) writer.out.put('"');
    }
    /// The value is written as a single symbol, without the name of a function or layer.
    constexpr bool is_plain_value(std::size_t position, std::size_t n) const {
        const node_description& node = net.nodes[n];
        if (position == node.first)
            return node.is_input ||
                   (node.join.empty() && is_plain_value(net.nodes[source(node, 0)].last, source(node, 0)));
        const step_description& step = net.steps[position - 1];
        if (step.kind == step_kind::view || step.kind == step_kind::residual_begin)
            return is_plain_value(position - 1, n);
        return step.kind != step_kind::layer || step.number != 0;
    }

    /// dE/d of an output or, where its loss is fused with the last layer, of the input of that layer. In a graph it has
    /// the node's name, since the same value may affect E through other nodes as well.
    constexpr void by_output(const path_node& at) const {
        const node_description& node = net.nodes[at.node];
        const bool named = net.is_graph && !node.loss_fused;
        const bool plain = named || is_plain_value(end_of(at), at.node);
        writer.out << (writer.latex ? "\\frac{\\partial E}{\\partial " : "dE/d");
        if (!plain) writer.sign("(");
        if (named)
            node_name(at.node);
        else
            value(end_of(at), at.node);
        if (!plain) writer.sign(")");
        if (writer.latex) writer.out.put('}');
    }
    /// dE/d of a letter with an index.
    constexpr void by_letter(std::string_view letter, std::size_t number) const {
        writer.out << (writer.latex ? "\\frac{\\partial E}{\\partial " : "dE/d");
        writer.indexed(letter, number);
        if (writer.latex) writer.out.put('}');
    }

    // Derivatives with respect to the values at a position, along the path from there.

    constexpr void delta(std::size_t position, const path_node& at) const {
        if (position == known_position && at.next == nullptr) {
            writer.out << known_delta;
            return;
        }
        if (position == end_of(at)) return delta_after_node(position, at);
        const step_description& step = net.steps[position];
        switch (step.kind) {
            case step_kind::view: return delta(position + 1, at);
            case step_kind::residual_end: return by_letter("r", net.steps[step.partner].number);
            case step_kind::residual_begin: {
                const step_description& shortcut = net.steps[step.partner];
                if (shortcut.tensor_count == 0)
                    by_letter("r", step.number);
                else
                    formula(backward_of(shortcut), {formula_context::shortcut, step.partner, &at});
                writer.out << " + ";
                return delta(position + 1, at);
            }
            default: return formula(backward_of(step), {formula_context::step, position, &at});
        }
    }

    /// The derivative at this position can be a factor without parentheses.
    constexpr bool is_factor(std::size_t position, const path_node& at) const {
        if (position == end_of(at)) {
            if (at.next == nullptr) return true;
            const std::string_view text = join_text(at);
            return text == "[D]_k" || (text == "D" && is_factor(net.nodes[at.next->node].first, *at.next));
        }
        const step_description& step = net.steps[position];
        return step.kind == step_kind::residual_end || (step.kind == step_kind::view && is_factor(position + 1, at));
    }

    /// Writes a layer's formula with its letters replaced by their values in this context.
    constexpr void formula(std::string_view text, const formula_context& context) const {
        const bool raw = text == "D";
        while (!text.empty()) {
            if (text[0] == '[' && context.kind != formula_context::nothing && text.substr(0, 3) == "[D]") {
                writer.begin_bracket();
                delta_of(context);
                writer.end_bracket();
                text.remove_prefix(3);
                continue;
            }
            // Look for words only where two letters begin one: each search counts against the compiler's step limit.
            const bool space = text[0] == ' ';
            if (text.size() > std::size_t(space) + 1 && is_letter(text[space]) && is_letter(text[space + 1u]))
                if (const formula_token words = formula_token::words_of(text); !words.text.empty()) {
                    writer.words(words.text);
                    text = words.rest;
                    continue;
                }
            const formula_token token = formula_token::of(text);
            text = token.rest;
            if (token.text == "^") {
                text = power(text, context);
            } else if (token.is_word()) {
                writer.function(token.text);
            } else if (token.text == "D" && context.kind != formula_context::nothing) {
                const bool parenthesised = !raw && !is_factor_of(context);
                if (parenthesised) writer.begin_factor();
                delta_of(context);
                if (parenthesised) writer.end_factor();
            } else if (token.is_symbol()) {
                symbol(token.text, context);
            } else {
                writer.sign(token.text);
            }
        }
    }

    constexpr std::size_t source(const node_description& node, std::size_t k) const {
        return net.sources[node.first_source + k];
    }

    static constexpr std::string_view default_backward = "f'(x)^T [D]";
    static constexpr std::string_view backward_of(const step_description& step) {
        if (step.backward != nullptr) return step.backward;
        return step.kind == step_kind::activation ? "a'(z) * D" : default_backward;
    }

    /// The position where a node's layers end; at the end of a path a loss may be fused with the last one.
    constexpr std::size_t end_of(const path_node& at) const {
        const node_description& node = net.nodes[at.node];
        return node.last - (at.next == nullptr && node.loss_fused ? 1 : 0);
    }

private:
    constexpr void received_value(std::size_t n) const {
        const node_description& node = net.nodes[n];
        if (node.is_input) {
            if (node.name.size() == 1 && !node.needs_quotes)
                writer.out << node.name;
            else
                node_name(n);
        } else if (node.join.empty()) {
            node_value(source(node, 0));
        } else {
            writer.function(node.join_name);
            writer.sign("(");
            for (std::size_t k = 0; k < node.last_source - node.first_source; ++k) {
                writer.out << (k == 0 ? "" : ", ");
                node_value(source(node, k));
            }
            writer.sign(")");
        }
    }

    /// The derivative with respect to a node's output, along the rest of the path.
    constexpr void delta_after_node(std::size_t position, const path_node& at) const {
        if (at.next == nullptr)
            by_output(at);
        else
            formula(join_text(at), {formula_context::join, position, &at});
    }
    constexpr std::string_view join_text(const path_node& at) const {
        const node_description& reader = net.nodes[at.next->node];
        if (reader.join.empty()) return "D";
        const char* text = at.next->source == 0 ? reader.join_backward : reader.join_other_backward;
        return text == nullptr ? default_backward : std::string_view(text);
    }

    constexpr void delta_of(const formula_context& context) const {
        switch (context.kind) {
            case formula_context::step: return delta(context.position + 1, *context.at);
            case formula_context::join: return delta(net.nodes[context.at->next->node].first, *context.at->next);
            case formula_context::shortcut:
                return by_letter("r", net.steps[net.steps[context.position].partner].number);
            default: return;
        }
    }
    constexpr bool is_factor_of(const formula_context& context) const {
        if (context.kind == formula_context::step) return is_factor(context.position + 1, *context.at);
        if (context.kind == formula_context::join)
            return is_factor(net.nodes[context.at->next->node].first, *context.at->next);
        return true;
    }

    /// Writes an exponent, i.e. an optional sign and a letter or number, and returns the rest of the text.
    constexpr std::string_view power(std::string_view text, const formula_context& context) const {
        writer.out << (writer.latex ? "^{" : "^");
        if (text[0] == '-') {
            writer.out.put('-');
            text.remove_prefix(1);
        }
        const formula_token token = formula_token::of(text);
        if (token.text == "T")
            writer.out << (writer.latex ? "\\top" : "T");
        else if (token.is_symbol())
            symbol(token.text, context);
        else
            writer.sign(token.text);
        if (writer.latex) writer.out.put('}');
        return token.rest;
    }

    constexpr void symbol(std::string_view letter, const formula_context& context) const {
        switch (context.kind) {
            case formula_context::nothing: writer.out << letter; return;
            case formula_context::output:
                if (letter == "y")
                    node_value(context.at->node);
                else
                    writer.out << letter;
                return;
            case formula_context::join: return join_symbol(letter, context);
            default: break;
        }
        const step_description& step = net.steps[context.position];
        const bool is_shortcut = context.kind == formula_context::shortcut;
        for (std::size_t i = 0; i < step.tensor_count; ++i)
            if (letter == step.tensors[i].letter) return writer.indexed(letter, step.tensor_number);
        if (letter == "x" || letter == "z")
            value(is_shortcut ? step.partner : context.position, context.at->node);
        else if ((letter == "a" || letter == "y") && !is_shortcut)
            value(context.position + 1, context.at->node);
        else if (letter == "f")
            writer.function(step.name);
        else
            writer.out << letter;
    }
    constexpr void join_symbol(std::string_view letter, const formula_context& context) const {
        const node_description& reader = net.nodes[context.at->next->node];
        const std::size_t k = context.at->next->source;
        const std::size_t count = reader.last_source - reader.first_source;
        if (letter == "x") {
            node_value(context.at->node);
        } else if (letter == "y") {
            received_value(context.at->next->node);
        } else if (letter == "k") {
            writer.out << (writer.latex ? "{" : "") << k + 1 << (writer.latex ? "}" : "");
        } else if (letter == "n") {
            writer.out << count;
        } else if (letter == "f") {
            writer.function(reader.join_name);
        } else if (letter == "o") {
            bool first = true;
            for (std::size_t other = 0; other < count; ++other) {
                if (other == k) continue;
                if (!first) {
                    writer.out.put(' ');
                    writer.sign("*");
                    writer.out.put(' ');
                }
                node_value(source(reader, other));
                first = false;
            }
        } else {
            writer.out << letter;
        }
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
