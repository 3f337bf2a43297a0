// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// How a CSV file is told apart into rows and fields; what read_csv is built on.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/input_file.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

/// How a file of comma-separated values is to be read.
struct csv_options {
    /// Lines before the first row; skipped.
    std::size_t header_lines = 0;
    /// ' ' stands for any number of spaces and tabs, as columns of a table have between them.
    char separator = ',';
    /// Classes are 0 .. class_count - 1; 0 takes any class.
    std::size_t class_count = 0;
    /// Every feature is multiplied by this, in double precision, before it is rounded to the scalar type.
    double scale = 1.0;
    /// Whether the class, or the targets, are the first columns; else they are the last.
    bool class_first = false;
    /// Likewise for every target.
    double target_scale = 1.0;
    /// Begins a comment, which ends with the line: `'#'`. By default there are none.
    char comment = '\0';
};

namespace detail {

/// The rows of a CSV file, one after another, as doubles; independent of locale, shape and scalar type.
class csv_rows {
public:
    csv_rows(const std::string& path, const csv_options& options, std::size_t cols)
        : file_(path), options_(options), columns_(cols), longest_line_((std::max<std::size_t>)(65536, 64 * columns_)) {
        std::string_view line;
        for (std::size_t skipped = 0; skipped < options.header_lines; ++skipped)
            if (!next_line(line)) fail(counted(options.header_lines, "header line"), "the end of the file");
    }

    /// Reads the next row; false at the end of the file.
    bool next() {
        std::string_view line;
        std::string_view content;
        std::size_t blank = 0;  // blank lines may end a file, not divide it
        do {
            if (!next_line(line)) {
                if (blank != 0) line_number_ = blank - 1;
                return false;
            }
            content = trimmed(line);
            if (content.empty() && blank == 0) blank = line_number_;
        } while (content.empty() || content[0] == options_.comment);
        if (blank != 0) {
            line_number_ = blank;
            fail(counted(columns_, "column"), "a blank line between rows");
        }
        split(line);
        if (fields_.size() != columns_) fail(counted(columns_, "column"), fields_.size());
        return true;
    }

    /// The number in a column of the row, the first of which is 0, times `scale`; between -bound and bound.
    double scaled_number(std::size_t column, double scale, double bound) const {
        const std::string_view field = fields_[column];
        double value = 0;
        const magnitude size = parse(field, value);
        if (size == magnitude::none) fail({"a finite number in column ", column + 1}, quoted(field));
        value *= scale;
        // Written so that a product that is not a number fails as well.
        if (size == magnitude::too_large || !(value >= -bound && value <= bound))
            fail({"a number in the scalar type's range in column ", column + 1}, quoted(field));
        return value;
    }

    /// The class in a column of the row, the first of which is 0.
    std::size_t class_number(std::size_t column) const {
        constexpr double exact_integers = 9007199254740992.0;  // 2^53, and everything below
        const std::string_view field = fields_[column];
        double value = 0;
        const bool whole = parse(field, value) == magnitude::in_range && value >= 0 && value < exact_integers &&
                           value < static_cast<double>((std::numeric_limits<std::size_t>::max)());
        const auto label = whole ? static_cast<std::size_t>(value) : 0;
        if (!whole || static_cast<double>(label) < value) fail({"a class in column ", column + 1}, quoted(field));
        if (options_.class_count != 0 && label >= options_.class_count)
            fail({"a class below ", options_.class_count, " in column ", column + 1}, quoted(field));
        return label;
    }

    /// Rejects the file at the line read last or, after the end, at the one that should have followed.
    [[noreturn]] void fail(const data_error::text& expected, const data_error::text& found) const {
        PERCEPTYPE_THROW(data_error::in_line(file_.name(), line_number_ + (ended_ ? 1 : 0), expected, found));
    }

private:
    /// The next line without its end (\n or \r\n; the file's last line may lack it); false at the end of the file.
    bool next_line(std::string_view& line) {
        std::size_t end = buffer_.find('\n', start_);
        while (end == std::string::npos && buffer_.size() - start_ <= longest_line_ && refill())
            end = buffer_.find('\n', start_);
        if (end == std::string::npos && start_ == buffer_.size()) {
            ended_ = true;
            return false;
        }
        end = (std::min)(end, buffer_.size());
        line = std::string_view(buffer_).substr(start_, end - start_);
        start_ = (std::min)(end + 1, buffer_.size());
        ++line_number_;
        if (line.size() > longest_line_) fail({"a line of at most ", longest_line_, " characters"}, "a longer one");
        if (line_number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // spreadsheets' UTF-8 mark
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find('\0') != line.npos) fail("text", "a zero byte");
        return true;
    }

    bool refill() {
        constexpr std::size_t chunk = 65536;
        (buffer_.erase)(0, start_);
        start_ = 0;
        const std::size_t size = buffer_.size();
        buffer_.resize(size + chunk);
        buffer_.resize(size + file_.read(buffer_.data() + size, chunk));
        return buffer_.size() != size;
    }

