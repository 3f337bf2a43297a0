// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// How a CSV file is told apart into rows and fields; what read_csv is built on.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/detail/input_file.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace perceptype::inline PERCEPTYPE_ISA {

/// How a file of comma-separated values is to be read.
struct csv_options {
    /// Lines before the first row; skipped.
    std::size_t header_lines = 0;
    char separator = ',';
    /// Classes are 0 .. class_count - 1; 0 takes any class.
    std::size_t class_count = 0;
    /// Every feature is multiplied by this, in double precision, before it is rounded to the scalar type.
    double scale = 1.0;
    /// Whether the class is the first column; else it is the last.
    bool class_first = false;
};

namespace detail {

/// The rows of a CSV file, one after another, as doubles; independent of locale, shape and scalar type.
class csv_rows {
public:
    csv_rows(const std::string& path, const csv_options& options, std::size_t features, double largest)
        : file_(path),
          options_(options),
          columns_(features + 1),
          longest_line_(std::max<std::size_t>(65536, 64 * columns_)),
          largest_(largest) {
        std::string_view line;
        for (std::size_t skipped = 0; skipped < options.header_lines; ++skipped)
            if (!next_line(line)) fail(counted(options.header_lines, "header line"), "the end of the file");
    }

    /// Reads the next row into `features` and `label`; false at the end of the file.
    bool next(std::span<double> features, std::size_t& label) {
        std::string_view line;
        std::size_t blank = 0;  // blank lines may end a file, not divide it
        do {
            if (!next_line(line)) {
                if (blank != 0) line_number_ = blank - 1;
                return false;
            }
            if (trimmed(line).empty() && blank == 0) blank = line_number_;
        } while (trimmed(line).empty());
        if (blank != 0) {
            line_number_ = blank;
            fail(counted(columns_, "column"), "a blank line between rows");
        }
        const auto columns = 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), options_.separator));
        if (columns != columns_) fail(counted(columns_, "column"), columns);

        std::size_t feature = 0;
        for (std::size_t column = 1; column <= columns_; ++column) {
            const std::size_t end = std::min(line.find(options_.separator), line.size());
            const std::string_view field = trimmed(line.substr(0, end));
            line.remove_prefix(std::min(end + 1, line.size()));
            if (column == (options_.class_first ? 1 : columns_)) {
                label = parsed_class(field, column);
            } else {
                features[feature++] = parsed_feature(field, column);
            }
        }
        return true;
    }

    /// Refuses the file at the line read last or, after the end, at the one that should have followed.
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
        end = std::min(end, buffer_.size());
        line = std::string_view(buffer_).substr(start_, end - start_);
        start_ = std::min(end + 1, buffer_.size());
        ++line_number_;
        if (line.size() > longest_line_) fail({"a line of at most ", longest_line_, " characters"}, "a longer one");
        if (line_number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // spreadsheets' UTF-8 mark
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find('\0') != line.npos) fail("text", "a zero byte");
        return true;
    }

    bool refill() {
        constexpr std::size_t chunk = 65536;
        buffer_.erase(0, start_);
        start_ = 0;
        const std::size_t kept = buffer_.size();
        buffer_.resize(kept + chunk);
        buffer_.resize(kept + file_.read(buffer_.data() + kept, chunk));
        return buffer_.size() != kept;
    }

    static std::string_view trimmed(std::string_view field) {
        const auto space = [](char character) { return character == ' ' || character == '\t'; };
        while (!field.empty() && space(field.front())) field.remove_prefix(1);
        while (!field.empty() && space(field.back())) field.remove_suffix(1);
        return field;
    }

    double parsed_feature(std::string_view field, std::size_t column) const {
        double value = 0;
        const std::errc status = parse(field, value);
        if (status == std::errc::invalid_argument) fail({"a finite number in column ", column}, quoted(field));
        value *= options_.scale;
        // Written so that a product that is not a number fails as well.
        if (status == std::errc::result_out_of_range || !(value >= -largest_ && value <= largest_))
            fail({"a number in the scalar type's range in column ", column}, quoted(field));
        return value;
    }

    std::size_t parsed_class(std::string_view field, std::size_t column) const {
        constexpr double exact_integers = 9007199254740992.0;  // 2^53, and everything below
        double value = 0;
        const std::errc status = parse(field, value);
        const bool whole = status == std::errc{} && value >= 0 && value < exact_integers &&
                           value < static_cast<double>(std::numeric_limits<std::size_t>::max());
        const auto label = whole ? static_cast<std::size_t>(value) : 0;
        if (!whole || static_cast<double>(label) < value) fail({"a class in column ", column}, quoted(field));
        if (options_.class_count != 0 && label >= options_.class_count)
            fail({"a class below ", options_.class_count, " in column ", column}, quoted(field));
        return label;
    }

    /// The whole field as a decimal number. "inf" and "nan" are told by their letters, which holds in every
    /// floating-point mode of the compiler.
    static std::errc parse(std::string_view field, double& value) {
        const bool sign = field.starts_with('+') || field.starts_with('-');
        const std::string_view digits = field.substr(sign ? 1 : 0);
        if (digits.empty() || !((digits[0] >= '0' && digits[0] <= '9') || digits[0] == '.'))
            return std::errc::invalid_argument;
        const char* const end = digits.data() + digits.size();
        const auto [stop, status] = std::from_chars(digits.data(), end, value);
        if (stop != end) return std::errc::invalid_argument;
        if (field[0] == '-') value = -value;
        return status;
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
    double largest_;
    std::string buffer_;
    std::size_t start_ = 0;
    std::size_t line_number_ = 0;
    bool ended_ = false;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
