// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <concepts>
#include <cstddef>
#include <exception>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// Words and numbers one after another in a fixed buffer. What does not fit ends in "..."; a control character becomes
/// '?', so that an error stays one line whatever a file holds.
template <std::size_t Capacity>
class bounded_text {
    static_assert(Capacity > 4, "perceptype: a bounded text needs room for its dots");

public:
    /// Pieces: C strings, characters, integers, other bounded texts. Implicit, so that `{10, " columns"}` is a text.
    template <class... Pieces>
    bounded_text(const Pieces&... pieces) noexcept {
        (append(pieces), ...);
    }

    const char* c_str() const noexcept { return characters_; }

    [[gnu::cold, gnu::noinline]] void append(char character) noexcept {
        if (size_ + 1 == Capacity) {
            for (std::size_t dot = size_ - 3; dot < size_; ++dot) characters_[dot] = '.';
            return;
        }
        const bool control = static_cast<unsigned char>(character) < ' ' || character == '\x7f';
        characters_[size_++] = control ? '?' : character;
        characters_[size_] = '\0';
    }

    [[gnu::cold, gnu::noinline]] void append(const char* words) noexcept {
        for (; *words != '\0'; ++words) append(*words);
    }

    template <std::integral Number>
    [[gnu::cold, gnu::noinline]] void append(Number number) noexcept {
        auto magnitude = static_cast<unsigned long long>(number);
        if constexpr (std::signed_integral<Number>) {
            if (number < 0) {
                append('-');
                magnitude = 0 - magnitude;
            }
        }
        char digits[21];  // an unsigned long long has at most 20, and a zero behind them
        char* first = digits + 20;
        *first = '\0';
        do {
            *--first = static_cast<char>('0' + magnitude % 10);
            magnitude /= 10;
        } while (magnitude != 0);
        append(first);
    }

    template <std::size_t Other>
    void append(const bounded_text<Other>& other) noexcept {
        append(other.c_str());
    }

private:
    char characters_[Capacity] = {};
    std::size_t size_ = 0;
};

}  // namespace detail

/// What is wrong with data met at run time: a file, a length, a class. It names the place (a file and its line or byte,
/// or a call and its sample), what was expected there and what was found; `what()` is all of that in one line:
///
///     fit: targets: expected 100, found 99
///     step: class of sample 3: expected below 10, found 12
///     digits.csv:17: expected 65 columns, found 64
///     train.idx: byte 3: expected 3 dimensions, found 2
///
/// It allocates nothing. A text too long for its buffer is cut: a source loses its beginning, since the end of a path
/// says more, everything else its end; either way "..." stands for what is missing.
class data_error : public std::exception {
public:
    /// What was expected or found: `"below 10"`, `12`, or pieces in braces, `{columns, " columns"}`.
    using text = detail::bounded_text<96>;

    /// What position() counts: lines from 1, bytes and samples from 0; nothing if the error is about the whole.
    enum class unit { nothing, line, byte, sample };

    /// Two lengths differ. `source` is the call and the argument: "fit: targets".
    [[gnu::cold]] static data_error size_mismatch(const char* source, std::size_t expected,
                                                  std::size_t found) noexcept {
        return {source, unit::nothing, 0, expected, found};
    }

    /// An option or argument is not allowed. `source` is the call and the option: "fit: batch size".
    [[gnu::cold]] static data_error in_argument(const char* source, const text& expected, const text& found) noexcept {
        return {source, unit::nothing, 0, expected, found};
    }

    /// One element of a range is not allowed. `source` ends in what is counted: "step: class of sample".
    [[gnu::cold]] static data_error out_of_range(const char* source, std::size_t position, const text& expected,
                                                 const text& found) noexcept {
        return {source, unit::sample, position, expected, found};
    }

    /// A file is wrong as a whole: missing, unreadable.
    [[gnu::cold]] static data_error in_file(const char* file, const text& expected, const text& found) noexcept {
        return {file, unit::nothing, 0, expected, found};
    }

    /// A text file is wrong at a line, counted from 1.
    [[gnu::cold]] static data_error in_line(const char* file, std::size_t line, const text& expected,
                                            const text& found) noexcept {
        return {file, unit::line, line, expected, found};
    }

    /// A binary file is wrong at a byte, counted from 0.
    [[gnu::cold]] static data_error at_byte(const char* file, std::size_t byte, const text& expected,
                                            const text& found) noexcept {
        return {file, unit::byte, byte, expected, found};
    }

    /// Everything in one line of text.
    const char* what() const noexcept override { return what_.c_str(); }
    /// The file, or the call and its argument.
    const char* source() const noexcept { return source_.c_str(); }
    /// Where in the source, counted in positioned_by(); 0 if the error is about the whole.
    std::size_t position() const noexcept { return position_; }
    unit positioned_by() const noexcept { return unit_; }
    const char* expected() const noexcept { return expected_.c_str(); }
    const char* found() const noexcept { return found_.c_str(); }

private:
    static constexpr std::size_t longest_source = 127;
    using source_text = detail::bounded_text<longest_source + 1>;

    data_error(const char* source, unit counted, std::size_t position, const text& expected, const text& found) noexcept
        : source_(shortened(source)), expected_(expected), found_(found), position_(position), unit_(counted) {
        what_.append(source_);
        switch (counted) {
            case unit::nothing: break;
            case unit::line: what_.append(':'); break;
            case unit::byte: what_.append(": byte "); break;
            case unit::sample: what_.append(' '); break;
        }
        if (counted != unit::nothing) what_.append(position);
        what_.append(": expected ");
        what_.append(expected_);
        what_.append(", found ");
        what_.append(found_);
    }

    static source_text shortened(const char* source) noexcept {
        std::size_t size = 0;
        while (source[size] != '\0') ++size;
        if (size <= longest_source) return source;
        const char* tail = source + (size - (longest_source - 3));
        while ((static_cast<unsigned char>(*tail) & 0xC0) == 0x80) ++tail;  // not into the middle of a UTF-8 character
        return {"...", tail};
    }

    source_text source_;
    text expected_;
    text found_;
    detail::bounded_text<384> what_;  // holds the three, a position and the words between them
    std::size_t position_;
    unit unit_;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
