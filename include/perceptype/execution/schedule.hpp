// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The order in which nodes run in inference, and the offset at which each value is stored while it is needed.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A value that needs memory from one step of a pass to another, both included.
struct lifetime {
    std::size_t size = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Offsets for values such that none overlap while both are needed. Each value in turn gets the lowest free offset.
template <std::size_t Count>
struct buffer_offsets {
    std::array<std::size_t, Count> offset{};
    std::size_t size = 0;

    constexpr void assign(const std::array<lifetime, Count>& values, const std::array<std::size_t, Count>& turn,
                          std::size_t count) {
        for (std::size_t t = 0; t < count; ++t) {
            const lifetime& value = values[turn[t]];
            std::size_t at = 0;
            for (bool moved = true; moved;) {
                moved = false;
                for (std::size_t other = 0; other < t; ++other) {
                    const lifetime& placed = values[turn[other]];
                    const std::size_t begin = offset[turn[other]];
                    if (placed.first <= value.last && value.first <= placed.last && begin < at + value.size &&
                        at < begin + placed.size) {
                        at = begin + placed.size;
                        moved = true;
                    }
                }
            }
            offset[turn[t]] = at;
            if (size < at + value.size) size = at + value.size;
        }
    }
};

/// The order of a graph's nodes, and the values that are live at each of its steps.
template <class Graph, std::size_t Samples>
struct node_schedule {
    using scalar = typename Graph::scalar_type;
    static constexpr std::size_t count = Graph::layer_count;
    static constexpr const auto& plan = Graph::plan;
    static constexpr auto indices = std::make_index_sequence<count>{};

    template <std::size_t Index>
    static constexpr std::size_t result_size() {
        if constexpr (Graph::template runs<Index>)
            return kernels::aligned<scalar>(Samples * Graph::template row<Index>);
        else
            return 0;
    }
    template <std::size_t Index>
    static constexpr std::size_t joined_size() {
        if constexpr (Graph::template runs<Index>)
            if constexpr (Graph::template joins<Index> && !Graph::template is_join_only<Index>)
                return kernels::aligned<scalar>(Samples *
                                                kernels::padded<scalar>(Graph::template received<Index>::size));
        return 0;
    }
    static constexpr auto result_sizes = []<std::size_t... i>(std::index_sequence<i...>) {
        return std::array<std::size_t, count>{result_size<i>()...};
    }(indices);
    static constexpr auto joined_sizes = []<std::size_t... i>(std::index_sequence<i...>) {
        return std::array<std::size_t, count>{joined_size<i>()...};
    }(indices);
    static constexpr auto is_output = [] {
        std::array<bool, count> found{};
        for (const std::size_t node : Graph::output_indices) found[node] = true;
        return found;
    }();

    /// The lifetime of each value if the nodes run in that order: results are the first half, joined sources the
    /// second. The result of an output needs no memory here, because it is written to the caller's row.
    static constexpr auto lifetimes_in(const std::array<std::size_t, count>& in_order) {
        std::array<lifetime, 2 * count> values{};
        for (std::size_t step = 0; step < count; ++step) {
            const std::size_t node = in_order[step];
            if (node == plan.outputs) continue;
            values[node] = {is_output[node] ? 0 : result_sizes[node], step, step};
            values[count + node] = {joined_sizes[node], step, step};
            for (std::size_t k = 0; k < plan.source_count[node]; ++k) values[plan.sources[node][k]].last = step;
        }
        return values;
    }

    /// The offsets of these values, assigned in the order of first use or by decreasing size, whichever needs less
    /// memory.
    static constexpr auto buffer_offsets_in(const std::array<std::size_t, count>& in_order) {
        const auto values = lifetimes_in(in_order);
        std::array<std::size_t, 2 * count> turn{};
        std::size_t used = 0;
        for (std::size_t step = 0; step < count; ++step)
            for (const std::size_t value : {in_order[step], count + in_order[step]})
                if (values[value].size != 0) turn[used++] = value;
        buffer_offsets<2 * count> found;
        found.assign(values, turn, used);
        for (std::size_t i = 1; i < used; ++i)
            for (std::size_t k = i; k > 0 && values[turn[k - 1]].size < values[turn[k]].size; --k) {
                const std::size_t smaller = turn[k - 1];
                turn[k - 1] = turn[k];
                turn[k] = smaller;
            }
        buffer_offsets<2 * count> other;
        other.assign(values, turn, used);
        return other.size < found.size ? other : found;
    }

