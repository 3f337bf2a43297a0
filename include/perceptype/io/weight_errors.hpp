// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Errors in weight files: at run time a data_error; in constant evaluation a compile error that names the tensor.

#include <perceptype/config.hpp>
#include <perceptype/error.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/network_tensors.hpp>
#include <perceptype/io/tensor_match.hpp>
#include <perceptype/io/weight_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// What is wrong with a weight file.
struct weight_fault {
    enum class kind {
        none,
        names,       ///< the option `names` has the wrong length
        missing,     ///< the file lacks a tensor of the network
        twice,       ///< the file has two tensors for one of the network
        unused,      ///< no layer takes a tensor of the file
        type,        ///< the elements are not floating-point numbers
        extents,     ///< the extents differ
        unmappable,  ///< the features of a layer come in an order that cannot be derived from Keras's
        value        ///< an element is not finite in the network's scalar type
    };
    kind what = kind::none;
    std::size_t tensor = 0;   ///< the index of the network's tensor
    std::size_t found = 0;    ///< the index of the file's tensor
    std::size_t element = 0;  ///< the index of the element in the file
};

/// Six significant digits: 0.001, 1e+300, nan.
inline std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

/// "(64, 16)"
template <class Extents>
std::string to_text(const Extents& extents) {
    std::string text = "(";
    for (const std::size_t extent : extents) {
        if (text.size() > 1) text += ", ";
        text += std::to_string(extent);
    }
    return text + ")";
}
inline std::string extents_text(const file_tensor& tensor) {
    return to_text(std::span<const std::size_t>(tensor.extents.data(), tensor.rank));
}

/// `layer 3 (dense)`, or `layer 1 of node "eye" (dense)`
inline std::string layer_text(const network_tensor& tensor) {
    std::string text = "layer " + std::to_string(tensor.layer_number);
    if (!tensor.node.empty()) text += " of node \"" + std::string(tensor.node) + "\"";
    return text + " (" + tensor.layer_type + ")";
}

/// The name of a tensor in a file, as the options say.
inline std::string name_in_file(const network_tensor& tensor, const weight_options& options) {
    const std::string_view layer = options.names.empty() ? tensor.layer_name() : options.names[tensor.layer];
    return std::string(options.prefix) + std::string(layer) + (layer.empty() ? "" : ".") +
           std::string(tensor.own_name());
}

/// The number of characters to insert, to remove or to change to turn one name into the other. Source: V. Levenshtein,
/// 1966.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = (std::min)({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

/// The most similar of the file's tensors that no layer takes; empty if none is similar.
template <TensorFile File>
std::string_view nearest_name(const File& file, const std::vector<std::size_t>& used, std::string_view name) {
    constexpr std::size_t longest = 256, most = 10000;  // longer names, and more of them, are not compared
    std::string_view nearest;
    std::size_t least = name.size() / 2 + 1;
    for (std::size_t i = 0; i < (std::min)(file.size(), most); ++i) {
        if (std::find(used.begin(), used.end(), i) != used.end()) continue;
        const std::string_view other = file.tensor(i).name;
        if (other.size() > longest || name.size() > longest) continue;
        if (const std::size_t distance = edit_distance(name, other); distance < least) {
            least = distance;
            nearest = other;
        }
    }
    return nearest;
}

[[noreturn]] inline void fail_at(const std::string& place, const std::string& expected, const std::string& found) {
    PERCEPTYPE_THROW(data_error::in_file(place.c_str(), expected.c_str(), found.c_str()));
}

[[noreturn]] inline void throw_wrong_names(const char* place, std::size_t layers, std::size_t names) {
    fail_at(std::string(place) + ": option names", std::to_string(layers) + " names, one for each layer with tensors",
            std::to_string(names));
}
[[noreturn]] inline void throw_unmappable(const char* place, std::string_view name, const network_tensor& tensor) {
    fail_at(std::string(place) + ": tensor " + std::string(name),
            "features in an order that can be derived from Keras's for " + layer_text(tensor),
            "a reshape or join before it that mixes them");
}

/// Throws the error at run time.
template <class Scalar, TensorFile File>
[[noreturn]] void throw_fault(const weight_fault& fault, std::span<const network_tensor> tensors, const File& file,
                              const weight_options& options, const std::vector<std::size_t>& used) {
    using kind = weight_fault::kind;
    const std::string place = file.name();
    if (fault.what == kind::names)
        throw_wrong_names(file.name(), tensors.empty() ? 0 : tensors.back().layer + 1, options.names.size());
    if (fault.what == kind::unused) {
        const file_tensor found = file.tensor(fault.found);
        fail_at(place, "no other tensor (unless the option ignore names it)",
                "tensor " + std::string(found.name) + " " + extents_text(found) + ", which no layer takes");
    }
    const network_tensor& tensor = tensors[fault.tensor];
    const std::string name = name_in_file(tensor, options);
    const std::string extents = to_text(extents_in_file(tensor, options.layout));
    if (fault.what == kind::missing) {
        const std::string nearest{nearest_name(file, used, name)};
        fail_at(place, "tensor " + name + " " + extents + " for " + layer_text(tensor),
                nearest.empty() ? "no such tensor" : "no such tensor; the most similar name is " + nearest);
    }
    const file_tensor found = file.tensor(fault.found);
    const std::string tensor_place = place + ": tensor " + std::string(found.name);
    switch (fault.what) {
        case kind::twice: fail_at(tensor_place, "one tensor for " + layer_text(tensor), "a second one");
        case kind::type: fail_at(tensor_place, "elements of type F64, F32, F16 or BF16", std::string(found.type_name));
        case kind::unmappable: throw_unmappable(file.name(), found.name, tensor);
        case kind::value: {
            const double value = load_element<double>(
                found.type, found.bytes.data() + fault.element * size_of_element(found.type), found.byte_order);
            fail_at(tensor_place + ": element " + std::to_string(fault.element),
                    sizeof(Scalar) == sizeof(float) ? "a finite float" : "a finite double", number_text(value));
        }
        default: break;
    }
    std::string hint;
    const auto reversed = [](std::span<const std::size_t> a, std::span<const std::size_t> b) {
        return std::equal(a.begin(), a.end(), b.rbegin(), b.rend());
    };
    const std::span<const std::size_t> found_extents{found.extents.data(), found.rank};
    const auto other_layout = options.layout == weight_layout::keras ? weight_layout::pytorch : weight_layout::keras;
    if (found.rank > 1 && has_extents_of(tensor, found, other_layout))
        hint = other_layout == weight_layout::keras ? ", Keras's layout (option layout)" : ", PyTorch's layout";
    else if (reversed(tensor.extents, found_extents))
        hint = ", the transpose";
    fail_at(tensor_place, extents + " for " + layer_text(tensor), extents_text(found) + hint);
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
