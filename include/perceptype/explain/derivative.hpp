// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Values and derivatives of a net as formulas, put together from what its layers say, for explain/chain_rule.hpp.

#include <perceptype/config.hpp>
#include <perceptype/explain/describe.hpp>
#include <perceptype/explain/formula.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A node on a path from a parameter to an output, and through which of its sources the path comes.
struct hop {
    std::size_t node;
    std::size_t source = 0;
    const hop* next = nullptr;
};

/// Places are numbers of steps: the values in front of that step, or behind the one before it. A place belongs to the
/// node of a hop.
struct derivative_writer {
    const explained_net& net;
    formula_writer to;
    /// The derivative by the values at that place, where a path ends with the node: written before, so that it need not
    /// be put together again.
    std::size_t known_place = none;
    std::string_view known{};
    static constexpr std::size_t none = ~std::size_t(0);

    /// What a formula is about: the step behind `place`, or, of a join, the hop that leads to it.
    struct about {
        enum kind_type { nothing, step, join, shortcut, output } kind = nothing;
        std::size_t place = 0;
        const hop* at = nullptr;
    };

    // Values: x, z1, a1, r1, or a function of such.

    constexpr void value(std::size_t place, std::size_t n) const {
        const explained_node& node = net.nodes[n];
        if (place == node.first) return received(n);
        const explained_step& step = net.steps[place - 1];
        switch (step.kind) {
            case step_kind::view:
            case step_kind::open: return value(place - 1, n);
            case step_kind::activation: return to.indexed("a", step.number);
            case step_kind::close: return to.indexed("r", net.steps[step.partner].number);
            default: break;
        }
        if (step.number != 0) return to.indexed("z", step.number);
        to.function(step.name);
        to.sign("(");
        value(place - 1, n);
        to.sign(")");
    }
    /// What a node gives: in a graph by the node's name, where it would be a function.
    constexpr void node_value(std::size_t n) const {
        if (net.is_graph && !is_plain_value(net.nodes[n].last, n))
            node_name(n);
        else
            value(net.nodes[n].last, n);
    }
    /// In quotes, where it could be read as something else; in LaTeX its font tells.
    constexpr void node_name(std::size_t n) const {
        const bool quotes = net.nodes[n].reads_as_symbol && !to.latex;
        if (quotes) to.out.put('"');
        to.name(net.nodes[n].name);
        if (quotes) to.out.put('"');
    }
    /// Neither a function nor a layer stands in its name.
    constexpr bool is_plain_value(std::size_t place, std::size_t n) const {
        const explained_node& node = net.nodes[n];
        if (place == node.first)
            return node.is_input ||
                   (node.join.empty() && is_plain_value(net.nodes[source(node, 0)].last, source(node, 0)));
        const explained_step& step = net.steps[place - 1];
        if (step.kind == step_kind::view || step.kind == step_kind::open) return is_plain_value(place - 1, n);
        return step.kind != step_kind::layer || step.number != 0;
    }

    /// dE/d of what an output gives, or, where its loss takes the last layer over, of what that receives. A graph's has
    /// the node's name, since its value may have an effect on E through other nodes, too.
    constexpr void by_output(const hop& at) const {
        const explained_node& node = net.nodes[at.node];
        const bool named = net.is_graph && !node.loss_fused;
        const bool plain = named || is_plain_value(end_of(at), at.node);
        to.out << (to.latex ? "\\frac{\\partial E}{\\partial " : "dE/d");
        if (!plain) to.sign("(");
        if (named)
            node_name(at.node);
        else
            value(end_of(at), at.node);
        if (!plain) to.sign(")");
        if (to.latex) to.out.put('}');
    }
    /// dE/d of a letter with a number.
    constexpr void by_letter(std::string_view letter, std::size_t number) const {
        to.out << (to.latex ? "\\frac{\\partial E}{\\partial " : "dE/d");
        to.indexed(letter, number);
        if (to.latex) to.out.put('}');
    }

    // Derivatives by the values at a place, along the path that leads from there.

    constexpr void delta(std::size_t place, const hop& at) const {
        if (place == known_place && at.next == nullptr) {
            to.out << known;
            return;
        }
        if (place == end_of(at)) return delta_behind(place, at);
        const explained_step& step = net.steps[place];
        switch (step.kind) {
            case step_kind::view: return delta(place + 1, at);
            case step_kind::close: return by_letter("r", net.steps[step.partner].number);
            case step_kind::open: {
                const explained_step& shortcut = net.steps[step.partner];
                if (shortcut.tensor_count == 0)
                    by_letter("r", step.number);
                else
                    formula(backward_of(shortcut), {about::shortcut, step.partner, &at});
                to.out << " + ";
                return delta(place + 1, at);
            }
            default: return formula(backward_of(step), {about::step, place, &at});
        }
    }

    /// What is written there can be a factor without parentheses.
    constexpr bool is_factor(std::size_t place, const hop& at) const {
        if (place == end_of(at)) {
            if (at.next == nullptr) return true;
            const std::string_view text = join_text(at);
            return text == "[D]_k" || (text == "D" && is_factor(net.nodes[at.next->node].first, *at.next));
        }
        const explained_step& step = net.steps[place];
        return step.kind == step_kind::close || (step.kind == step_kind::view && is_factor(place + 1, at));
    }

