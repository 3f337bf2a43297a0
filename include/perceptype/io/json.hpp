// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A strict reader of JSON, RFC 8259, also in constant evaluation.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/meta/decimal.hpp>
#include <perceptype/meta/exactly_equal.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// A string in a JSON text: the characters between the quotes.
struct json_string {
    std::string_view raw;
    bool has_escapes = false;

    constexpr bool operator==(std::string_view text) const { return !has_escapes && raw == text; }
};

/// Reads a JSON text from beginning to end. The caller asks for what it expects next; anything else is a data_error with
/// the byte, what was expected and what was found.
///
///     reader.read_object([&](json_string key) {
///         if (key == "shape") reader.read_array([&] { shape.push_back(reader.read_unsigned()); });
///         else reader.skip_value();
///     });
///     reader.finish();
class json_reader {
public:
    /// Deeper nesting is an error, so that no text makes the stack overflow.
    static constexpr int max_depth = 64;

    /// `offset` is the position of the text in the file, for error messages. The text and the name must outlive the
    /// reader.
    constexpr json_reader(const char* file, std::string_view text, std::size_t offset = 0)
        : file_(file), text_(text), offset_(offset) {}

    /// The next character that is not white space; 0 at the end of the text.
    constexpr char peek() {
        while (position_ < text_.size() && is_space(text_[position_])) ++position_;
        return position_ < text_.size() ? text_[position_] : '\0';
    }
    /// The byte in the file that is read next.
    constexpr std::size_t position() {
        static_cast<void>(peek());
        return offset_ + position_;
    }
    /// The text, and the position in it.
    constexpr std::string_view text() const { return text_; }

    /// Calls f(key) for each member of an object; f reads the value.
    template <class Function>
    constexpr void read_object(Function f) {
        enter('{', "an object");
        if (peek() == '}') return leave();
        for (;;) {
            const json_string key = read_string("a name in quotes");
            if (peek() != ':') fail("a colon after a name");
            ++position_;
            f(key);
            const char next = peek();
            if (next == '}') return leave();
            if (next != ',') fail("a comma or the end of an object");
            ++position_;
        }
    }

    /// Calls f() for each element of an array; f reads it.
    template <class Function>
    constexpr void read_array(Function f) {
        enter('[', "an array");
        if (peek() == ']') return leave();
        for (;;) {
            f();
            const char next = peek();
            if (next == ']') return leave();
            if (next != ',') fail("a comma or the end of an array");
            ++position_;
        }
    }

    /// A string, which has to be UTF-8 without control characters.
    constexpr json_string read_string(const char* expected = "a string") {
        if (peek() != '"') fail(expected);
        const std::size_t begin = ++position_;
        bool has_escapes = false;
        for (;;) {
            if (position_ == text_.size()) fail("the end of a string");
            const char c = text_[position_];
            if (c == '"') break;
            if (static_cast<unsigned char>(c) < 0x20) fail("a string without control characters");
            if (c == '\\') {
                has_escapes = true;
                static_cast<void>(read_escape());
            } else {
                skip_utf8();
            }
        }
        const std::string_view raw = text_.substr(begin, position_ - begin);
        ++position_;
        return {raw, has_escapes};
    }

    /// The characters that a string means, appended to `to` as UTF-8.
    static constexpr void append_decoded(json_string string, std::vector<char>& to) {
        json_reader reader{"", string.raw};
        while (reader.position_ < string.raw.size()) {
            if (string.raw[reader.position_] == '\\')
                append_utf8(reader.read_escape(), to);
            else
                to.push_back(string.raw[reader.position_++]);
        }
    }

    /// An integer that is not negative, without fraction and exponent.
    constexpr std::uint64_t read_unsigned() {
        if (!is_digit(peek())) fail("an unsigned integer");
        if (text_[position_] == '0' && position_ + 1 < text_.size() && is_digit(text_[position_ + 1]))
            fail("an integer without leading zeros");
        constexpr std::uint64_t largest = (std::numeric_limits<std::uint64_t>::max)();
        const std::size_t begin = position_;
        std::uint64_t value = 0;
        for (; position_ < text_.size() && is_digit(text_[position_]); ++position_) {
            const auto digit = static_cast<std::uint64_t>(text_[position_] - '0');
            if (value > (largest - digit) / 10) {
                position_ = begin;
                fail("an integer below 2^64");
            }
            value = value * 10 + digit;
        }
        if (position_ < text_.size() && (text_[position_] == '.' || text_[position_] == 'e' || text_[position_] == 'E'))
            fail("an integer");
        return value;
    }

