// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The files that tests/reference/npz.py wrote with NumPy, and what they contain.

#include <perceptype/io/file_tensor.hpp>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace npz_data {

/// A copy of its own, so that a sanitizer notices reading past its end.
inline std::vector<std::byte> bytes_of(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

inline std::vector<std::byte> read_file(const std::string& name) {
    std::string path = __FILE__;
    path.replace(path.rfind("io"), std::string::npos, "reference/data/npz/" + name);
    std::ifstream stream(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    if (content.empty()) throw std::runtime_error("cannot read " + path);
    return bytes_of(content);
}

/// Element i of every array, in C order.
inline double value(std::size_t i) { return (static_cast<double>(i * 5 % 23) - 11) / 4; }

/// Whether the tensor's elements have these values.
inline bool has_values(const perceptype::file_tensor& tensor) {
    const std::size_t element_size = perceptype::size_of_element(tensor.type);
    if (element_size == 0 || tensor.bytes.size() != tensor.size() * element_size) return false;
    for (std::size_t i = 0; i < tensor.size(); ++i) {
        std::size_t rest = i;  // the index in C order, split into one for each dimension
        std::vector<std::size_t> index(tensor.rank);
        for (std::size_t k = tensor.rank; k-- > 0; rest /= tensor.extents[k]) index[k] = rest % tensor.extents[k];
        std::size_t position = 0;
        for (std::size_t k = 0; k < tensor.rank; ++k) {
            const std::size_t axis = tensor.column_major ? tensor.rank - 1 - k : k;
            position = position * tensor.extents[axis] + index[axis];
        }
        const double found = perceptype::load_element<double>(
            tensor.type, tensor.bytes.data() + position * element_size, tensor.byte_order);
        if (found < value(i) || found > value(i)) return false;
    }
    return true;
}

/// "2x3x4"; empty for a scalar.
inline std::string shape_text(const perceptype::file_tensor& tensor) {
    std::string text;
    for (std::size_t k = 0; k < tensor.rank; ++k) text += (k == 0 ? "" : "x") + std::to_string(tensor.extents[k]);
    return text;
}

}  // namespace npz_data
