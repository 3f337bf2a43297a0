// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Resolves the names of a graph: which node takes values from which, in what order the nodes run, and which fault the
/// wiring has.

#include <perceptype/config.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/shape.hpp>
#include <perceptype/topology/node.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The location of a fault in a graph, as errors show it: the node and the number of the layer in it, where the first
/// is layer 1; or the number of the entry in the list.
template <node_name Name, std::size_t... Layer>
struct at_node;
template <std::size_t Number>
struct at_entry;
/// A cycle: each node takes values from the next one, and the last from the first.
template <node_name... Names>
struct cycle {};

namespace detail {

/// A name whose type does not contain its length, or no name.
struct name_view {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    const char* text = nullptr;
    std::size_t size = none;

    constexpr bool is_name() const {
        return size != none;
    }  // not a comparison of `text` with nullptr, which g++ 12 cannot fold with sanitizers
    friend constexpr bool operator==(name_view a, name_view b) {
        if (a.size != b.size) return false;
        for (std::size_t i = 0; i < a.size; ++i)
            if (a.text[i] != b.text[i]) return false;
        return true;
    }
};
template <node_name Name>
inline constexpr name_view view_of = {Name.text, sizeof(Name.text) - 1};

enum class entry_kind { other, input, node, outputs };

/// The content of an entry of a graph's list.
template <class Entry>
struct entry {
    static constexpr entry_kind kind = entry_kind::other;
};
template <node_name Name, std::size_t... Extents>
struct entry<input_node<Name, Extents...>> {
    static constexpr entry_kind kind = entry_kind::input;
    static constexpr auto name = Name;
    using extents = shape<Extents...>;
    static constexpr std::array<name_view, 0> sources{};
};
template <node_name Name, node_name... Sources, class... Layers>
struct entry<node<Name, from<Sources...>, Layers...>> {
    static constexpr entry_kind kind = entry_kind::node;
    static constexpr auto name = Name;
    static constexpr std::array<name_view, sizeof...(Sources)> sources{view_of<Sources>...};
};
template <node_name... Names>
struct entry<outputs<Names...>> {
    static constexpr entry_kind kind = entry_kind::outputs;
    static constexpr std::array<name_view, sizeof...(Names)> sources{view_of<Names>...};
};

enum class wiring_fault {
    none,
    no_node,
    no_input,
    no_outputs,
    repeated_outputs,
    repeated_name,
    unknown_name,
    cycle,
    unused
};

/// Entries are identified by their index in the order of declaration.
template <std::size_t Count, std::size_t Most>
struct wiring_plan {
    std::array<std::size_t, Count> source_count{};
    std::array<std::array<std::size_t, Most>, Count> sources{};
    std::array<std::size_t, Count> order{};  ///< nodes, each after its sources; the outputs last
    std::size_t outputs = Count;             ///< the entry that names them

    wiring_fault fault = wiring_fault::none;
    std::size_t entry_at_fault = 0;             ///< the entry at fault
    std::size_t source = 0;                     ///< the index of the name at fault, if a name is
    std::array<std::size_t, Count + 1> path{};  ///< a cycle, from the entry at fault back to it
    std::size_t path_size = 0;

