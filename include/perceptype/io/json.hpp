// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/decimal.hpp>
#include <perceptype/io/json_string.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Reads a JSON text (RFC 8259, strictly) value by value, from its beginning to its end, without allocating:
///
///     json_reader json{"model.json", text};
///     for (json.begin_object(); json.next_key();)
///         if (json.key() == "weights")
///             for (json.begin_array(); json.next_element();) weights.push_back(json.number());
///         else
///             json.skip();
///     json.end();
///
/// Every error is a data_error with the byte, what was expected and what was found; in constant evaluation it is a
/// compile error. Objects and arrays may be nested 64 deep. Keys of an object that occur twice are for the caller to
/// find. Strings are UTF-8; a surrogate without its other half is an error.
class json_reader {
public:
    enum class kind { object, array, string, number, boolean, null };
    static constexpr std::size_t max_depth = 64;

    /// `start` is the position of the text in the file, and `end_name` is what ends with it.
    constexpr json_reader(const char* file, std::string_view text, std::size_t start = 0,
                          const char* end_name = "the end of the file")
        : file_(file), text_(text), start_(start), end_name_(end_name) {}

    /// The position in the file: after the last thing read, or of the next value once its kind was asked for.
    constexpr std::size_t position() const noexcept { return start_ + at_; }

    /// The kind of the next value.
    constexpr kind next_kind() {
        skip_space();
        switch (current()) {
            case '{': return kind::object;
            case '[': return kind::array;
            case '"': return kind::string;
            case 't':
            case 'f': return kind::boolean;
            case 'n': return kind::null;
            default:
                if (current() != '-' && !is_digit()) fail("a value");
                return kind::number;
        }
    }

    /// Each of these reads a value of one kind; `expected` describes it in the error for another kind.
    constexpr void begin_object(const char* expected = "an object") {
        require(kind::object, expected);
        open(true);
    }
    constexpr void begin_array(const char* expected = "an array") {
        require(kind::array, expected);
        open(false);
    }
    constexpr json_string string(const char* expected = "a string") {
        require(kind::string, expected);
        return scan_string();
    }
    /// An integer without sign, fraction and exponent.
    constexpr std::uint64_t unsigned_integer(const char* expected = "an integer of at least 0") {
        require(kind::number, expected);
        const std::size_t first = at_;
        const std::string_view digits = scan_number();
        std::uint64_t value = 0;
        for (const char digit : digits) {
            if (digit < '0' || digit > '9') fail_number(first, expected, digits);
            const auto add = static_cast<std::uint64_t>(digit - '0');
            if (value > (std::numeric_limits<std::uint64_t>::max() - add) / 10)
                fail_number(first, "an integer below 2^64", digits);
            value = value * 10 + add;
        }
        return value;
    }
    /// A number, exactly rounded. One that is too large for a double is an error.
    constexpr double number(const char* expected = "a number") {
        require(kind::number, expected);
        const std::size_t first = at_;
        const std::string_view digits = scan_number();
        const double value = decimal_to_double(digits);
        if (value > std::numeric_limits<double>::max() || value < std::numeric_limits<double>::lowest())
            fail_number(first, "a number in the range of a double", digits);
        return value;
    }
    constexpr bool boolean(const char* expected = "true or false") {
        require(kind::boolean, expected);
        const bool value = text_[at_] == 't';
        scan_word(value ? "true" : "false");
        return value;
    }
    constexpr void null(const char* expected = "null") {
        require(kind::null, expected);
        scan_word("null");
    }

    /// Moves to the value of the next key of the innermost object; false at the object's end, which it reads.
    constexpr bool next_key() {
        if (!next_item('}', "',' or '}'")) return false;
        skip_space();
        if (current() != '"') fail("a key");
        key_ = scan_string();
        skip_space();
        if (current() != ':') fail("':'");
        ++at_;
        return true;
    }
    /// The key that next_key() moved to.
    constexpr const json_string& key() const noexcept { return key_; }
    /// Moves to the next element of the innermost array; false at the array's end, which it reads.
    constexpr bool next_element() { return next_item(']', "',' or ']'"); }

    /// Reads a value of any kind.
    constexpr void skip() {
        const std::size_t depth = depth_;
        do {
            switch (next_kind()) {
                case kind::object: begin_object(); break;
                case kind::array: begin_array(); break;
                case kind::string: string(); break;
                case kind::number: scan_number(); break;
                case kind::boolean: boolean(); break;
                case kind::null: null(); break;
            }
            while (depth_ > depth && !((objects_ >> (depth_ - 1) & 1) != 0 ? next_key() : next_element())) {
            }
        } while (depth_ > depth);
    }

    /// Only white space may follow.
    constexpr void end() {
        skip_space();
        if (at_ != text_.size()) fail(end_name_);
    }

    /// For readers of formats: throws the error for what is at the position in the file.
    [[noreturn]] void fail_at(std::size_t position, const char* expected, const std::string& found) const {
        PERCEPTYPE_THROW(data_error::at_byte(file_, position, expected, found));
    }

private:
    constexpr char current() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    constexpr bool is_digit() const { return current() >= '0' && current() <= '9'; }