    /// An order, and the offsets of the values in that order.
    struct schedule {
        std::array<std::size_t, count> order;
        buffer_offsets<2 * count> buffers = buffer_offsets_in(order);
    };

    /// The schedule that needs the least memory among those tried. `patience` limits their number; in a graph of few
    /// nodes, all are tried.
    struct search {
        static constexpr std::size_t most = 12;  // nodes
        schedule best{plan.order};
        std::array<std::size_t, count> tried{};
        std::array<bool, count> placed{};
        std::size_t patience = 100;

        constexpr void from(std::size_t step) {
            if (patience == 0) return;
            if (step + 1 == count) {
                --patience;
                tried[step] = plan.outputs;
                const schedule found{tried};
                if (found.buffers.size < best.buffers.size) best = found;
                return;
            }
            for (std::size_t node = 0; node < count; ++node) {
                if (placed[node] || node == plan.outputs) continue;
                bool ready = true;
                for (std::size_t k = 0; k < plan.source_count[node]; ++k)
                    ready = ready && placed[plan.sources[node][k]];
                if (!ready) continue;
                placed[node] = true;
                tried[step] = node;
                from(step + 1);
                placed[node] = false;
                if (plan.source_count[node] == 0) return;  // the position of an input makes no difference
            }
        }
    };
    /// A node takes several values, or several nodes take the same value. Otherwise there is only one order, apart from
    /// that of the inputs.
    static constexpr bool has_choice() {
        std::array<std::size_t, count> readers{};
        bool found = false;
        for (std::size_t node = 0; node < count; ++node) {
            found = found || plan.source_count[node] > 1;
            for (std::size_t k = 0; k < plan.source_count[node]; ++k)
                found = found || ++readers[plan.sources[node][k]] > 1;
        }
        return found;
    }

    /// Greedy order: among the nodes that are ready, choose the one that adds least to the size of the live values.
    static constexpr std::array<std::size_t, count> thrifty_order() {
        std::array<std::size_t, count> found{};
        std::array<std::size_t, count> waits_for{};  // number of nodes
        std::array<std::size_t, count> readers{};    // number of nodes not yet placed
        std::array<bool, count> placed{};
        for (std::size_t node = 0; node < count; ++node) {
            waits_for[node] = plan.source_count[node];
            if (node != plan.outputs)
                for (std::size_t k = 0; k < plan.source_count[node]; ++k) ++readers[plan.sources[node][k]];
        }
        for (std::size_t step = 0; step + 1 < count; ++step) {
            std::size_t next = count;
            std::size_t next_adds = 0, next_frees = 0;
            for (std::size_t node = 0; node < count; ++node) {
                if (placed[node] || node == plan.outputs || waits_for[node] != 0) continue;
                const std::size_t adds = is_output[node] ? 0 : result_sizes[node];
                std::size_t frees = 0;
                for (std::size_t k = 0; k < plan.source_count[node]; ++k)
                    if (readers[plan.sources[node][k]] == 1 && !is_output[plan.sources[node][k]])
                        frees += result_sizes[plan.sources[node][k]];
                if (next == count || adds + next_frees < next_adds + frees) {
                    next = node;
                    next_adds = adds;
                    next_frees = frees;
                }
            }
            placed[next] = true;
            found[step] = next;
            for (std::size_t k = 0; k < plan.source_count[next]; ++k) --readers[plan.sources[next][k]];
            for (std::size_t node = 0; node < count; ++node)
                for (std::size_t k = 0; k < plan.source_count[node]; ++k)
                    if (node != plan.outputs && plan.sources[node][k] == next) --waits_for[node];
        }
        found[count - 1] = plan.outputs;
        return found;
    }

    static constexpr schedule chosen = [] {
        search found;
        if (found.best.buffers.size == 0 || !has_choice()) return found.best;
        if constexpr (count > search::most) {
            const schedule thrifty{thrifty_order()};
            return thrifty.buffers.size < found.best.buffers.size ? thrifty : found.best;
        } else {
            found.from(0);
            return found.best;
        }
    }();
    static constexpr const auto& order = chosen.order;
    static constexpr const auto& buffers = chosen.buffers;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
