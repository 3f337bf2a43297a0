// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The derivative by every tensor of parameters, line by line, and what the signs in them mean, for explain.hpp.

#include <perceptype/config.hpp>
#include <perceptype/explain/derivative.hpp>
#include <perceptype/explain/describe.hpp>
#include <perceptype/explain/formula.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

struct chain_rule_writer {
    using about = derivative_writer::about;

    derivative_writer expression;
    bool has_loss;  ///< so that an output without one leads nowhere

    /// `known`: the derivative by what `piece` of a network gives, as `write_delta` wrote it.
    constexpr chain_rule_writer(const explained_net& explained_one, text_writer& out, bool latex, bool with_loss,
                                std::size_t piece, std::string_view known)
        : expression{explained_one, {out, latex}, known.empty() ? derivative_writer::none : piece + 1, known},
          has_loss(with_loss) {}

    /// The text comes in pieces, for compilers limit what they do for one constant: the derivatives of each step, and
    /// the rest.
    static constexpr std::size_t pieces(const explained_net& explained_one) { return explained_one.step_count + 1; }

    constexpr void write(std::size_t piece) const {
        if (piece == 0 && latex()) out() << "\\begin{aligned}\n";
        if (piece == net().step_count) return write_rest();
        std::size_t n = 0;
        while (piece < net().nodes[n].first || piece >= net().nodes[n].last) ++n;
        write_step(n, piece);
    }

    /// The derivative by what a step of a network receives.
    constexpr void write_delta(std::size_t step) const {
        const hop here{1};
        expression.delta(step, here);
    }

private:
    constexpr void write_rest() const {
        begin_line();
        out() << (latex() ? "\\text{where}" : "where");
        end_line();
        for (std::size_t n = 0; n < net().node_count; ++n)
            for (std::size_t s = net().nodes[n].first; s < net().nodes[n].last; ++s) define_step(n, s);
        for (std::size_t n = 0; n < net().node_count; ++n)
            if (is_named(n)) define_node(n);
        for (std::size_t n = 0; n < net().node_count; ++n) define_loss(n);
        for (std::size_t n = 0; n < net().node_count; ++n) define_direct_part(n);
        write_notes();
        if (latex()) out() << "\\end{aligned}\n";
    }

    constexpr const explained_net& net() const { return expression.net; }
    constexpr text_writer& out() const { return expression.to.out; }
    constexpr bool latex() const { return expression.to.latex; }

    // A line of LaTeX has its equality sign below that of the line above.
    constexpr void begin_line() const {
        if (latex()) out() << "& ";
    }
    constexpr void equals() const { out() << (latex() ? " &= " : " = "); }
    constexpr void end_line() const { out() << (latex() ? " \\\\\n" : "\n"); }
    constexpr void indent() const {
        if (!latex()) out() << "  ";
    }

    // The derivatives.

    constexpr void write_step(std::size_t n, std::size_t s) const {
        const explained_step& step = net().steps[s];
        if (step.kind == step_kind::open) {
            std::size_t behind = step.partner + 1;
            while (behind < net().nodes[n].last && net().steps[behind].kind == step_kind::view) ++behind;
            // At the end of a network there is nothing to say of it.
            if (net().is_graph || behind < net().nodes[n].last)
                write_sum("r", step.number, "D", about::step, n, step.partner);
            return;
        }
        for (std::size_t i = 0; i < step.tensor_count && net().nodes[n].owner == n; ++i) {
            const parameter_text& tensor = step.tensors[i];
            const std::string_view text =
                tensor.derivative == nullptr ? std::string_view("f'(w)^T [D]") : std::string_view(tensor.derivative);
            write_sum(tensor.letter, step.number, text, step.kind == step_kind::close ? about::shortcut : about::step,
                      n, s);
        }
    }

    /// One derivative: a term, or one for every path.
    struct sum {
        std::string_view letter;
        std::size_t number;
        std::string_view text;
        about::kind_type kind;
        std::size_t place = 0;
        const hop* start = nullptr;
        std::size_t terms = 0;
    };
    constexpr void write_sum(std::string_view letter, std::size_t number, std::string_view text, about::kind_type kind,
                             std::size_t n, std::size_t s) const {
        sum of{letter, number, text, kind};
        const bool ends_here = kind == about::shortcut || parts_behind(s + 1, net().nodes[n].last);
        const bool residual = letter == "r";
        std::size_t nodes = 0;  // that have these parameters
        for (std::size_t other = 0; other < net().node_count; ++other)
            if (other == n || (!residual && net().nodes[other].owner == n)) ++nodes;
        expression.by_letter(letter, number);
        equals();
        for (std::size_t other = 0; other < net().node_count; ++other) {
            if (other != n && (residual || net().nodes[other].owner != n)) continue;
            hop start{other};
            of.start = &start;
            of.place = s - net().nodes[n].first + net().nodes[other].first;
            if (!net().is_graph || (ends_here && nodes == 1)) {
                expression.formula(text, {kind, of.place, &start});
                return end_line();
            }
            if (ends_here)
                write_term(of);
            else
                follow(start, of);
        }
        if (of.terms == 0) out().put('0');
        end_line();
    }
    /// A residual: the derivative by what it gives has a line of its own, and formulas end there.
    constexpr bool parts_behind(std::size_t first, std::size_t last) const {
        for (std::size_t s = first; s < last; ++s)
            if (net().steps[s].kind == step_kind::open || net().steps[s].kind == step_kind::close) return true;
        return false;
    }

