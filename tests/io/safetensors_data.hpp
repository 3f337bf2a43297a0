// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The files that tests/reference/safetensors_files.py wrote with Python, and what they contain.

#include <perceptype/io/file_tensor.hpp>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace safetensors_data {

/// A copy of its own, so that a sanitizer notices reading past its end.
inline std::vector<std::byte> bytes_of(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

inline std::string path_of(const std::string& name) {
    std::string path = __FILE__;
    path.replace(path.rfind("io"), std::string::npos, "reference/data/safetensors/" + name + ".safetensors");
    return path;
}

inline std::string read_file(const std::string& name) {
    std::ifstream stream(path_of(name), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    if (content.empty()) throw std::runtime_error("cannot read " + path_of(name));
    return content;
}

/// A file with that header: its size comes first.
inline std::string with_size(std::string_view header, std::string_view data = "") {
    std::string file;
    for (int i = 0; i < 8; ++i) file += static_cast<char>(header.size() >> 8 * i & 0xff);
    return file.append(header).append(data);
}

/// Whether the tensor has the elements that the generator writes.
inline bool has_values(const perceptype::file_tensor& tensor) {
    const std::size_t element_size = perceptype::size_of_element(tensor.type);
    if (element_size == 0) {
        for (std::size_t i = 0; i < tensor.bytes.size(); ++i)
            if (tensor.bytes[i] != static_cast<std::byte>(i * 37 % 256)) return false;
        return true;
    }
    if (tensor.bytes.size() != tensor.size() * element_size) return false;
    for (std::size_t i = 0; i < tensor.size(); ++i) {
        const double value = (static_cast<double>(i * 5 % 23) - 11) / 4;
        const double found =
            perceptype::load_element<double>(tensor.type, tensor.bytes.data() + i * element_size, tensor.byte_order);
        if (found < value || found > value) return false;
    }
    return true;
}

}  // namespace safetensors_data
