// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/safetensors_header.hpp>
#include <perceptype/io/safetensors_type.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A text for the `__metadata__` of a file in the format safetensors.
struct safetensors_metadata {
    std::string_view key;
    std::string_view value;
};

namespace detail {

/// Appends a string as JSON spells it. The text is UTF-8.
inline void append_json_string(std::string& to, std::string_view text) {
    constexpr std::string_view special = "\"\\\b\f\n\r\t";
    constexpr std::string_view escapes = "\"\\bfnrt";
    to += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (const std::size_t index = special.find(c); index != special.npos) {
            to += '\\';
            to += escapes[index];
        } else if (byte < ' ') {
            to += byte < 16 ? "\\u000" : "\\u001";
            to += "0123456789abcdef"[byte % 16];
        } else {
            to += c;
        }
    }
    to += '"';
}

/// The type of the tensor's elements in the format safetensors.
inline const safetensors_type& safetensors_type_of(const file_tensor& tensor, const char* call) {
    const std::size_t index = find_safetensors_type([&](const safetensors_type& known) {
        return tensor.type == element_type::other ? known.type == tensor.type && known.name == tensor.type_name
                                                  : known.type == tensor.type;
    });
    const std::string place = std::string(call) + ": tensor " + std::string(tensor.name);
    if (index == safetensors_type_count)
        PERCEPTYPE_THROW(data_error::in_argument(place.c_str(), "a type of elements that the format has",
                                                 std::string(tensor.type_name)));
    const safetensors_type& type = safetensors_types[index];
    const auto is_row_major = [&] { return tensor.rank < 2 || !tensor.column_major; };
    if (!is_row_major() || (type.bits > 8 && tensor.byte_order != std::endian::little))
        PERCEPTYPE_THROW(data_error::in_argument(place.c_str(), "elements in row-major order and little-endian",
                                                 is_row_major() ? "big-endian ones" : "column-major order"));
    return type;
}

/// The size of the header, eight bytes, and the header, which is checked by the reader's rules.
inline std::string safetensors_header_text(std::span<const file_tensor> tensors,
                                           std::span<const safetensors_metadata> metadata, const char* call) {
    std::string text(safetensors_header::size_bytes, '\0');
    std::string_view separator = "{";
    const auto append_key = [&](std::string_view key) {
        text += separator;
        append_json_string(text, key);
        text += ':';
        separator = ",";
    };
    if (!metadata.empty()) {
        append_key(safetensors_header::metadata_name);
        separator = "{";
        for (const auto& [key, value] : metadata) {
            append_key(key);
            append_json_string(text, value);
        }
        text += '}';
    }
    std::size_t position = 0;
    for (const file_tensor& tensor : tensors) {
        append_key(tensor.name);
        text += "{\"dtype\":\"";
        text += safetensors_type_of(tensor, call).name;
        text += "\",\"shape\":[";
        for (std::size_t i = 0; i < tensor.rank; ++i) {
            if (i != 0) text += ',';
            text += std::to_string(tensor.extents[i]);
        }
        text += "],\"data_offsets\":[" + std::to_string(position);
        position += tensor.bytes.size();
        text += ',' + std::to_string(position) + "]}";
    }
    if (tensors.empty() && metadata.empty()) text += '{';
    text += '}';
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::size_t size = text.size() - safetensors_header::size_bytes;
    if (size > safetensors_header::max_size)
        PERCEPTYPE_THROW(
            data_error::in_argument(call, {"a header of at most ", safetensors_header::max_size, " bytes"}, size));
    for (std::size_t i = 0; i < safetensors_header::size_bytes; ++i)
        text[i] = static_cast<char>(std::uint64_t{size} >> 8 * i & 0xff);
    static_cast<void>(
        safetensors_header(call, std::string_view(text).substr(safetensors_header::size_bytes), position));
    return text;
}

}  // namespace detail

/// Writes a file in the format safetensors: calls `write` with one std::span<const std::byte> after another.
///
/// The tensors are written in their order; equal tensors give equal bytes everywhere. The data begin at a multiple of
/// eight bytes. Elements are row-major and little-endian. `call` is what error messages name: whatever the reader would
/// reject, such as two tensors of one name or bytes that are more or fewer than the extents say, is a data_error, and
/// then nothing is written.
template <class Write>
void stream_safetensors(std::span<const file_tensor> tensors, std::span<const safetensors_metadata> metadata,
                        const char* call, Write write) {
    const std::string header = detail::safetensors_header_text(tensors, metadata, call);
    write(std::as_bytes(std::span(header)));
    for (const file_tensor& tensor : tensors) write(tensor.bytes);
}

/// The same as one vector: a complete file.
[[nodiscard]] inline std::vector<std::byte> safetensors_bytes(std::span<const file_tensor> tensors,
                                                              std::span<const safetensors_metadata> metadata = {},
                                                              const char* call = "safetensors_bytes") {
    std::vector<std::byte> result;
    stream_safetensors(tensors, metadata, call, [&](std::span<const std::byte> bytes) {
        result.insert(result.end(), bytes.begin(), bytes.end());
    });
    return result;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
