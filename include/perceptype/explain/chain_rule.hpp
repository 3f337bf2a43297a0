// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Writes the derivative with respect to every parameter tensor, line by line, and the legend of the symbols, for
/// explain.hpp.

#include <perceptype/config.hpp>
#include <perceptype/explain/derivative.hpp>
#include <perceptype/explain/describe.hpp>
#include <perceptype/explain/formula.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

struct chain_rule_writer {
    using formula_context = derivative_writer::formula_context;

    derivative_writer expression;
    bool has_loss;  ///< then paths do not end at outputs without a loss

    /// `known_delta`: the derivative with respect to the output of step `section` of a network, as written by
    /// `write_delta`.
    constexpr chain_rule_writer(const net_description& description, text_writer& out, bool latex, bool with_loss,
                                std::size_t section, std::string_view known_delta)
        : expression{description,
                     {out, latex},
                     known_delta.empty() ? derivative_writer::none : section + 1,
                     known_delta},
          has_loss(with_loss) {}

    /// The text is written in sections, because compilers limit the evaluation steps of a single constant: one section
    /// for the derivatives of each step, and one for the legend.
    static constexpr std::size_t section_count(const net_description& description) {
        return description.step_count + 1;
    }

    constexpr void write(std::size_t section) const {
        if (section == 0 && latex()) out() << "\\begin{aligned}\n";
        if (section == net().step_count) return write_legend();
        std::size_t n = 0;
        while (section < net().nodes[n].first || section >= net().nodes[n].last) ++n;
        write_step(n, section);
    }

    /// The derivative with respect to the input of a step of a network.
    constexpr void write_delta(std::size_t step) const {
        const path_node here{1};
        expression.delta(step, here);
    }

private:
    constexpr void write_legend() const {
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

    constexpr const net_description& net() const { return expression.net; }
    constexpr text_writer& out() const { return expression.writer.out; }
    constexpr bool latex() const { return expression.writer.latex; }

    // In LaTeX the equality signs of the lines are aligned.
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
        const step_description& step = net().steps[s];
        if (step.kind == step_kind::residual_begin) {
            std::size_t next = step.partner + 1;
            while (next < net().nodes[n].last && net().steps[next].kind == step_kind::view) ++next;
            // At the end of a network dE/dr is the derivative of the loss and needs no line.
            if (net().is_graph || next < net().nodes[n].last)
                write_sum("r", step.number, "D", formula_context::step, n, step.partner);
            return;
        }
        for (std::size_t i = 0; i < step.tensor_count && net().nodes[n].owner == n; ++i) {
            const parameter_text& tensor = step.tensors[i];
            const std::string_view text =
                tensor.derivative == nullptr ? std::string_view("f'(w)^T [D]") : std::string_view(tensor.derivative);
            write_sum(tensor.letter, step.number, text,
                      step.kind == step_kind::residual_end ? formula_context::shortcut : formula_context::step, n, s);
        }
    }

    /// One derivative: a single term, or a sum with a term for each path.
    struct path_sum {
        std::string_view letter;
        std::size_t number;
        std::string_view text;
        formula_context::kind_type kind;
        std::size_t position = 0;
        const path_node* start = nullptr;
        std::size_t terms = 0;
    };
    constexpr void write_sum(std::string_view letter, std::size_t number, std::string_view text,
                             formula_context::kind_type kind, std::size_t n, std::size_t s) const {
        path_sum sum{letter, number, text, kind};
        const bool ends_at_residual = kind == formula_context::shortcut || has_residual(s + 1, net().nodes[n].last);
        const bool is_residual = letter == "r";
        std::size_t nodes = 0;  // with these parameters
        for (std::size_t other = 0; other < net().node_count; ++other)
            if (other == n || (!is_residual && net().nodes[other].owner == n)) ++nodes;
        expression.by_letter(letter, number);
        equals();
        for (std::size_t other = 0; other < net().node_count; ++other) {
            if (other != n && (is_residual || net().nodes[other].owner != n)) continue;
            path_node start{other};
            sum.start = &start;
            sum.position = s - net().nodes[n].first + net().nodes[other].first;
            if (!net().is_graph || (ends_at_residual && nodes == 1)) {
                expression.formula(text, {kind, sum.position, &start});
                return end_line();
            }
            if (ends_at_residual)
                write_term(sum);
            else
                write_terms_from(start, sum);
        }
        if (sum.terms == 0) out().put('0');
        end_line();
    }
    /// Formulas end at a residual, because the derivative with respect to its output has a line of its own.
    constexpr bool has_residual(std::size_t first, std::size_t last) const {
        for (std::size_t s = first; s < last; ++s)
            if (net().steps[s].kind == step_kind::residual_begin || net().steps[s].kind == step_kind::residual_end)
                return true;
        return false;
    }

