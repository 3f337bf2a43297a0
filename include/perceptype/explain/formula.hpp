// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Formulas as layers write them, as plain text or in LaTeX.
///
/// The signs: `*` number by number, ` . ` the outer product, `(*)` the correlation, `^T` transposed, words as they are.

#include <perceptype/config.hpp>
#include <perceptype/meta/text.hpp>

#include <cstddef>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The next piece of a formula: a word, a number, a sign, or spaces.
struct formula_piece {
    std::string_view text;
    std::string_view rest;  ///< behind it

    static constexpr formula_piece of(std::string_view formula) {
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
    /// In front of what it is of.
    constexpr bool is_function() const {
        return is_word() && !rest.empty() && (rest[0] == '(' || rest[0] == '\'' || rest.substr(0, 2) == " [");
    }
    /// Words of plain language from here on, up to the next formula; with spaces and commas between, and spaces around.
    static constexpr formula_piece words_of(std::string_view formula) {
        std::size_t end = 0, next = 0;
        for (;;) {
            while (next < formula.size() && (formula[next] == ' ' || (formula[next] == ',' && end != 0))) ++next;
            if (next == formula.size()) break;
            const formula_piece piece = of(formula.substr(next));
            if (!piece.is_word() || piece.is_function()) break;
            end = next += piece.text.size();
        }
        while (end != 0 && end < formula.size() && formula[end] == ' ') ++end;
        return {formula.substr(0, end), formula.substr(end)};
    }
    constexpr bool is_symbol() const { return text.size() == 1 && is_letter(text[0]); }
};

/// Writes pieces of formulas, in the one language or the other.
struct formula_writer {
    text_writer& out;
    bool latex;

    /// A sign, a number, spaces.
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
    /// The name of a function.
    constexpr void function(std::string_view text) const { upright("\\operatorname{", text); }
    /// Words of plain language.
    constexpr void words(std::string_view text) const { upright("\\text{", text); }
    /// A name or a declaration of the user's, upright.
    constexpr void name(std::string_view text) const { upright("\\mathtt{", text, true); }
    /// A letter with a number: w1.
    constexpr void indexed(std::string_view letter, std::size_t number) const {
        out << letter;
        if (latex)
            out << "_{" << number << "}";
        else
            out << number;
    }
    /// Brackets and parentheses as high as what they hold.
    constexpr void open() const { out << (latex ? "\\left[ " : "[ "); }
    constexpr void close() const { out << (latex ? " \\right]" : " ]"); }
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
            if (c == ' ' && is_name) out.put('\\');  // or it is lost
            out.put(c);
            if (c == ',' && !is_name) out.put('\\');  // or the space behind it is lost
        }
        out.put('}');
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
