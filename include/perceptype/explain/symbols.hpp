// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Finds names of nodes that could be mistaken for a symbol of the chain rule, as in "z1 = dense<3>(z1)".

#include <perceptype/config.hpp>
#include <perceptype/explain/description.hpp>
#include <perceptype/explain/formula.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The symbols in the formulas and notes of a graph: single letters, letters with any index, and the words that stand for
/// values or functions.
class symbol_table {
public:
    constexpr symbol_table(const node_description* nodes, std::size_t node_count, const step_description* steps,
                           std::size_t step_count)
        : nodes_(nodes), steps_(steps), node_count_(node_count), step_count_(step_count) {
        for (const char c : {'E', 'T'}) letters_[static_cast<std::size_t>(c)] = true;
        for (std::size_t i = 0; i < text_count(); ++i) {
            if (i % texts_per_step == 0 && repeats_earlier_step(i / texts_per_step)) {
                i += texts_per_step - 1;
                continue;
            }
            if (const formula_text each = text_at(i); each.text != nullptr)
                add_letters(each.text, each.replaced, each.tensors_of);
        }
    }

    /// Whether the node's name is a symbol or not a single word. An input may be called x: x is the input in every note.
    constexpr bool has(const node_description& node) const {
        const std::string_view name = node.name;
        if (node.lists_outputs || (node.is_input && name == "x")) return false;
        if (!is_one_word(name)) return true;
        if (name.size() == 1) return is_letter_of_text(name[0]);
        return is_indexed_letter(name) || is_function(name) || is_word_of_text(name);
    }

private:
    /// Letters that formulas replace by values, so that they do not appear in the text.
    static constexpr std::string_view of_layers = "xzayfD", of_joins = "xyknfoD", of_losses = "y", of_notes = "";

    /// An index and not a pointer: with sanitizers, g++ cannot compare pointers to constants with nullptr at compile time.
    static constexpr std::size_t no_step = static_cast<std::size_t>(-1);
    struct formula_text {
        const char* text = nullptr;
        std::string_view replaced{};
        std::size_t tensors_of = no_step;  ///< the step whose parameter letters are replaced as well
    };
    static constexpr std::size_t texts_per_step = 4 + 2 * max_tensors, texts_per_node = 6;
    constexpr std::size_t text_count() const { return step_count_ * texts_per_step + node_count_ * texts_per_node; }
    /// All texts by index; many are null.
    constexpr formula_text text_at(std::size_t i) const {
        if (i >= step_count_ * texts_per_step) return text_of_node(i - step_count_ * texts_per_step);
        const std::size_t s = i / texts_per_step;
        const step_description& step = steps_[s];
        const std::size_t which = i % texts_per_step;
        switch (which) {
            case 0: return {step.derivative, of_layers, s};
            case 1: return {step.backward, of_layers, s};
            case 2: return {step.note, of_notes};
            case 3:
                return {step.kind == step_kind::layer && step.backward == nullptr ? default_note : nullptr, of_notes};
            default: break;
        }
        if ((which - 4) / 2 >= step.tensor_count) return {};
        const parameter_text& tensor = step.tensors[(which - 4) / 2];
        return which % 2 == 0 ? formula_text{tensor.derivative, of_layers, s} : formula_text{tensor.note, of_notes};
    }
    constexpr formula_text text_of_node(std::size_t i) const {
        const node_description& node = nodes_[i / texts_per_node];
        switch (i % texts_per_node) {
            case 0: return {node.join_backward, of_joins};
            case 1: return {node.join_other_backward, of_joins};
            case 2: return {node.join_note, of_notes};
            case 3:
                return {node.join_name != nullptr && node.join_backward == nullptr ? default_note : nullptr, of_notes};
            case 4: return {node.loss_gradient, of_losses};
            default: return {node.loss_scaled ? "c" : nullptr, of_notes};
        }
    }