    /// A layer's formula, with its letters replaced by what they stand for here.
    constexpr void formula(std::string_view text, const about& what) const {
        const bool raw = text == "D";
        while (!text.empty()) {
            if (text[0] == '[' && what.kind != about::nothing && text.substr(0, 3) == "[D]") {
                to.open();
                delta_of(what);
                to.close();
                text.remove_prefix(3);
                continue;
            }
            // Two letters begin a word; to look for less costs the compiler's patience.
            const bool space = text[0] == ' ';
            if (text.size() > std::size_t(space) + 1 && is_letter(text[space]) && is_letter(text[space + 1u]))
                if (const formula_piece words = formula_piece::words_of(text); !words.text.empty()) {
                    to.words(words.text);
                    text = words.rest;
                    continue;
                }
            const formula_piece piece = formula_piece::of(text);
            text = piece.rest;
            if (piece.text == "^") {
                text = power(text, what);
            } else if (piece.is_word()) {
                to.function(piece.text);
            } else if (piece.text == "D" && what.kind != about::nothing) {
                const bool parenthesised = !raw && !is_factor_of(what);
                if (parenthesised) to.begin_factor();
                delta_of(what);
                if (parenthesised) to.end_factor();
            } else if (piece.is_symbol()) {
                symbol(piece.text, what);
            } else {
                to.sign(piece.text);
            }
        }
    }

    constexpr std::size_t source(const explained_node& node, std::size_t k) const {
        return net.sources[node.first_source + k];
    }

    static constexpr std::string_view default_backward = "f'(x)^T [D]";
    static constexpr std::string_view backward_of(const explained_step& step) {
        if (step.backward != nullptr) return step.backward;
        return step.kind == step_kind::activation ? "a'(z) * D" : default_backward;
    }

    /// Where a node's layers end; at the end of a path a loss may take the last one over.
    constexpr std::size_t end_of(const hop& at) const {
        const explained_node& node = net.nodes[at.node];
        return node.last - (at.next == nullptr && node.loss_fused ? 1 : 0);
    }

private:
    constexpr void received(std::size_t n) const {
        const explained_node& node = net.nodes[n];
        if (node.is_input) {
            if (node.name.size() == 1 && !node.reads_as_symbol)
                to.out << node.name;
            else
                node_name(n);
        } else if (node.join.empty()) {
            node_value(source(node, 0));
        } else {
            to.function(node.join_name);
            to.sign("(");
            for (std::size_t k = 0; k < node.last_source - node.first_source; ++k) {
                to.out << (k == 0 ? "" : ", ");
                node_value(source(node, k));
            }
            to.sign(")");
        }
    }

    /// How a path goes on behind a node.
    constexpr void delta_behind(std::size_t place, const hop& at) const {
        if (at.next == nullptr)
            by_output(at);
        else
            formula(join_text(at), {about::join, place, &at});
    }
    constexpr std::string_view join_text(const hop& at) const {
        const explained_node& reader = net.nodes[at.next->node];
        if (reader.join.empty()) return "D";
        const char* text = at.next->source == 0 ? reader.join_backward : reader.join_other_backward;
        return text == nullptr ? default_backward : std::string_view(text);
    }

    constexpr void delta_of(const about& what) const {
        switch (what.kind) {
            case about::step: return delta(what.place + 1, *what.at);
            case about::join: return delta(net.nodes[what.at->next->node].first, *what.at->next);
            case about::shortcut: return by_letter("r", net.steps[net.steps[what.place].partner].number);
            default: return;
        }
    }
    constexpr bool is_factor_of(const about& what) const {
        if (what.kind == about::step) return is_factor(what.place + 1, *what.at);
        if (what.kind == about::join) return is_factor(net.nodes[what.at->next->node].first, *what.at->next);
        return true;
    }

    /// Behind ^: a sign, and a letter or a number. Returns what follows.
    constexpr std::string_view power(std::string_view text, const about& what) const {
        to.out << (to.latex ? "^{" : "^");
        if (text[0] == '-') {
            to.out.put('-');
            text.remove_prefix(1);
        }
        const formula_piece piece = formula_piece::of(text);
        if (piece.text == "T")
            to.out << (to.latex ? "\\top" : "T");
        else if (piece.is_symbol())
            symbol(piece.text, what);
        else
            to.sign(piece.text);
        if (to.latex) to.out.put('}');
        return piece.rest;
    }

    constexpr void symbol(std::string_view letter, const about& what) const {
        switch (what.kind) {
            case about::nothing: to.out << letter; return;
            case about::output:
                if (letter == "y")
                    node_value(what.at->node);
                else
                    to.out << letter;
                return;
            case about::join: return join_symbol(letter, what);
            default: break;
        }
        const explained_step& step = net.steps[what.place];
        const bool beside = what.kind == about::shortcut;
        for (std::size_t i = 0; i < step.tensor_count; ++i)
            if (letter == step.tensors[i].letter) return to.indexed(letter, step.tensor_number);
        if (letter == "x" || letter == "z")
            value(beside ? step.partner : what.place, what.at->node);
        else if ((letter == "a" || letter == "y") && !beside)
            value(what.place + 1, what.at->node);
        else if (letter == "f")
            to.function(step.name);
        else
            to.out << letter;
    }
    constexpr void join_symbol(std::string_view letter, const about& what) const {
        const explained_node& reader = net.nodes[what.at->next->node];
        const std::size_t k = what.at->next->source;
        const std::size_t count = reader.last_source - reader.first_source;
        if (letter == "x") {
            node_value(what.at->node);
        } else if (letter == "y") {
            received(what.at->next->node);
        } else if (letter == "k") {
            to.out << (to.latex ? "{" : "") << k + 1 << (to.latex ? "}" : "");
        } else if (letter == "n") {
            to.out << count;
        } else if (letter == "f") {
            to.function(reader.join_name);
        } else if (letter == "o") {
            bool first = true;
            for (std::size_t other = 0; other < count; ++other) {
                if (other == k) continue;
                if (!first) {
                    to.out.put(' ');
                    to.sign("*");
                    to.out.put(' ');
                }
                node_value(source(reader, other));
                first = false;
            }
        } else {
            to.out << letter;
        }
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