    /// Writes a term for each continuation of the path, whose last node so far is `at`.
    constexpr void write_terms_from(path_node& at, path_sum& sum) const {
        const node_description& node = net().nodes[at.node];
        if (&at != sum.start && has_residual(node.first, node.last)) return write_term(sum);
        if (is_path_end(node)) write_term(sum);
        for (std::size_t reader = 0; reader < net().node_count; ++reader) {
            const node_description& next = net().nodes[reader];
            if (next.lists_outputs) continue;
            for (std::size_t k = next.first_source; k < next.last_source; ++k) {
                if (net().sources[k] != at.node) continue;
                path_node child{reader, k - next.first_source};
                at.next = &child;
                write_terms_from(child, sum);
                at.next = nullptr;
            }
        }
    }
    constexpr bool is_path_end(const node_description& node) const {
        return node.is_output && (!has_loss || node.loss_name != nullptr);
    }
    /// Paths through the node continue to a later output.
    constexpr bool reaches_later_output(std::size_t n) const {
        for (std::size_t reader = 0; reader < net().node_count; ++reader) {
            const node_description& next = net().nodes[reader];
            if (next.lists_outputs) continue;
            for (std::size_t k = next.first_source; k < next.last_source; ++k)
                if (net().sources[k] == n && (is_path_end(next) || reaches_later_output(reader))) return true;
        }
        return false;
    }
    constexpr void write_term(path_sum& sum) const {
        if (sum.terms++ != 0) {
            end_line();
            if (latex()) {
                out() << "&\\quad + ";
            } else {
                text_writer counter;
                counter << "dE/d" << sum.letter << sum.number;
                out().spaces(counter.size + 1) << "+ ";
            }
        }
        if (latex())
            out() << "\\underbrace{";
        else
            write_path(sum);
        expression.formula(sum.text, {sum.kind, sum.position, sum.start});
        if (!latex()) return;
        out() << "}_{";
        write_path(sum);
        out().put('}');
    }
    constexpr void write_path(const path_sum& sum) const {
        if (!latex()) out() << "path ";
        for (const path_node* at = sum.start; at != nullptr; at = at->next) {
            if (at != sum.start) out() << (latex() ? " \\to " : " -> ");
            expression.node_name(at->node);
        }
        if (!latex()) out() << ": ";
    }

    // The legend.

