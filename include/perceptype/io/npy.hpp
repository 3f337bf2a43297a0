// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Arrays in NumPy's .npy format, in memory.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/input_file.hpp>
#include <perceptype/io/npy_header.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// An element type as NumPy spells it: the byte order ('<', '>'; '=' and '|' are the machine's), a letter, and the size
/// in bytes.
struct npy_element {
    explicit npy_element(std::string_view text) noexcept {
        if (!text.empty() && std::string_view("<>=|").find(text[0]) != std::string_view::npos) {
            if (text[0] == '<') order = std::endian::little;
            if (text[0] == '>') order = std::endian::big;
            text.remove_prefix(1);
        }
        if (text == "f2") type = element_type::f16;
        if (text == "f4") type = element_type::f32;
        if (text == "f8") type = element_type::f64;
        size = size_of_element(type);
        // Booleans, integers, complex numbers, other floating-point numbers: only their size matters.
        if (size == 0 && text.size() == 2 && std::string_view("biufc").find(text[0]) != std::string_view::npos &&
            text[1] > '0' && text[1] <= '9')
            size = static_cast<std::size_t>(text[1] - '0');
        if (text == "c16" || text == "f16") size = 16;
        if (text == "c32") size = 32;
    }

    element_type type = element_type::other;
    std::endian order = std::endian::native;
    std::size_t size = 0;  ///< in bytes; 0 if it is not known
};

/// The header that numpy.save writes for an array: version 1.0.
inline std::string npy_header_of(const file_tensor& tensor) {
    if (tensor.type == element_type::bf16 || tensor.type == element_type::other)
        PERCEPTYPE_THROW(data_error::in_argument("npy: element type", "f64, f32 or f16",
                                                 tensor.type == element_type::bf16 ? "bf16" : "another type"));
    const std::size_t element_size = size_of_element(tensor.type);
    if (tensor.bytes.size() != tensor.size() * element_size)
        PERCEPTYPE_THROW(data_error::size_mismatch("npy: bytes", tensor.size() * element_size, tensor.bytes.size()));
    // One extent can be changed in place, as NumPy does to append elements: there is room for 21 digits.
    constexpr std::size_t most_digits = 21;
    const bool fortran_order = tensor.column_major && tensor.rank > 1;
    std::string text = "{'descr': '";
    text += tensor.byte_order == std::endian::little ? '<' : '>';
    text += 'f';
    text += static_cast<char>('0' + element_size);
    text += fortran_order ? "', 'fortran_order': True, 'shape': (" : "', 'fortran_order': False, 'shape': (";
    for (std::size_t i = 0; i < tensor.rank; ++i) {
        if (i != 0) text += ", ";
        text += std::to_string(tensor.extents[i]);
    }
    text += tensor.rank == 1 ? ",), }" : "), }";
    if (tensor.rank != 0)
        text.append(most_digits - std::to_string(tensor.extents[fortran_order ? tensor.rank - 1 : 0]).size(), ' ');
    constexpr std::size_t alignment = 64;
    constexpr std::size_t prefix = 10;
    text.append(alignment - (prefix + text.size() + 1) % alignment, ' ');
    text += '\n';
    std::string header = "\x93NUMPY\x01";
    header += '\0';
    header += static_cast<char>(text.size() & 0xff);
    header += static_cast<char>(text.size() >> 8);
    return header + text;
}

}  // namespace detail

/// Reads an array in .npy format: versions 1.0 to 3.0, both memory orders, elements f2, f4 and f8 in both byte orders.
/// An array of any other type (integers, records, pickled objects) has the element type `other` and all bytes that
/// follow the header.
///
/// The tensor refers to `bytes` and `name`. `source` is the file's name, for error messages. Throws data_error with
/// `source`, byte, expected and found: another format or version, a header that does not have exactly NumPy's three
/// keys, more than 8 dimensions, more or fewer bytes than the shape requires.
[[nodiscard]] inline file_tensor parse_npy(std::span<const std::byte> bytes, const char* source,
                                           std::string_view name = {}) {
    const detail::npy_header header = detail::npy_header_reader(bytes, source).read();
    const detail::npy_element element =
        header.structured ? detail::npy_element({}) : detail::npy_element(header.element);
    file_tensor tensor;
    tensor.name = name;
    tensor.type = element.type;
    tensor.type_name = header.element;
    tensor.rank = header.rank;
    tensor.extents = header.extents;
    tensor.bytes = bytes.subspan(header.size);
    tensor.column_major = header.fortran_order;
    tensor.byte_order = element.order;

    // Overflow is an error even if another extent is 0.
    std::size_t most = (std::numeric_limits<std::size_t>::max)() / (std::max<std::size_t>)(element.size, 1);
    for (std::size_t i = 0; i < tensor.rank; ++i) {
        if (tensor.extents[i] > most)
            PERCEPTYPE_THROW(
                data_error::at_byte(source, header.shape_position, "a shape that fits in memory", "a larger one"));
        most /= (std::max<std::size_t>)(tensor.extents[i], 1);
    }
    if (element.size != 0 && tensor.bytes.size() != tensor.size() * element.size)
        PERCEPTYPE_THROW(data_error::at_byte(
            source, header.size, {detail::counted(tensor.size(), "element").c_str(), " of ", element.size, " bytes"},
            {tensor.bytes.size(), " bytes"}));
    return tensor;
}

/// An array in .npy format: the bytes that numpy.save writes for it. The elements are f8, f4 or f2.
///
/// Throws data_error for another element type, and if the tensor's bytes are not those of its shape.
[[nodiscard]] inline std::vector<std::byte> npy_bytes(const file_tensor& tensor) {
    const std::string header = detail::npy_header_of(tensor);
    const auto as_bytes = std::as_bytes(std::span(header));
    std::vector<std::byte> bytes;
    bytes.reserve(header.size() + tensor.bytes.size());
    bytes.insert(bytes.end(), as_bytes.begin(), as_bytes.end());
    bytes.insert(bytes.end(), tensor.bytes.begin(), tensor.bytes.end());
    return bytes;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