    /// Writes a term for each path that goes on from the node `at`, the last one so far.
    constexpr void follow(hop& at, sum& of) const {
        const explained_node& node = net().nodes[at.node];
        if (&at != of.start && parts_behind(node.first, node.last)) return write_term(of);
        if (ends_path(node)) write_term(of);
        for (std::size_t reader = 0; reader < net().node_count; ++reader) {
            const explained_node& next = net().nodes[reader];
            if (next.lists_outputs) continue;
            for (std::size_t k = next.first_source; k < next.last_source; ++k) {
                if (net().sources[k] != at.node) continue;
                hop child{reader, k - next.first_source};
                at.next = &child;
                follow(child, of);
                at.next = nullptr;
            }
        }
    }
    constexpr bool ends_path(const explained_node& node) const {
        return node.is_output && (!has_loss || node.loss_name != nullptr);
    }
    /// Paths that come to a node go on to an output behind it.
    constexpr bool leads_on(std::size_t n) const {
        for (std::size_t reader = 0; reader < net().node_count; ++reader) {
            const explained_node& next = net().nodes[reader];
            if (next.lists_outputs) continue;
            for (std::size_t k = next.first_source; k < next.last_source; ++k)
                if (net().sources[k] == n && (ends_path(next) || leads_on(reader))) return true;
        }
        return false;
    }
    constexpr void write_term(sum& of) const {
        if (of.terms++ != 0) {
            end_line();
            if (latex()) {
                out() << "&\\quad + ";
            } else {
                text_writer counter;
                counter << "dE/d" << of.letter << of.number;
                out().spaces(counter.size + 1) << "+ ";
            }
        }
        if (latex())
            out() << "\\underbrace{";
        else
            write_path(of);
        expression.formula(of.text, {of.kind, of.place, of.start});
        if (!latex()) return;
        out() << "}_{";
        write_path(of);
        out().put('}');
    }
    constexpr void write_path(const sum& of) const {
        if (!latex()) out() << "path ";
        for (const hop* at = of.start; at != nullptr; at = at->next) {
            if (at != of.start) out() << (latex() ? " \\to " : " -> ");
            expression.node_name(at->node);
        }
        if (!latex()) out() << ": ";
    }

    // What the letters mean.

    constexpr void define_step(std::size_t n, std::size_t s) const {
        const explained_step& step = net().steps[s];
        if (step.kind == step_kind::open) return;
        if (step.kind == step_kind::close) return define_residual(n, s);
        if (step.number == 0) return;
        indent();
        expression.value(s + 1, n);
        equals();
        expression.to.name(step.declared);
        in_parentheses(s, n);
        if (step.derivative != nullptr) {
            out() << (latex() ? ",\\quad " : ", ");
            expression.to.indexed("a", step.number);
            out().put('\'');
            in_parentheses(s, n);
            out() << " = ";
            const hop here{n};
            expression.formula(step.derivative, {about::step, s, &here});
        }
        name_owner(step);
        end_line();
    }
    /// Of a tied node: whose parameters a layer has.
    constexpr void name_owner(const explained_step& step) const {
        if (step.tensor_count == 0 || step.tensor_number == step.number) return;
        for (std::size_t i = 0; i < step.tensor_count; ++i) {
            expression.to.words(i == 0 ? ", with " : ", ");
            expression.to.indexed(step.tensors[i].letter, step.tensor_number);
        }
        expression.to.words(" as in ");
        expression.to.indexed(step.kind == step_kind::activation ? "a" : "z", step.tensor_number);
    }
    constexpr void define_residual(std::size_t n, std::size_t s) const {
        const explained_step& step = net().steps[s];
        if (step.tensor_count != 0) {
            indent();
            expression.to.indexed("z", step.number);
            equals();
            expression.to.name(step.declared);
            in_parentheses(step.partner, n);
            name_owner(step);
            end_line();
        }
        indent();
        expression.to.indexed("r", net().steps[step.partner].number);
        equals();
        if (step.tensor_count != 0)
            expression.to.indexed("z", step.number);
        else
            expression.value(step.partner, n);
        out() << " + ";
        expression.value(s, n);
        end_line();
    }
    /// In a graph: outputs, and what is a function in formulas.
    constexpr bool is_named(std::size_t n) const {
        const explained_node& node = net().nodes[n];
        return net().is_graph && !node.lists_outputs && !node.is_input &&
               (node.is_output || !expression.is_plain_value(node.last, n));
    }
    constexpr void define_node(std::size_t n) const {
        indent();
        expression.node_name(n);
        equals();
        expression.value(net().nodes[n].last, n);
        end_line();
    }
    constexpr void in_parentheses(std::size_t place, std::size_t n) const {
        expression.to.sign("(");
        expression.value(place, n);
        expression.to.sign(")");
    }