    /// A number, rounded to the nearest double. A number that no double can hold is an error.
    constexpr double read_number() {
        static_cast<void>(peek());
        const std::size_t begin = position_;
        const bool negative = consume('-');
        if (position_ == text_.size() || !is_digit(text_[position_])) fail("a number");
        number_parts parts;
        read_digits(parts, false);
        if (text_[begin + (negative ? 1 : 0)] == '0' && parts.digits > 1) {
            position_ = begin;
            fail("a number without leading zeros");
        }
        if (consume('.')) {
            if (position_ == text_.size() || !is_digit(text_[position_])) fail("a digit after the decimal point");
            read_digits(parts, true);
        }
        const std::size_t end_of_digits = position_;
        int exponent = 0;
        if (consume('e') || consume('E')) exponent = read_exponent();
        double value = std::numeric_limits<double>::quiet_NaN();
        if (parts.digits <= 19) value = meta::short_decimal(parts.mantissa, exponent - parts.after_point);
        if (meta::exactly_unequal(value, value)) {  // too long, or too large an exponent
            meta::decimal number;
            bool after_point = false;
            for (std::size_t i = begin + (negative ? 1 : 0); i < end_of_digits; ++i)
                if (text_[i] == '.')
                    after_point = true;
                else
                    number.append(text_[i] - '0', after_point);
            number.multiply_by_power_of_ten(exponent);
            value = number.value();
        }
        if (value > (std::numeric_limits<double>::max)()) {
            position_ = begin;
            fail("a number within the range of double");
        }
        return negative ? -value : value;
    }

    constexpr bool read_bool() {
        if (peek() == 't') return read_word("true"), true;
        read_word("false");
        return false;
    }

    /// Reads any value and forgets it.
    constexpr void skip_value() {
        switch (peek()) {
            case '{': return read_object([this](json_string) { skip_value(); });
            case '[': return read_array([this] { skip_value(); });
            case '"': return void(read_string());
            case 't': return read_word("true");
            case 'f': return read_word("false");
            case 'n': return read_word("null");
            default: static_cast<void>(read_number());
        }
    }

    /// Nothing but white space may follow.
    constexpr void finish() {
        if (static_cast<void>(peek()), position_ != text_.size()) fail("the end of the text");
    }

    /// Throws an error at the position of what is read next.
    [[noreturn]] void fail(const char* expected) {
        static_cast<void>(peek());
        fail_at(position_, expected);
    }
    /// Throws an error at a byte of the file.
    [[noreturn]] void fail_at_byte(std::size_t byte, const char* expected, const char* found) const {
        PERCEPTYPE_THROW(data_error::at_byte(file_, byte, expected, found));
    }

private:
    struct number_parts {
        std::uint64_t mantissa = 0;  // of the first 19 digits
        int digits = 0;
        int after_point = 0;
    };

    static constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

    constexpr bool consume(char c) {
        if (position_ == text_.size() || text_[position_] != c) return false;
        ++position_;
        return true;
    }

    constexpr void enter(char bracket, const char* expected) {
        if (peek() != bracket) fail(expected);
        if (++depth_ > max_depth) fail("at most 64 nested arrays and objects");
        ++position_;
    }
    constexpr void leave() {
        ++position_;
        --depth_;
    }

    constexpr void read_word(std::string_view word) {
        if (text_.substr(position_, word.size()) != word) fail("a value");
        position_ += word.size();
    }