    /// The step equals one shortly before it. Skipping these matters because deep networks repeat layers and compilers
    /// limit the evaluation steps.
    constexpr bool repeats_earlier_step(std::size_t s) const {
        if (s >= step_count_) return false;
        const step_description& step = steps_[s];
        for (std::size_t back = 1; back <= 8 && back <= s; ++back) {
            const step_description& other = steps_[s - back];
            if (other.name[0] == step.name[0] && other.tensor_count == step.tensor_count && other.kind == step.kind &&
                std::string_view(other.name) == step.name)
                return true;
        }
        return false;
    }

    /// Adds the letters that stand alone in a text.
    constexpr void add_letters(std::string_view text, std::string_view replaced, std::size_t tensors_of) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (!is_letter(text[i]) || text[i] == '_') continue;
            const std::size_t first = i;
            while (i + 1 < text.size() && is_letter(text[i + 1])) ++i;
            if (first != i || replaced.find(text[i]) != std::string_view::npos) continue;
            bool is_tensor = false;
            if (tensors_of != no_step)
                for (std::size_t t = 0; t < steps_[tensors_of].tensor_count; ++t)
                    is_tensor = is_tensor || text.substr(i, 1) == steps_[tensors_of].tensors[t].letter;
            if (!is_tensor) letters_[static_cast<std::size_t>(text[i])] = true;
        }
    }

    static constexpr bool is_one_word(std::string_view name) {
        if (name.empty() || is_digit(name[0])) return false;
        for (const char c : name)
            if (static_cast<unsigned char>(c) < 127 && !is_letter(c) && !is_digit(c) && c != '.') return false;
        return true;
    }
    constexpr bool is_letter_of_text(char c) const { return is_letter(c) && letters_[static_cast<std::size_t>(c)]; }
    /// A letter with an index, as z1 and w1 are.
    constexpr bool is_indexed_letter(std::string_view name) const {
        std::string_view letter = name;
        while (is_digit(letter.back())) letter.remove_suffix(1);
        if (letter.size() == name.size()) return false;
        for (const char* common : {"z", "a", "r", "w", "b"})
            if (letter == common) return true;
        for (std::size_t s = 0; s < step_count_; ++s)
            for (std::size_t i = 0; i < steps_[s].tensor_count; ++i)
                if (letter == steps_[s].tensors[i].letter) return true;
        return false;
    }
    constexpr bool is_function(std::string_view name) const {
        // Comparing the first letters saves the compiler most evaluation steps.
        const auto is = [&](const char* other) { return other != nullptr && other[0] == name[0] && other == name; };
        for (std::size_t s = 0; s < step_count_; ++s)
            if (is_written(steps_[s]) && is(steps_[s].name)) return true;
        for (std::size_t n = 0; n < node_count_; ++n)
            if (is(nodes_[n].join_name) || is(nodes_[n].loss_name)) return true;
        return false;
    }
    /// The name of the step appears in formulas; those of views and residuals do not.
    static constexpr bool is_written(const step_description& step) {
        return step.kind == step_kind::layer || step.kind == step_kind::activation ||
               (step.kind == step_kind::residual_end && step.tensor_count != 0);
    }
    constexpr bool is_word_of_text(std::string_view name) const {
        for (const char* word : {"path", "where", "dE"})
            if (name == word) return true;
        bool found = false;
        for (const char* word : {"alpha", "delta", "diag", "epsilon", "mean", "min", "normalised", "sign", "slope",
                                 "sqrt", "sum", "total", "variance"})
            if (name == word)
                for (std::size_t i = 0; i < text_count() && !found; ++i)
                    if (const formula_text each = text_at(i); each.text != nullptr)
                        found = std::string_view(each.text).find(name) != std::string_view::npos;
        return found;
    }

    const node_description* nodes_;
    const step_description* steps_;
    std::size_t node_count_, step_count_;
    std::array<bool, 128> letters_{};
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
