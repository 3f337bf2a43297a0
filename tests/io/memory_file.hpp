// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/io/file_tensor.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// A weight file whose tensors are float arrays in memory.
struct memory_file {
    struct tensor_data {
        std::string name;
        std::vector<std::size_t> extents;
        std::vector<float> values;
        bool column_major = false;
    };
    std::vector<tensor_data> tensors;

    const char* name() const { return "net.file"; }
    std::size_t size() const { return tensors.size(); }
    perceptype::file_tensor tensor(std::size_t index) const {
        const tensor_data& data = tensors[index];
        perceptype::file_tensor result;
        result.name = data.name;
        result.type = perceptype::element_type::f32;
        result.type_name = "F32";
        result.rank = data.extents.size();
        std::copy(data.extents.begin(), data.extents.end(), result.extents.begin());
        result.bytes = std::as_bytes(std::span(data.values));
        result.byte_order = std::endian::native;
        result.column_major = data.column_major;
        return result;
    }
};