    constexpr wiring_plan& failed(wiring_fault found, std::size_t entry, std::size_t name = 0) {
        fault = found;
        entry_at_fault = entry;
        source = name;
        return *this;
    }
};

template <class... Entries>
inline constexpr auto wire = [] {
    constexpr std::size_t count = sizeof...(Entries);
    constexpr std::array<entry_kind, count + 1> kinds{entry<Entries>::kind...};
    constexpr std::size_t most = [] {
        std::size_t found = 1;
        const auto look = [&]<class Entry>(std::type_identity<Entry>) {
            if constexpr (entry<Entry>::kind != entry_kind::other)
                if (found < entry<Entry>::sources.size()) found = entry<Entry>::sources.size();
        };
        (look(std::type_identity<Entries>{}), ...);
        return found;
    }();
    wiring_plan<count, most> plan;
    for (std::size_t i = 0; i < count; ++i)
        if (kinds[i] == entry_kind::other) return plan.failed(wiring_fault::no_node, i);

    std::array<name_view, count + 1> names{};
    std::array<std::array<name_view, most>, count + 1> source_names{};
    std::size_t next = 0;
    const auto read = [&]<class Entry>(std::type_identity<Entry>) {
        if constexpr (requires { entry<Entry>::name; }) names[next] = view_of<entry<Entry>::name>;
        if constexpr (entry<Entry>::kind != entry_kind::other) {
            plan.source_count[next] = entry<Entry>::sources.size();
            for (std::size_t k = 0; k < entry<Entry>::sources.size(); ++k)
                source_names[next][k] = entry<Entry>::sources[k];
        }
        ++next;
    };
    (read(std::type_identity<Entries>{}), ...);

    bool has_input = false;
    for (std::size_t i = 0; i < count; ++i) {
        has_input = has_input || kinds[i] == entry_kind::input;
        if (kinds[i] != entry_kind::outputs) continue;
        if (plan.outputs != count) return plan.failed(wiring_fault::repeated_outputs, i);
        plan.outputs = i;
    }
    if (!has_input) return plan.failed(wiring_fault::no_input, 0);
    if (plan.outputs == count || plan.source_count[plan.outputs] == 0)
        return plan.failed(wiring_fault::no_outputs, plan.outputs);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (names[i].is_name() && names[i] == names[j]) return plan.failed(wiring_fault::repeated_name, i);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < plan.source_count[i]; ++k) {
            std::size_t found = 0;
            while (found < count && !(names[found].is_name() && names[found] == source_names[i][k])) ++found;
            if (found == count) return plan.failed(wiring_fault::unknown_name, i, k);
            plan.sources[i][k] = found;
            for (std::size_t other = 0; i == plan.outputs && other < k; ++other)
                if (plan.sources[i][other] == found) return plan.failed(wiring_fault::repeated_name, i, k);
        }

    // Depth-first search from each entry in turn, which places sources before the nodes that use them.
    enum mark { unseen, in_progress, done };
    std::array<mark, count + 1> marks{};
    std::array<std::size_t, count + 1> stack{};
    std::array<std::size_t, count + 1> at{};
    std::size_t placed = 0;
    const auto visit = [&](std::size_t start) {
        std::size_t depth = 0;
        stack[0] = start;
        at[0] = 0;
        if (marks[start] != unseen) return true;
        marks[start] = in_progress;
        for (;;) {
            const std::size_t i = stack[depth];
            if (at[depth] < plan.source_count[i]) {
                const std::size_t source = plan.sources[i][at[depth]++];
                if (marks[source] == in_progress) {
                    std::size_t first = 0;
                    while (stack[first] != source) ++first;
                    for (std::size_t k = first; k <= depth; ++k) plan.path[plan.path_size++] = stack[k];
                    plan.path[plan.path_size++] = source;
                    plan.failed(wiring_fault::cycle, source);
                    return false;
                }
                if (marks[source] == unseen) {
                    marks[source] = in_progress;
                    stack[++depth] = source;
                    at[depth] = 0;
                }
            } else {
                marks[i] = done;
                plan.order[placed++] = i;
                if (depth-- == 0) return true;
            }
        }
    };
    for (std::size_t i = 0; i < count; ++i)
        if (i != plan.outputs && !visit(i)) return plan;
    visit(plan.outputs);

    // Find nodes that no output needs.
    std::array<bool, count + 1> needed{};
    needed[plan.outputs] = true;
    for (std::size_t p = count; p-- > 0;)
        if (needed[plan.order[p]])
            for (std::size_t k = 0; k < plan.source_count[plan.order[p]]; ++k)
                needed[plan.sources[plan.order[p]][k]] = true;
    for (std::size_t i = 0; i < count; ++i)
        if (!needed[i]) return plan.failed(wiring_fault::unused, i);
    return plan;
}();

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