    static std::string_view trimmed(std::string_view field) {
        const auto space = [](char character) { return character == ' ' || character == '\t'; };
        while (!field.empty() && space(field.front())) field.remove_prefix(1);
        while (!field.empty() && space(field.back())) field.remove_suffix(1);
        return field;
    }

    /// Splits a line into fields_, without the blanks around them and without a comment.
    void split(std::string_view line) {
        const bool by_blanks = options_.separator == ' ';
        (fields_.clear)();
        for (std::size_t i = 0;; ++i) {
            while (i < line.size() && is_blank(line[i])) ++i;
            if (by_blanks && ends(line, i)) return;
            const std::size_t begin = i;
            if (i < line.size() && line[i] == '"') i = after_quotation(line, i);
            while (!ends(line, i) && !(by_blanks ? is_blank(line[i]) : line[i] == options_.separator)) ++i;
            fields_.push_back(trimmed(line.substr(begin, i - begin)));
            if (ends(line, i)) return;
        }
    }

    bool is_blank(char character) const {
        return character == ' ' || (character == '\t' && options_.separator != '\t');
    }

    /// Whether the line, or what of it is no comment, ends there.
    bool ends(std::string_view line, std::size_t position) const {
        return position == line.size() || line[position] == options_.comment;
    }

    /// The position after a quotation, in which "" stands for a quotation mark (RFC 4180).
    std::size_t after_quotation(std::string_view line, std::size_t begin) const {
        for (std::size_t i = line.find('"', begin + 1); i != line.npos; i = line.find('"', i + 2))
            if (i + 1 == line.size() || line[i + 1] != '"') return i + 1;
        fail("a closing quotation mark", "the end of the line");
    }

    /// How large a field's number is, for a double; `none` if the field is no decimal number.
    enum class magnitude { none, too_small, in_range, too_large };

    /// The whole field as a decimal number, in quotation marks or not; 0 if it is too small or too large for a double.
    /// "inf" and "nan" are recognised by their letters, which holds in every floating-point mode of the compiler.
    static magnitude parse(std::string_view field, double& value) {
        if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
            field = trimmed(field.substr(1, field.size() - 2));
        const bool sign = field.starts_with('+') || field.starts_with('-');
        const std::string_view digits = field.substr(sign ? 1 : 0);
        if (digits.empty() || !((digits[0] >= '0' && digits[0] <= '9') || digits[0] == '.')) return magnitude::none;
        const char* const end = digits.data() + digits.size();
        const auto [stop, status] = std::from_chars(digits.data(), end, value);
        if (stop != end || status == std::errc::invalid_argument) return magnitude::none;
        auto size = magnitude::in_range;
        if (status == std::errc::result_out_of_range) {
            size = is_below_one(digits) ? magnitude::too_small : magnitude::too_large;
            value = 0;
        }
        if (field[0] == '-') value = -value;
        return size;
    }

    /// Whether a decimal number without a sign, not 0, is below 1: std::from_chars does not say which end of its range a
    /// number is beyond.
    static bool is_below_one(std::string_view number) {
        const std::size_t mantissa = (std::min)(number.find_first_of("eE"), number.size());
        const std::size_t point = (std::min)(number.find('.'), mantissa);
        const std::size_t first = number.find_first_of("123456789");
        // The number is d.ddd times ten to the power of this and of the exponent.
        const auto power = static_cast<long long>(point) - static_cast<long long>(first) - (first < point ? 1 : 0);
        if (mantissa == number.size()) return power < 0;
        const bool negative = number.substr(mantissa + 1).starts_with('-');
        long long exponent = 0;
        for (const char digit : number.substr(mantissa + 1))
            if (digit >= '0' && digit <= '9' && exponent < 100'000'000'000'000'000)
                exponent = exponent * 10 + (digit - '0');
        return power + (negative ? -exponent : exponent) < 0;
    }

    /// The field in quotation marks, whatever is not plain ASCII as \xNN.
    static data_error::text quoted(std::string_view field) {
        data_error::text text{'\''};
        for (const char character : field.substr(0, 64)) {
            if (character >= ' ' && character <= '~') {
                text.append(character);
            } else {
                const auto byte = static_cast<unsigned char>(character);
                text.append("\\x");
                text.append("0123456789ABCDEF"[byte / 16]);
                text.append("0123456789ABCDEF"[byte % 16]);
            }
        }
        text.append(field.size() > 64 ? "...'" : "'");
        return text;
    }

    input_file file_;
    csv_options options_;
    std::size_t columns_;
    std::size_t longest_line_;
    std::vector<std::string_view> fields_;  // of the row read last, in buffer_
    std::string buffer_;
    std::size_t start_ = 0;
    std::size_t line_number_ = 0;
    bool ended_ = false;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