    constexpr void skip_space() {
        for (; at_ < text_.size(); ++at_)
            if (const char c = text_[at_]; c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
    }

    constexpr void require(kind expected_kind, const char* expected) {
        if (next_kind() != expected_kind) fail_kind(expected);
    }

    constexpr void open(bool object) {
        if (depth_ == max_depth) fail("at most 64 nested objects and arrays");
        ++at_;
        const std::uint64_t bit = std::uint64_t{1} << depth_++;
        objects_ = object ? objects_ | bit : objects_ & ~bit;
        first_ = true;
    }

    constexpr bool next_item(char close, const char* expected) {
        skip_space();
        if (current() == close) {
            ++at_;
            --depth_;
            first_ = false;
            return false;
        }
        if (!first_) {
            if (current() != ',') fail(expected);
            ++at_;
        }
        first_ = false;
        return true;
    }

    constexpr void scan_word(std::string_view word) {
        for (const char expected : word) {
            if (current() != expected) fail(word.data());
            ++at_;
        }
    }

    constexpr void scan_digits() {
        if (!is_digit()) fail("a digit");
        while (is_digit()) ++at_;
    }
    constexpr std::string_view scan_number() {
        const std::size_t first = at_;
        if (current() == '-') ++at_;
        if (current() == '0') {
            ++at_;
            if (is_digit()) fail("a number without leading zeros");
        } else {
            scan_digits();
        }
        if (current() == '.') {
            ++at_;
            scan_digits();
        }
        if (current() == 'e' || current() == 'E') {
            ++at_;
            if (current() == '-' || current() == '+') ++at_;
            scan_digits();
        }
        return text_.substr(first, at_ - first);
    }

    constexpr json_string scan_string() {
        json_string result;
        result.position = position();
        const std::size_t first = ++at_;
        while (current() != '"') {
            const auto byte = static_cast<unsigned char>(current());
            if (byte < ' ') fail(at_ < text_.size() ? "a string without control characters" : "'\"'");
            if (byte == '\\') {
                result.escaped = true;
                scan_escape();
            } else if (byte >= 0x80) {
                scan_utf8(byte);
            } else {
                ++at_;
            }
        }
        result.raw = text_.substr(first, at_ - first);
        ++at_;
        return result;
    }

    constexpr std::uint32_t scan_unit() {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char c = current();
            if (!is_digit() && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) fail("a hexadecimal digit");
            value = value << 4 | hexadecimal_digit(c);
        }
        return value;
    }
    constexpr void scan_escape() {
        ++at_;
        const std::size_t first = at_;
        if (at_ == text_.size() || std::string_view("\"\\/bfnrtu").find(current()) == std::string_view::npos)
            fail("an escape: one of \"\\/bfnrtu");
        ++at_;
        if (text_[first] != 'u') return;
        const std::uint32_t unit = scan_unit();
        if (unit < 0xd800 || unit > 0xdfff) return;
        const bool pair = unit < 0xdc00 && text_.substr(at_, 2) == "\\u";
        if (pair) at_ += 2;
        if (!pair || (scan_unit() & 0xfc00) != 0xdc00) {
            at_ = first - 1;
            fail("a surrogate pair");
        }
    }
    constexpr void scan_utf8(unsigned char lead) {
        const std::size_t first = at_;
        const int following = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
        ++at_;
        bool valid = following != 0;
        for (int i = 0; valid && i < following; ++i, ++at_) {
            const auto byte = static_cast<unsigned char>(current());
            // Neither overlong forms, nor surrogates, nor what is above U+10FFFF: the second byte shows it.
            const unsigned least = i != 0 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            const unsigned most = i != 0 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            valid = byte >= least && byte <= most;
        }
        if (valid) return;
        at_ = first;
        fail("UTF-8");
    }

    /// What is at the cursor, as a character.
    [[noreturn]] void fail(const char* expected) const {
        if (at_ >= text_.size()) fail_at(position(), expected, end_name_);
        const auto byte = static_cast<unsigned char>(text_[at_]);
        if (byte > ' ' && byte < 0x7f) fail_at(position(), expected, {'\'', text_[at_], '\''});
        fail_at(position(), expected, "byte " + std::to_string(byte));
    }
    /// What is at the cursor, as a value.
    [[noreturn]] void fail_kind(const char* expected) const {
        switch (text_[at_]) {
            case '{': fail_at(position(), expected, "an object");
            case '[': fail_at(position(), expected, "an array");
            case '"': fail_at(position(), expected, "a string");
            case 't': fail_at(position(), expected, "true");
            case 'f': fail_at(position(), expected, "false");
            case 'n': fail_at(position(), expected, "null");
            default: fail_at(position(), expected, "a number");
        }
    }
    [[noreturn]] void fail_number(std::size_t first, const char* expected, std::string_view digits) const {
        constexpr std::size_t most = 40;
        fail_at(start_ + first, expected,
                digits.size() <= most ? std::string(digits) : std::string(digits.substr(0, most)) + "...");
    }

    const char* file_;
    std::string_view text_;
    std::size_t start_;
    const char* end_name_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::uint64_t objects_ = 0;  // a bit for each level: it is an object
    bool first_ = true;          // nothing of the innermost object or array has been read
    json_string key_{};
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
