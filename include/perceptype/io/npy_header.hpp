// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The header of an array in NumPy's .npy format; npy.hpp uses it.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// The beginning of a text from a file, for error messages.
inline data_error::text excerpt(std::string_view text) noexcept {
    constexpr std::size_t longest = 40;
    data_error::text result;
    for (const char character : text.substr(0, longest)) result.append(character);
    if (text.size() > longest) result.append("...");
    return result;
}

struct npy_header {
    std::string_view element;    ///< what `descr` says: "<f4"; the source text of the list if the type is structured
    bool structured = false;     ///< the elements are records of several fields
    bool fortran_order = false;  ///< the first index varies fastest
    std::size_t rank = 0;
    std::array<std::size_t, file_tensor::max_rank> extents{};
    std::size_t shape_position = 0;  ///< of the shape in the image, for error messages
    std::size_t size = 0;            ///< the size of the header; the elements follow it
};

/// Reads the header: a magic string, the version, the length of a text, and the text, which is a Python dictionary:
///
///     {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
///
/// The keys may be in any order, with spaces between all tokens. The format is that of NumPy's documentation,
/// numpy.lib.format.
class npy_header_reader {
public:
    /// NumPy, too, reads no longer one unless asked to.
    static constexpr std::size_t longest = 10000;

    npy_header_reader(std::span<const std::byte> bytes, const char* source) noexcept
        : image_(reinterpret_cast<const char*>(bytes.data()), bytes.size()), source_(source) {}

    npy_header read() {
        find_text();
        bool has_element = false;
        bool has_order = false;
        bool has_shape = false;
        npy_header header;
        consume('{');
        while (!next_is('}')) {
            const std::size_t at = position_;
            const std::string_view key = read_string("a key in quotes");
            const auto is_first = [&](bool& seen) {
                if (seen) fail(at, "each key once", {"a second '", excerpt(key).c_str(), "'"});
                seen = true;
                return true;
            };
            consume(':');
            if (key == "descr" && is_first(has_element))
                read_element(header);
            else if (key == "fortran_order" && is_first(has_order))
                header.fortran_order = read_bool();
            else if (key == "shape" && is_first(has_shape))
                read_shape(header);
            else
                fail(at, "the key 'descr', 'fortran_order' or 'shape'", {"'", excerpt(key).c_str(), "'"});
            if (!next_is('}')) consume(',', "',' or '}'");
        }
        const char* const missing = !has_element ? "'descr'" : !has_order ? "'fortran_order'" : "'shape'";
        if (!has_element || !has_order || !has_shape) fail(position_, {"the key ", missing}, "the end of the header");
        consume('}');
        skip_space();
        if (position_ != end_) fail_here("spaces up to the end of the header");
        header.size = end_;
        return header;
    }

private:
    [[noreturn]] void fail(std::size_t byte, const data_error::text& expected, const data_error::text& found) const {
        PERCEPTYPE_THROW(data_error::at_byte(source_, byte, expected, found));
    }
    [[noreturn]] void fail_here(const data_error::text& expected) const {
        if (position_ == end_) fail(position_, expected, "the end of the header");
        fail(position_, expected,
             {"'", excerpt(image_.substr(position_, (std::min)(end_ - position_, std::size_t{12}))).c_str(), "'"});
    }

    /// Finds where the dictionary begins and ends.
    void find_text() {
        constexpr std::string_view magic = "\x93NUMPY";
        if (image_.substr(0, magic.size()) != magic.substr(0, image_.size()))
            fail(0, "an array in .npy format (which begins with \\x93NUMPY)",
                 image_.starts_with("PK\x03\x04") ? "a ZIP archive (.npz)" : "another format");
        require_size(8);
        const auto* const bytes = reinterpret_cast<const std::byte*>(image_.data());
        const auto major = std::to_integer<unsigned>(bytes[6]);
        const auto minor = std::to_integer<unsigned>(bytes[7]);
        if (major < 1 || major > 3 || minor != 0) fail(6, "version 1.0, 2.0 or 3.0", {major, ".", minor});
        position_ = major == 1 ? 10 : 12;
        require_size(position_);
        const std::size_t length = major == 1 ? load_integer<std::uint16_t>(bytes + 8, std::endian::little)
                                              : load_integer<std::uint32_t>(bytes + 8, std::endian::little);
        if (length > longest) fail(8, {"a header of at most ", longest, " bytes"}, length);
        end_ = position_ + length;
        require_size(end_);
        integers_may_be_long_ = major < 3;
    }
    void require_size(std::size_t size) const {
        if (image_.size() < size) fail(image_.size(), {"a .npy header of ", size, " bytes"}, {"the end of the data"});
    }