    constexpr void define_loss(std::size_t n) const {
        const explained_node& node = net().nodes[n];
        if (!node.is_output || node.loss_name == nullptr) return;
        const hop end{n};
        indent();
        expression.by_output(end);
        equals();
        if (node.loss_gradient == nullptr) {
            expression.to.words("the gradient of ");
            expression.to.name(node.loss_name);
        } else {
            if (node.loss_scaled) out() << (latex() ? "c \\left( " : "c (");
            expression.formula(node.loss_gradient, {about::output, 0, &end});
            if (node.loss_scaled) out() << (latex() ? " \\right)" : ")");
            out() << (latex() ? "\\quad " : "   (");
            expression.to.name(node.loss_name);
            if (node.loss_scaled) expression.to.words(" times c");
            if (!latex()) out().put(')');
        }
        end_line();
    }

    /// An output that other nodes read, too, has an effect on E by more ways than its derivative stands for.
    constexpr void define_direct_part(std::size_t n) const {
        if (!net().is_graph || !ends_path(net().nodes[n]) || !leads_on(n)) return;
        const hop end{n};
        indent();
        begin_line();
        expression.by_output(end);
        expression.to.sign(":");
        expression.to.words(" only the direct part, of ");
        expression.node_name(n);
        expression.to.words(" as an output, without the paths that go on behind it");
        end_line();
    }

    /// Each layer's, tensor's and join's note, but none of its lines twice.
    constexpr void write_notes() const {
        bool multiplies = false, differentiates = false;
        for (std::size_t s = 0; s < net().step_count; ++s) {
            const explained_step& step = net().steps[s];
            if (step.kind == step_kind::activation || has_product(step.backward)) multiplies = true;
            for (std::size_t i = 0; i < step.tensor_count; ++i)
                if (has_product(step.tensors[i].derivative)) multiplies = true;
            if (step.kind == step_kind::layer && step.backward == nullptr) differentiates = true;
        }
        for (std::size_t n = 0; n < net().node_count; ++n) {
            const explained_node& node = net().nodes[n];
            if (node.join_name != nullptr && node.join_backward == nullptr) differentiates = true;
            if (has_product(node.join_backward)) multiplies = true;
        }
        write_loss_notes();
        for (std::size_t i = 0; i < net().step_count * notes_per_step + net().node_count; ++i) write_note(i);
        if (differentiates) write_note_line(default_note);
        if (multiplies) write_note_line("*: number by number");
        bool quotes = false;
        for (std::size_t n = 0; n < net().node_count; ++n) quotes = quotes || net().nodes[n].reads_as_symbol;
        if (quotes && !latex()) write_note_line("in quotes: names of nodes");
    }
    /// What losses' gradients are made of.
    constexpr void write_loss_notes() const {
        bool aims = false, counts = false, scales = false;
        for (std::size_t n = 0; n < net().node_count; ++n) {
            const explained_node& node = net().nodes[n];
            if (!node.is_output || node.loss_name == nullptr || node.loss_gradient == nullptr) continue;
            aims = true;
            counts = counts || std::string_view(node.loss_gradient).find("/ n") != std::string_view::npos;
            scales = scales || node.loss_scaled;
        }
        if (aims) write_note_line("t: the target");
        if (counts) write_note_line("n: how many numbers the output has");
        if (scales) write_note_line("c: the factor of the loss");
    }
    static constexpr bool has_product(const char* formula) {
        return formula != nullptr && std::string_view(formula).find(" * ") != std::string_view::npos;
    }
    static constexpr std::size_t notes_per_step = 1 + max_tensors;
    /// The notes of the steps and their tensors, then of the nodes' joins.
    constexpr std::string_view note(std::size_t i) const {
        const std::size_t s = i / notes_per_step, tensor = i % notes_per_step;
        const char* text = nullptr;
        if (s >= net().step_count)
            text = net().nodes[i - net().step_count * notes_per_step].join_note;
        else if (tensor == 0)
            text = net().steps[s].note;
        else if (tensor <= net().steps[s].tensor_count)
            text = net().steps[s].tensors[tensor - 1].note;
        return text == nullptr ? std::string_view() : std::string_view(text);
    }
    constexpr void write_note(std::size_t i) const {
        for (std::string_view rest = note(i); !rest.empty();) {
            const std::size_t end = rest.find("; ");
            const std::string_view line = rest.substr(0, end);
            rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 2);
            bool seen = false;
            for (std::size_t other = 0; other < i && !seen; ++other)
                seen = note(other).find(line) != std::string_view::npos;
            if (!seen) write_note_line(line);
        }
    }
    constexpr void write_note_line(std::string_view line) const {
        indent();
        begin_line();
        expression.formula(line, {});
        end_line();
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
