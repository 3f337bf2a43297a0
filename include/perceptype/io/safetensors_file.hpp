// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The safetensors format: the length of a header in eight bytes, the header in JSON, and the elements of all tensors,
/// row-major and little-endian. Source: https://github.com/huggingface/safetensors#format

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/json.hpp>
#include <perceptype/io/save_weights.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// The element types of the format and the bits of an element.
struct safetensors_type {
    std::string_view name;
    unsigned bits;
    element_type type = element_type::other;
};
inline constexpr safetensors_type safetensors_types[] = {{"F32", 32, element_type::f32},
                                                         {"F64", 64, element_type::f64},
                                                         {"F16", 16, element_type::f16},
                                                         {"BF16", 16, element_type::bf16},
                                                         {"I64", 64},
                                                         {"I32", 32},
                                                         {"I16", 16},
                                                         {"I8", 8},
                                                         {"U64", 64},
                                                         {"U32", 32},
                                                         {"U16", 16},
                                                         {"U8", 8},
                                                         {"BOOL", 8},
                                                         {"F8_E4M3", 8},
                                                         {"F8_E5M2", 8},
                                                         {"F8_E8M0", 8},
                                                         {"F4", 4},
                                                         {"F6_E2M3", 6},
                                                         {"F6_E3M2", 6},
                                                         {"C64", 64}};

/// A file in memory, whose header has been read and checked: offsets are within the file and leave no gaps, lengths
/// agree with extents, and no name occurs twice. A file with a fault is a data_error.
///
/// It refers to the bytes. The index of tensors takes less memory than the header.
class safetensors_file {
public:
    static constexpr std::size_t max_header = 100'000'000;

    /// `name` is for error messages; it and the bytes must outlive the file.
    constexpr safetensors_file(const char* name, std::span<const std::byte> bytes) : name_(name), bytes_(bytes) {
        if (bytes.size() < 8) fail(bytes.size(), "a header length of 8 bytes", "the end of the file");
        const std::uint64_t length = load_integer<std::uint64_t>(bytes.data(), std::endian::little);
        if (length > max_header) fail(0, "a safetensors header of at most 100,000,000 bytes", length);
        if (length > bytes.size() - 8) fail(bytes.size(), {"a header of ", length, " bytes"}, "the end of the file");
        data_ = 8 + static_cast<std::size_t>(length);
        if (length == 0 || bytes[8] != std::byte{'{'}) fail(8, "a header that begins with '{'", "another character");
        read_header();
        check_names();
        check_offsets();
    }
    // Names may refer to characters that this file owns.
    safetensors_file(const safetensors_file&) = delete;
    safetensors_file& operator=(const safetensors_file&) = delete;

    [[nodiscard]] constexpr const char* name() const noexcept { return name_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return entries_.size(); }

    [[nodiscard]] constexpr file_tensor tensor(std::size_t index) const {
        const entry& found = entries_[index];
        const safetensors_type& type = safetensors_types[found.type];
        file_tensor tensor;
        tensor.name = name_of(found);
        tensor.type = type.type;
        tensor.type_name = type.name;
        tensor.bytes = bytes_.subspan(data_ + found.begin, found.end - found.begin);
        json_reader reader{name_, header().substr(found.shape), 8 + found.shape};
        reader.read_array([&] { tensor.extents[tensor.rank++] = static_cast<std::size_t>(reader.read_unsigned()); });
        return tensor;
    }

private:
    /// A tensor: the position of its name and its extents in the header, and those of its elements after the header.
    struct entry {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::uint32_t name = 0;
        std::uint32_t name_size = 0;
        std::uint32_t shape = 0;
        std::uint8_t type = 0;
        bool decoded = false;  ///< the name is in decoded_, not in the header
    };

    /// The header as text. In constant evaluation, bytes cannot be read as characters, so it is a copy.
    constexpr std::string_view header() const {
        if (std::is_constant_evaluated()) return {copy_.data(), copy_.size()};
        return {reinterpret_cast<const char*>(bytes_.data()) + 8, data_ - 8};
    }
    constexpr std::string_view name_of(const entry& of) const {
        return of.decoded ? std::string_view{decoded_.data() + of.name, of.name_size}
                          : header().substr(of.name, of.name_size);
    }

    constexpr void read_header() {
        if (std::is_constant_evaluated()) {
            copy_.reserve(data_ - 8);
            for (std::size_t i = 8; i < data_; ++i) copy_.push_back(static_cast<char>(bytes_[i]));
        }
        json_reader reader{name_, header(), 8};
        reader.read_object([&](json_string key) {
            if (key == "__metadata__")
                reader.read_object([&](json_string) { static_cast<void>(reader.read_string("a text in quotes")); });
            else
                read_tensor(reader, key);
        });
        reader.finish();
    }