    void skip_space() noexcept {
        while (position_ < end_ && std::string_view(" \t\r\n").find(image_[position_]) != std::string_view::npos)
            ++position_;
    }
    bool next_is(char character) noexcept {
        skip_space();
        return position_ < end_ && image_[position_] == character;
    }
    void consume(char character) {
        const char quoted[] = {'\'', character, '\'', '\0'};
        consume(character, quoted);
    }
    void consume(char character, const char* expected) {
        if (!next_is(character)) fail_here(expected);
        ++position_;
    }

    /// A string without escape sequences.
    std::string_view read_string(const char* expected) {
        if (!next_is('\'') && !next_is('"')) fail_here(expected);
        const char quote = image_[position_];
        const std::size_t first = ++position_;
        while (position_ < end_ && image_[position_] != quote) {
            if (image_[position_] == '\\' || image_[position_] == '\n') fail_here("a string without escape sequences");
            ++position_;
        }
        if (position_ == end_) fail_here("the end of the string");
        return image_.substr(first, position_++ - first);
    }

    void read_element(npy_header& header) {
        header.structured = next_is('[') || next_is('(');
        header.element = header.structured ? read_nested() : read_string("an element type such as '<f4'");
        if (header.element.empty()) fail(position_ - 1, "an element type such as '<f4'", "''");
    }

    /// The source text of a list or tuple. Its brackets are counted, not matched, since nothing else is read from it.
    std::string_view read_nested() {
        const std::size_t first = position_;
        std::size_t depth = 0;
        do {
            if (next_is('\'') || next_is('"')) {
                read_string("a string");
                continue;
            }
            if (position_ == end_) fail_here("the end of the element type");
            const char character = image_[position_++];
            if (character == '[' || character == '(') ++depth;
            if (character == ']' || character == ')') --depth;
        } while (depth != 0);
        return image_.substr(first, position_ - first);
    }

    bool read_bool() {
        skip_space();
        for (const std::string_view word : {"True", "False"})
            if (image_.substr(position_, end_ - position_).starts_with(word)) {
                position_ += word.size();
                return word == "True";
            }
        fail_here("True or False");
    }

    void read_shape(npy_header& header) {
        skip_space();
        header.shape_position = position_;
        consume('(', "a shape such as (3, 4)");
        while (!next_is(')')) {
            if (header.rank == file_tensor::max_rank)
                fail(header.shape_position, {"at most ", file_tensor::max_rank, " dimensions"}, "more");
            header.extents[header.rank++] = read_extent();
            if (next_is(',')) {
                ++position_;
            } else if (header.rank == 1) {
                fail_here("',' (a shape of one dimension is written (3,))");
            } else if (!next_is(')')) {
                fail_here("',' or ')'");
            }
        }
        ++position_;
    }

    std::size_t read_extent() {
        skip_space();
        const std::size_t first = position_;
        std::size_t extent = 0;
        for (; position_ < end_ && image_[position_] >= '0' && image_[position_] <= '9'; ++position_) {
            const auto digit = static_cast<std::size_t>(image_[position_] - '0');
            if (extent > ((std::numeric_limits<std::size_t>::max)() - digit) / 10)
                fail(first, {"an extent of at most ", (std::numeric_limits<std::size_t>::max)()}, "a larger one");
            extent = extent * 10 + digit;
        }
        if (position_ == first) fail_here("an extent or ')'");
        if (image_[first] == '0' && position_ - first > 1) fail(first, "an extent without leading zeros", "'0'");
        if (integers_may_be_long_ && position_ < end_ && image_[position_] == 'L') ++position_;  // written by Python 2
        return extent;
    }

    std::string_view image_;
    const char* source_;
    std::size_t position_ = 0;
    std::size_t end_ = 0;  ///< of the header
    bool integers_may_be_long_ = false;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