    constexpr void define_step(std::size_t n, std::size_t s) const {
        const step_description& step = net().steps[s];
        if (step.kind == step_kind::residual_begin) return;
        if (step.kind == step_kind::residual_end) return define_residual(n, s);
        if (step.number == 0) return;
        indent();
        expression.value(s + 1, n);
        equals();
        expression.writer.name(step.declared);
        in_parentheses(s, n);
        if (step.derivative != nullptr) {
            out() << (latex() ? ",\\quad " : ", ");
            expression.writer.indexed("a", step.number);
            out().put('\'');
            in_parentheses(s, n);
            out() << " = ";
            const path_node here{n};
            expression.formula(step.derivative, {formula_context::step, s, &here});
        }
        write_owner(step);
        end_line();
    }
    /// For layers of tied nodes: names the layer that owns the parameters.
    constexpr void write_owner(const step_description& step) const {
        if (step.tensor_count == 0 || step.tensor_number == step.number) return;
        for (std::size_t i = 0; i < step.tensor_count; ++i) {
            expression.writer.words(i == 0 ? ", with " : ", ");
            expression.writer.indexed(step.tensors[i].letter, step.tensor_number);
        }
        expression.writer.words(" as in ");
        expression.writer.indexed(step.kind == step_kind::activation ? "a" : "z", step.tensor_number);
    }
    constexpr void define_residual(std::size_t n, std::size_t s) const {
        const step_description& step = net().steps[s];
        if (step.tensor_count != 0) {
            indent();
            expression.writer.indexed("z", step.number);
            equals();
            expression.writer.name(step.declared);
            in_parentheses(step.partner, n);
            write_owner(step);
            end_line();
        }
        indent();
        expression.writer.indexed("r", net().steps[step.partner].number);
        equals();
        if (step.tensor_count != 0)
            expression.writer.indexed("z", step.number);
        else
            expression.value(step.partner, n);
        out() << " + ";
        expression.value(s, n);
        end_line();
    }
    /// The nodes of a graph that need a definition: outputs, and those whose value is a function.
    constexpr bool is_named(std::size_t n) const {
        const node_description& node = net().nodes[n];
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
    constexpr void in_parentheses(std::size_t position, std::size_t n) const {
        expression.writer.sign("(");
        expression.value(position, n);
        expression.writer.sign(")");
    }

    constexpr void define_loss(std::size_t n) const {
        const node_description& node = net().nodes[n];
        if (!node.is_output || node.loss_name == nullptr) return;
        const path_node end{n};
        indent();
        expression.by_output(end);
        equals();
        if (node.loss_gradient == nullptr) {
            expression.writer.words("the gradient of ");
            expression.writer.name(node.loss_name);
        } else {
            if (node.loss_scaled) out() << (latex() ? "c \\left( " : "c (");
            expression.formula(node.loss_gradient, {formula_context::output, 0, &end});
            if (node.loss_scaled) out() << (latex() ? " \\right)" : ")");
            out() << (latex() ? "\\quad " : "   (");
            expression.writer.name(node.loss_name);
            if (node.loss_scaled) expression.writer.words(" times c");
            if (!latex()) out().put(')');
        }
        end_line();
    }

    /// An output that other nodes read as well affects E in more ways than its dE/d includes.
    constexpr void define_direct_part(std::size_t n) const {
        if (!net().is_graph || !is_path_end(net().nodes[n]) || !reaches_later_output(n)) return;
        const path_node end{n};
        indent();
        begin_line();
        expression.by_output(end);
        expression.writer.sign(":");
        expression.writer.words(" only the direct effect of ");
        expression.node_name(n);
        expression.writer.words(" as an output, without the paths that continue after it");
        end_line();
    }

    /// The notes of all layers, tensors and joins, each line once.
    constexpr void write_notes() const {
        bool has_products = false, has_default_derivative = false;
        for (std::size_t s = 0; s < net().step_count; ++s) {
            const step_description& step = net().steps[s];
            if (step.kind == step_kind::activation || has_product(step.backward)) has_products = true;
            for (std::size_t i = 0; i < step.tensor_count; ++i)
                if (has_product(step.tensors[i].derivative)) has_products = true;
            if (step.kind == step_kind::layer && step.backward == nullptr) has_default_derivative = true;
        }
        for (std::size_t n = 0; n < net().node_count; ++n) {
            const node_description& node = net().nodes[n];
            if (node.join_name != nullptr && node.join_backward == nullptr) has_default_derivative = true;
            if (has_product(node.join_backward)) has_products = true;
        }
        write_loss_notes();
        for (std::size_t i = 0; i < net().step_count * notes_per_step + net().node_count; ++i) write_note(i);
        if (has_default_derivative) write_note_line(default_note);
        if (has_products) write_note_line("*: the elementwise product");
        bool has_quotes = false;
        for (std::size_t n = 0; n < net().node_count; ++n) has_quotes = has_quotes || net().nodes[n].needs_quotes;
        if (has_quotes && !latex()) write_note_line("in quotes: names of nodes");
    }
    /// The symbols in the gradients of losses.
    constexpr void write_loss_notes() const {
        bool has_target = false, has_count = false, has_factor = false;
        for (std::size_t n = 0; n < net().node_count; ++n) {
            const node_description& node = net().nodes[n];
            if (!node.is_output || node.loss_name == nullptr || node.loss_gradient == nullptr) continue;
            has_target = true;
            has_count = has_count || std::string_view(node.loss_gradient).find("/ n") != std::string_view::npos;
            has_factor = has_factor || node.loss_scaled;
        }
        if (has_target) write_note_line("t: the target");
        if (has_count) write_note_line("n: the number of elements of the output");
        if (has_factor) write_note_line("c: the factor of the loss");
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
