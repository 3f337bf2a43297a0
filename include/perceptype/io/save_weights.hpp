// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The tensors of a network as a weight file holds them, whatever its format.

#include <perceptype/config.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/network_tensors.hpp>
#include <perceptype/io/tensor_match.hpp>
#include <perceptype/io/weight_errors.hpp>
#include <perceptype/io/weight_options.hpp>
#include <perceptype/parameters.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A tensor to be written to a file: its elements are row-major and little-endian.
struct tensor_to_save {
    std::string name;
    std::string_view type_name;  ///< "F32" or "F64"
    tensor_extents extents;
    std::vector<std::byte> bytes;
};

namespace detail {

/// It refers to the tensor.
inline file_tensor as_file_tensor(const tensor_to_save& tensor) {
    file_tensor result;
    result.name = tensor.name;
    result.type = tensor.type_name == "F64" ? element_type::f64 : element_type::f32;
    result.type_name = tensor.type_name;
    result.rank = tensor.extents.size();
    std::copy(tensor.extents.begin(), tensor.extents.end(), result.extents.begin());
    result.bytes = tensor.bytes;
    return result;
}

/// Stores a value in little-endian order.
template <class Scalar>
constexpr void store_element(Scalar value, std::byte* to) {
    using integer = std::conditional_t<sizeof(Scalar) == 4, std::uint32_t, std::uint64_t>;
    const auto bits = std::bit_cast<integer>(value);
    for (std::size_t i = 0; i < sizeof(Scalar); ++i) to[i] = static_cast<std::byte>(bits >> 8 * i & 0xff);
}

/// The tensors of a network in canonical order, under the names and in the layout that the options say.
template <class Chain>
std::vector<tensor_to_save> tensors_to_save(const parameter_set<Chain>& parameters, const weight_options& options,
                                            const char* call) {
    using scalar = typename Chain::scalar_type;
    const std::span<const network_tensor> tensors = network_tensors<Chain>::list;
    const std::size_t layers = tensors.empty() ? 0 : tensors.back().layer + 1;
    if (!options.names.empty() && options.names.size() != layers) throw_wrong_names(call, layers, options.names.size());
    std::vector<tensor_to_save> result;
    result.reserve(tensors.size());
    for (const network_tensor& tensor : tensors) {
        if (options.layout == weight_layout::keras && !can_be_mapped(tensor))
            throw_unmappable(call, name_in_file(tensor, options), tensor);
        const tensor_extents extents = extents_in_file(tensor, options.layout);
        tensor_to_save saved{name_in_file(tensor, options), sizeof(scalar) == 4 ? "F32" : "F64", extents,
                             std::vector<std::byte>(extents.elements() * sizeof(scalar))};
        element_indices indices{tensor, options.layout, false};
        for (std::size_t i = 0; i < extents.elements(); ++i)
            store_element(parameters.storage()[tensor.storage + tensor.position(tensor.first + i)],
                          saved.bytes.data() + indices.next() * sizeof(scalar));
        result.push_back(std::move(saved));
    }
    return result;
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
