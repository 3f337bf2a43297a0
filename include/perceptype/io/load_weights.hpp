// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Fills a network with the tensors of a weight file, whatever its format. Every tensor of the network has to be found
/// once, every tensor of the file has to be used, and all extents have to match; otherwise nothing is changed.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/network_tensors.hpp>
#include <perceptype/io/tensor_match.hpp>
#include <perceptype/io/weight_errors.hpp>
#include <perceptype/io/weight_options.hpp>
#include <perceptype/parameters.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

inline constexpr std::size_t not_found = static_cast<std::size_t>(-1);

/// Finds the tensor of the file for each tensor of the network: `found` gets the indices.
template <TensorFile File>
constexpr weight_fault find_tensors(std::span<const network_tensor> tensors, const File& file,
                                    const weight_options& options, std::vector<std::size_t>& found) {
    using kind = weight_fault::kind;
    found.assign(tensors.size(), not_found);
    if (!options.names.empty())
        if (const std::size_t layers = tensors.empty() ? 0 : tensors.back().layer + 1; options.names.size() != layers)
            return {kind::names};

    std::size_t unused = not_found;
    for (std::size_t i = 0; i < file.size(); ++i) {
        const file_tensor candidate = file.tensor(i);
        std::size_t match = 0;
        while (match < tensors.size() && !has_name_of(candidate.name, tensors[match], options)) ++match;
        if (match < tensors.size()) {
            if (found[match] != not_found) return {kind::twice, match, i};
            found[match] = i;
        } else if (unused == not_found && !may_stay_unused(candidate.name, tensors, options)) {
            unused = i;
        }
    }
    for (std::size_t t = 0; t < tensors.size(); ++t)
        if (found[t] == not_found) return {kind::missing, t};
    if (unused != not_found) return {kind::unused, 0, unused};
    return {};
}

/// Checks a tensor of the file: its type, its extents and its elements.
template <class Scalar>
constexpr weight_fault check_tensor(const network_tensor& tensor, const file_tensor& found,
                                    const weight_options& options) {
    using kind = weight_fault::kind;
    if (found.type == element_type::other) return {kind::type};
    if (!has_extents_of(tensor, found, options.layout)) return {kind::extents};
    if (options.layout == weight_layout::keras && !can_be_mapped(tensor)) return {kind::unmappable};
    // Values up to half a unit beyond the largest number round to it, but no one trains such weights.
    constexpr auto largest = static_cast<double>((std::numeric_limits<Scalar>::max)());
    const std::size_t size = size_of_element(found.type);
    for (std::size_t i = 0, count = found.size(); i < count; ++i) {
        const double value = load_element<double>(found.type, found.bytes.data() + i * size, found.byte_order);
        if (!(value >= -largest && value <= largest)) return {kind::value, 0, 0, i};
    }
    return {};
}

/// Copies a checked tensor to the network's storage.
template <class Scalar>
constexpr void copy_tensor(const network_tensor& tensor, const file_tensor& found, weight_layout layout,
                           Scalar* storage) {
    const std::byte* const elements = found.bytes.data();
    const std::size_t size = size_of_element(found.type), count = tensor.extents.elements();
    Scalar* const to = storage + tensor.storage;
    if (layout == weight_layout::pytorch && !found.column_major) {
        for (std::size_t i = 0; i < count; ++i)
            to[tensor.position(tensor.first + i)] =
                load_element<Scalar>(found.type, elements + i * size, found.byte_order);
        return;
    }
    element_indices indices{tensor, layout, found.column_major};
    for (std::size_t i = 0; i < count; ++i)
        to[tensor.position(tensor.first + i)] =
            load_element<Scalar>(found.type, elements + indices.next() * size, found.byte_order);
}

/// Finds and checks all tensors of a network.
template <class Chain, TensorFile File>
constexpr weight_fault find_weights(const File& file, const weight_options& options, std::vector<std::size_t>& found) {
    const std::span<const network_tensor> tensors = network_tensors<Chain>::list;
    weight_fault fault = find_tensors(tensors, file, options, found);
    for (std::size_t t = 0; fault.what == weight_fault::kind::none && t < tensors.size(); ++t) {
        fault = check_tensor<typename Chain::scalar_type>(tensors[t], file.tensor(found[t]), options);
        fault.tensor = t;
        fault.found = found[t];
    }
    return fault;
}

template <class Chain, TensorFile File>
constexpr void copy_weights(const File& file, const weight_options& options, const std::vector<std::size_t>& found,
                            parameter_set<Chain>& parameters) {
    for (std::size_t t = 0; t < found.size(); ++t)
        copy_tensor(network_tensors<Chain>::list[t], file.tensor(found[t]), options.layout, parameters.storage());
}

/// Fills a network or a gradient. Throws a data_error if the file does not fit, and then changes nothing.
template <class Chain, TensorFile File>
constexpr void load_weights(parameter_set<Chain>& parameters, const File& file, const weight_options& options) {
    std::vector<std::size_t> found;
    const weight_fault fault = find_weights<Chain>(file, options, found);
    if (fault.what != weight_fault::kind::none)
        throw_fault<typename Chain::scalar_type>(fault, network_tensors<Chain>::list, file, options, found);
    copy_weights(file, options, found, parameters);
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
