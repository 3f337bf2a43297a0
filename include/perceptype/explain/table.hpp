// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Writes the table of layers for `summary` in explain.hpp.

#include <perceptype/config.hpp>
#include <perceptype/explain/describe.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

struct layer_table {
    const net_description& net;

    enum class row_kind { header, rule, input, join, layer, last_rule, total, end };
    struct row {
        row_kind kind = row_kind::header;
        std::size_t node = 0;
        std::size_t step = 0;
        bool names_node = false;  ///< is the first row of a node
    };
    enum column : std::size_t { name, from, layer, output, parameters, multiply_adds, bytes, cols };

    constexpr void write(text_writer& out) const {
        std::size_t widths[cols]{};
        for (row entry{}; entry.kind != row_kind::end; entry = next_row(entry))
            for (std::size_t c = 0; c < cols; ++c) {
                const std::size_t width = width_of(entry, c);
                if (widths[c] < width) widths[c] = width;
            }
        std::size_t line = 0;
        for (const std::size_t width : widths)
            if (width != 0) line += width + (line == 0 ? 0 : gap);
        for (row entry{}; entry.kind != row_kind::end; entry = next_row(entry)) {
            if (entry.kind == row_kind::rule || entry.kind == row_kind::last_rule)
                for (std::size_t i = 0; i < line; ++i) out.put('-');
            else
                write_row(out, entry, widths);
            out.put('\n');
        }
    }

private:
    static constexpr std::size_t gap = 2;

    constexpr row next_row(const row& entry) const {
        switch (entry.kind) {
            case row_kind::header: return {row_kind::rule};
            case row_kind::rule: return first_row_from(0);
            case row_kind::last_rule: return {row_kind::total};
            case row_kind::total: return {row_kind::end};
            case row_kind::layer: return layer_row_from(entry.node, entry.step + 1, false);
            default: return layer_row_from(entry.node, net.nodes[entry.node].first, false);
        }
    }
    constexpr row first_row_from(std::size_t n) const {
        while (n < net.node_count && net.nodes[n].lists_outputs) ++n;
        if (n == net.node_count) return {row_kind::last_rule};
        const node_description& node = net.nodes[n];
        if (node.is_input) return {row_kind::input, n, 0, true};
        if (!node.join.empty() || node.first == node.last) return {row_kind::join, n, 0, true};
        return layer_row_from(n, node.first, true);
    }
    constexpr row layer_row_from(std::size_t n, std::size_t s, bool names_node) const {
        while (s < net.nodes[n].last && net.steps[s].kind == step_kind::residual_end && net.steps[s].tensor_count == 0)
            ++s;
        if (s == net.nodes[n].last) return first_row_from(n + 1);
        return {row_kind::layer, n, s, names_node};
    }

    constexpr void write_row(text_writer& out, const row& entry, const std::size_t (&widths)[cols]) const {
        std::size_t missing = 0;  // spaces before the next character
        for (std::size_t c = 0; c < cols; ++c) {
            if (widths[c] == 0) continue;
            const std::size_t width = width_of(entry, c);
            const std::size_t spare = widths[c] - width;
            if (c >= parameters) missing += spare;  // numbers are aligned right
            if (width != 0) {
                out.spaces(missing);
                write_cell(out, entry, c);
                missing = 0;
            }
            missing += c >= parameters ? gap : gap + spare;
        }
    }

    constexpr std::size_t width_of(const row& entry, std::size_t c) const {
        text_writer counter;
        write_cell(counter, entry, c);
        return counter.size;
    }

    constexpr void write_cell(text_writer& out, const row& entry, std::size_t c) const {
        if (entry.kind == row_kind::rule || entry.kind == row_kind::last_rule) return;
        if (entry.kind == row_kind::header) return write_header(out, c);
        if (entry.kind == row_kind::total) {
            if (c == name) out << "total";
            return write_numbers(out, c, net.parameters, net.multiply_adds);
        }
        const node_description& node = net.nodes[entry.node];
        if (c == name) {
            if (!net.is_graph)
                write_number(out, entry);
            else if (entry.names_node)
                out << node.name;
        } else if (c == from) {
            if (net.is_graph && entry.names_node)
                for (std::size_t k = node.first_source; k < node.last_source; ++k)
                    out << (k == node.first_source ? "" : ", ") << net.nodes[net.sources[k]].name;
        } else if (entry.kind == row_kind::layer) {
            write_layer(out, c, net.steps[entry.step]);
        } else if (c == layer) {
            if (entry.kind == row_kind::input)
                out << "input";
            else
                out << node.join;
        } else if (c == output) {
            out << (entry.kind == row_kind::input ? node.output : node.received);
        } else {
            write_numbers(out, c, 0, 0);
        }
    }

    constexpr void write_header(text_writer& out, std::size_t c) const {
        switch (c) {
            case name: out << (net.is_graph ? "node" : "number"); break;
            case from: out << (net.is_graph ? "from" : ""); break;
            case layer: out << "layer"; break;
            case output: out << "output"; break;
            case parameters: out << "parameters"; break;
            case multiply_adds: out << "multiply-adds"; break;
            default: out << "bytes";
        }
    }

    constexpr void write_layer(text_writer& out, std::size_t c, const step_description& step) const {
        if (c == layer)
            out.spaces(2 * step.depth) << (step.kind == step_kind::residual_end ? "  + " : "") << step.declared;
        else if (c == output)
            out << step.output;
        else if (step.kind != step_kind::residual_begin)  // counted with its layers, which follow
            write_numbers(out, c, step.parameters, step.multiply_adds);
    }
    constexpr void write_numbers(text_writer& out, std::size_t c, std::size_t parameter_count,
                                 std::size_t products) const {
        if (c == parameters) out << parameter_count;
        if (c == multiply_adds) out << products;
        if (c == bytes) out << parameter_count * net.scalar_bytes;
    }

    /// As in `layer<I>()`: "2", or "2.1" for the first layer inside a residual.
    constexpr void write_number(text_writer& out, const row& entry) const {
        if (entry.kind != row_kind::layer)
            out.put('0');
        else if (net.steps[entry.step].kind != step_kind::residual_end)
            write_number_of(out, entry.step);
    }
    constexpr void write_number_of(text_writer& out, std::size_t s) const {
        for (std::size_t outer = s; outer-- > 0;)
            if (net.steps[outer].kind == step_kind::residual_begin && net.steps[outer].partner > s) {
                write_number_of(out, outer);
                out.put('.');
                break;
            }
        out << net.steps[s].index;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