    constexpr void read_tensor(json_reader& reader, json_string key) {
        entry tensor;
        if (key.has_escapes) {
            tensor.decoded = true;
            tensor.name = static_cast<std::uint32_t>(decoded_.size());
            json_reader::append_decoded(key, decoded_);
            tensor.name_size = static_cast<std::uint32_t>(decoded_.size()) - tensor.name;
        } else {
            tensor.name = static_cast<std::uint32_t>(key.raw.data() - header().data());
            tensor.name_size = static_cast<std::uint32_t>(key.raw.size());
        }
        bool has_type = false, has_shape = false, has_offsets = false;
        const std::size_t position = reader.position();
        std::uint64_t elements = 1;
        reader.read_object([&](json_string field) {
            const std::size_t at = reader.position();
            if (field == "dtype" && !has_type) {
                has_type = true;
                const json_string found = reader.read_string();
                std::size_t type = 0;
                while (type < std::size(safetensors_types) && !(found == safetensors_types[type].name)) ++type;
                if (type == std::size(safetensors_types)) fail(at, "an element type such as \"F32\"", "another one");
                tensor.type = static_cast<std::uint8_t>(type);
            } else if (field == "shape" && !has_shape) {
                has_shape = true;
                tensor.shape = static_cast<std::uint32_t>(at - 8);
                std::size_t rank = 0;
                reader.read_array([&] {
                    if (++rank > file_tensor::max_rank) fail(at, "at most 8 extents", "more");
                    const std::uint64_t extent = reader.read_unsigned();
                    if (extent != 0 && elements > (std::numeric_limits<std::uint64_t>::max)() / 64 / extent)
                        fail(at, "extents whose product is below 2^58", "a larger one");
                    elements *= extent;
                });
            } else if (field == "data_offsets" && !has_offsets) {
                has_offsets = true;
                std::size_t count = 0;
                std::uint64_t offsets[2]{};
                reader.read_array([&] {
                    const std::uint64_t offset = reader.read_unsigned();
                    if (count == 2) fail(at, "two offsets", "more");
                    if (offset > bytes_.size() - data_)
                        fail(at, {"offsets of at most ", bytes_.size() - data_, ", the bytes after the header"},
                             offset);
                    offsets[count++] = offset;
                });
                if (count != 2) fail(at, "two offsets", count);
                if (offsets[0] > offsets[1]) fail(at, "offsets in order", "the end before the beginning");
                tensor.begin = static_cast<std::size_t>(offsets[0]);
                tensor.end = static_cast<std::size_t>(offsets[1]);
            } else {
                fail(at, "dtype, shape and data_offsets, each once", "another field");
            }
        });
        if (!has_type || !has_shape || !has_offsets) fail(position, "dtype, shape and data_offsets", "one less");
        const std::uint64_t bits = elements * safetensors_types[tensor.type].bits;
        if (bits % 8 != 0 || tensor.end - tensor.begin != bits / 8)
            fail(position, {"data_offsets with a distance of ", bits / 8, ", the size of the tensor"},
                 tensor.end - tensor.begin);
        entries_.push_back(tensor);
    }

    constexpr std::vector<std::uint32_t> indices() const {
        std::vector<std::uint32_t> all;
        all.reserve(entries_.size());
        for (std::size_t i = 0; i < entries_.size(); ++i) all.push_back(static_cast<std::uint32_t>(i));
        return all;
    }

    constexpr void check_names() {
        std::vector<std::uint32_t> order = indices();
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return name_of(entries_[a]) < name_of(entries_[b]); });
        for (std::size_t i = 1; i < order.size(); ++i)
            if (name_of(entries_[order[i - 1]]) == name_of(entries_[order[i]]))
                fail(8 + entries_[order[i]].shape, "names that differ", "one that occurs twice");
    }

    /// The tensors' elements follow each other without gaps, in whatever order.
    constexpr void check_offsets() {
        std::vector<std::uint32_t> order = indices();
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return entries_[a].begin != entries_[b].begin ? entries_[a].begin < entries_[b].begin
                                                          : entries_[a].end < entries_[b].end;
        });
        std::size_t end = 0;
        for (const std::uint32_t i : order) {
            if (entries_[i].begin != end)
                fail(8 + entries_[i].shape, {"elements that begin at offset ", end, ", after those before them"},
                     entries_[i].begin);
            end = entries_[i].end;
        }
        if (end != bytes_.size() - data_)
            fail(data_ + end, "the end of the file", {bytes_.size() - data_ - end, " bytes that belong to no tensor"});
    }

    [[noreturn]] void fail(std::size_t byte, const data_error::text& expected, const data_error::text& found) const {
        PERCEPTYPE_THROW(data_error::at_byte(name_, byte, expected, found));
    }

    const char* name_;
    std::span<const std::byte> bytes_;
    std::size_t data_ = 0;  ///< where the elements begin
    std::vector<entry> entries_;
    std::vector<char> decoded_;  ///< names with escape sequences, one after another
    std::vector<char> copy_;     ///< the header in constant evaluation
};

/// A text in quotes.
inline std::string json_text(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (code < 0x20) {
            quoted += "\\u00";
            quoted += digits[code >> 4];
            quoted += digits[code & 15];
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

/// The bytes of a file with these tensors. The elements begin at a multiple of 8 bytes.
inline std::vector<std::byte> safetensors_bytes(std::span<const tensor_to_save> tensors) {
    std::string header = "{";
    std::size_t size = 0;
    for (const tensor_to_save& tensor : tensors) {
        if (header.size() > 1) header += ',';
        header += json_text(tensor.name) + ":{\"dtype\":" + json_text(tensor.type_name) + ",\"shape\":[";
        for (std::size_t i = 0; i < tensor.extents.size(); ++i)
            header += (i == 0 ? "" : ",") + std::to_string(tensor.extents[i]);
        header +=
            "],\"data_offsets\":[" + std::to_string(size) + ',' + std::to_string(size + tensor.bytes.size()) + "]}";
        size += tensor.bytes.size();
    }
    header += '}';
    header.resize((header.size() + 7) / 8 * 8, ' ');

    std::vector<std::byte> bytes;
    bytes.reserve(8 + header.size() + size);
    for (std::size_t i = 0; i < 8; ++i)
        bytes.push_back(static_cast<std::byte>(std::uint64_t{header.size()} >> 8 * i & 0xff));
    for (const char c : header) bytes.push_back(static_cast<std::byte>(c));
    for (const tensor_to_save& tensor : tensors) bytes.insert(bytes.end(), tensor.bytes.begin(), tensor.bytes.end());
    return bytes;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
