// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Reads the formulas that layers provide and writes them as plain text or LaTeX.
///
/// The operators: `*` is the elementwise product, ` . ` the outer product, `(*)` the correlation, `^T` the transpose.
/// Words stand for themselves.

#include <perceptype/config.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The next token of a formula: a word, a number, an operator or a space.
struct formula_token {
    std::string_view text;
    std::string_view rest;  ///< the formula after the token

    static constexpr formula_token of(std::string_view formula) {
        const std::size_t length = formula.size();
        const char c = formula[0];
        std::size_t size = 1;
        if (is_letter(c) && c != '_')
            while (size < length && (is_letter(formula[size]) || (size > 1 && is_digit(formula[size])))) ++size;
        else if (is_digit(c))
            while (size < length && (is_digit(formula[size]) ||
                                     (formula[size] == '.' && size + 1 < length && is_digit(formula[size + 1]))))
                ++size;
        else if ((c == '(' && formula.substr(0, 3) == "(*)") || (c == ' ' && formula.substr(0, 3) == " . "))
            size = 3;
        else if (c == '>' && formula.substr(0, 2) == ">=")
            size = 2;
        return {formula.substr(0, size), formula.substr(size)};
    }
    constexpr bool is_word() const { return text.size() > 1 && is_letter(text[0]); }
    /// A word followed by its argument.
    constexpr bool is_function() const {
        return is_word() && !rest.empty() && (rest[0] == '(' || rest[0] == '\'' || rest.substr(0, 2) == " [");
    }
    /// The English words at the beginning, up to the next formula, with the spaces around them and the commas between.
    static constexpr formula_token words_of(std::string_view formula) {
        std::size_t end = 0, next = 0;
        for (;;) {
            while (next < formula.size() && (formula[next] == ' ' || (formula[next] == ',' && end != 0))) ++next;
            if (next == formula.size()) break;
            const formula_token token = of(formula.substr(next));
            if (!token.is_word() || token.is_function()) break;
            end = next += token.text.size();
        }
        while (end != 0 && end < formula.size() && formula[end] == ' ') ++end;
        return {formula.substr(0, end), formula.substr(end)};
    }
    constexpr bool is_symbol() const { return text.size() == 1 && is_letter(text[0]); }
};

/// Writes the parts of formulas as plain text or LaTeX.
struct formula_writer {
    text_writer& out;
    bool latex;

    /// An operator, a number or spaces.
    constexpr void sign(std::string_view text) const {
        if (!latex)
            out << text;
        else if (text == " . ")
            out << " \\otimes ";
        else if (text == "(*)")
            out << "\\star";
        else if (text == "*")
            out << "\\odot";
        else if (text == ">=")
            out << "\\ge";
        else if (text == "[")
            out << "\\left[";
        else if (text == "]")
            out << "\\right]";
        else
            out << text;
    }
    constexpr void function(std::string_view text) const { upright("\\operatorname{", text); }
    /// English words.
    constexpr void words(std::string_view text) const { upright("\\text{", text); }
    /// A name or declaration from the user's code.
    constexpr void name(std::string_view text) const { upright("\\mathtt{", text, true); }
    /// A letter with an index: w1.
    constexpr void indexed(std::string_view letter, std::size_t number) const {
        out << letter;
        if (latex)
            out << "_{" << number << "}";
        else
            out << number;
    }
    // Brackets and parentheses, in LaTeX as high as their contents.
    constexpr void begin_bracket() const { out << (latex ? "\\left[ " : "[ "); }
    constexpr void end_bracket() const { out << (latex ? " \\right]" : " ]"); }
    constexpr void begin_factor() const { out << (latex ? "\\left( " : "("); }
    constexpr void end_factor() const { out << (latex ? " \\right)" : ")"); }

private:
    constexpr void upright(std::string_view command, std::string_view text, bool is_name = false) const {
        if (!latex) {
            out << text;
            return;
        }
        out << command;
        for (const char c : text) {
            if (c == '\\' || c == '^' || c == '~') {
                out << (c == '\\' ? "\\backslash " : c == '^' ? "\\hat{\\ }" : "\\sim ");
                continue;
            }
            if (c == '_' || c == '&' || c == '%' || c == '#' || c == '$' || c == '{' || c == '}') out.put('\\');
            if (c == ' ' && is_name) out.put('\\');  // LaTeX would drop the space
            out.put(c);
            if (c == ',' && !is_name) out.put('\\');  // LaTeX would drop the space after the comma
        }
        out.put('}');
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