    constexpr void read_digits(number_parts& parts, bool after_point) {
        for (; position_ < text_.size() && is_digit(text_[position_]); ++position_) {
            if (parts.digits == 0 && text_[position_] == '0' && after_point) {
                ++parts.after_point;  // zeros before the first digit that counts
                continue;
            }
            if (parts.digits < 19)
                parts.mantissa = parts.mantissa * 10 + static_cast<std::uint64_t>(text_[position_] - '0');
            if (parts.digits < 1000) ++parts.digits;
            if (after_point && parts.after_point < 1000) ++parts.after_point;
        }
    }

    /// An exponent; so large a one that the number is zero or infinite is cut.
    constexpr int read_exponent() {
        const bool negative = consume('-');
        if (!negative) consume('+');
        if (position_ == text_.size() || !is_digit(text_[position_])) fail("a digit in the exponent");
        int exponent = 0;
        for (; position_ < text_.size() && is_digit(text_[position_]); ++position_)
            if (exponent < 100'000'000) exponent = exponent * 10 + (text_[position_] - '0');
        return negative ? -exponent : exponent;
    }

    /// The code point that an escape sequence means; two of them make a surrogate pair.
    constexpr std::uint32_t read_escape() {
        const std::size_t begin = position_++;
        if (position_ == text_.size()) fail_at(begin, "an escape sequence");
        const char kind = text_[position_++];
        switch (kind) {
            case '"':
            case '\\':
            case '/': return static_cast<unsigned char>(kind);
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u': break;
            default: fail_at(begin, "an escape sequence");
        }
        const std::uint32_t first = read_hex(begin);
        if (first < 0xd800 || first > 0xdfff) return first;
        if (first > 0xdbff || !consume('\\') || !consume('u')) fail_at(begin, "a pair of surrogates");
        const std::uint32_t second = read_hex(begin);
        if (second < 0xdc00 || second > 0xdfff) fail_at(begin, "a pair of surrogates");
        return 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
    }
    constexpr std::uint32_t read_hex(std::size_t begin) {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = position_ < text_.size() ? text_[position_] : '\0';
            const int digit = is_digit(c)            ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0) fail_at(begin, "four hexadecimal digits after \\u");
            value = value << 4 | static_cast<std::uint32_t>(digit);
            ++position_;
        }
        return value;
    }

    static constexpr void append_utf8(std::uint32_t code, std::vector<char>& to) {
        const auto put = [&](std::uint32_t byte) { to.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
        if (code < 0x80) return put(code);
        if (code < 0x800) return put(0xc0 | code >> 6), put(0x80 | (code & 0x3f));
        if (code < 0x10000) {
            put(0xe0 | code >> 12);
        } else {
            put(0xf0 | code >> 18);
            put(0x80 | (code >> 12 & 0x3f));
        }
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }

    /// One character of UTF-8, in its shortest form and no surrogate.
    constexpr void skip_utf8() {
        const auto byte = [&](std::size_t i) {
            return i < text_.size() ? std::uint32_t{static_cast<unsigned char>(text_[i])} : 0u;
        };
        const std::uint32_t lead = byte(position_);
        if (lead < 0x80) {
            ++position_;
            return;
        }
        const std::size_t more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
        std::uint32_t code = lead & (0x3fu >> more);
        bool valid = more != 0;
        for (std::size_t i = 1; i <= more; ++i) {
            valid = valid && (byte(position_ + i) & 0xc0) == 0x80;
            code = code << 6 | (byte(position_ + i) & 0x3f);
        }
        if (!valid || (more == 2 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) ||
            (more == 3 && (code < 0x10000 || code > 0x10ffff)))
            fail("UTF-8");
        position_ += 1 + more;
    }

    [[noreturn]] void fail_at(std::size_t position, const char* expected) const {
        if (position >= text_.size()) fail_at_byte(offset_ + text_.size(), expected, "the end of the text");
        const auto c = static_cast<unsigned char>(text_[position]);
        if (c > 0x20 && c < 0x7f)
            PERCEPTYPE_THROW(
                data_error::at_byte(file_, offset_ + position, expected, {"'", static_cast<char>(c), "'"}));
        PERCEPTYPE_THROW(data_error::at_byte(file_, offset_ + position, expected, {"character ", c}));
    }

    const char* file_;
    std::string_view text_;
    std::size_t offset_;
    std::size_t position_ = 0;
    int depth_ = 0;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
