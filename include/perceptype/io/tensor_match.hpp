// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// How a tensor of a network corresponds to a tensor of a weight file: by name, by extents and by element.

#include <perceptype/config.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/io/file_tensor.hpp>
#include <perceptype/io/network_tensors.hpp>
#include <perceptype/io/weight_options.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// Removes `part` from the beginning of `text`, if it is there.
constexpr bool consume(std::string_view& text, std::string_view part) {
    if (!text.starts_with(part)) return false;
    text.remove_prefix(part.size());
    return true;
}

/// Whether a name in a Keras file is that of a tensor: PyTorch's name, in which slashes are as good as dots, or Keras's.
constexpr bool is_keras_name(std::string_view found, std::string_view own_name) {
    constexpr std::string_view aliases[][2] = {{"weight", "kernel"},
                                               {"weight", "gamma"},
                                               {"weight", "alpha"},
                                               {"bias", "beta"},
                                               {"running_mean", "moving_mean"},
                                               {"running_var", "moving_variance"}};
    if (found.ends_with(":0")) found.remove_suffix(2);
    const std::size_t last = own_name.rfind('.') + 1;  // 0 if there is no dot
    for (const char c : own_name.substr(0, last)) {
        if (found.empty() || (found[0] != c && !(c == '.' && found[0] == '/'))) return false;
        found.remove_prefix(1);
    }
    const std::string_view name = own_name.substr(last);
    return found == name || std::any_of(std::begin(aliases), std::end(aliases),
                                        [=](const auto& alias) { return alias[0] == name && alias[1] == found; });
}

/// Whether a name in a file is that of a tensor called `own_name` in the layer of `tensor`.
constexpr bool is_in_layer_of(std::string_view found, const network_tensor& tensor, std::string_view own_name,
                              const weight_options& options) {
    if (!consume(found, options.prefix)) return false;
    const bool keras = options.layout == weight_layout::keras;
    const std::string_view layer = options.names.empty() ? tensor.layer_name() : options.names[tensor.layer];
    if (!consume(found, layer)) return false;
    if (!layer.empty() && !consume(found, ".") && !(keras && consume(found, "/"))) return false;
    return keras ? is_keras_name(found, own_name) : found == own_name;
}

/// Whether a name in a file is that of this tensor of the network.
constexpr bool has_name_of(std::string_view found, const network_tensor& tensor, const weight_options& options) {
    return is_in_layer_of(found, tensor, tensor.own_name(), options);
}

/// Whether a text has the form of a pattern in which `*` stands for any characters and `?` for one.
constexpr bool matches_glob(std::string_view text, std::string_view pattern) {
    std::size_t t = 0, p = 0;
    std::size_t star = std::string_view::npos, resume = 0;  // the last star, and where the text after it begins
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

/// Whether a tensor that the network does not have may be in the file: the option `ignore` says so, or it is the
/// number of batches that PyTorch's batch normalisation has seen, "1.num_batches_tracked" beside "1.running_mean".
constexpr bool may_stay_unused(std::string_view name, std::span<const network_tensor> tensors,
                               const weight_options& options) {
    constexpr std::string_view counter = "num_batches_tracked", mean = "running_mean";
    if (name.ends_with(counter))
        for (const network_tensor& tensor : tensors) {
            if (!tensor.name.ends_with(mean)) continue;
            // Batch normalisation within a residual layer: "0.running_mean"
            const std::string_view inner = tensor.own_name().substr(0, tensor.own_name().size() - mean.size());
            const std::string_view stem = name.substr(0, name.size() - counter.size());
            if (stem.ends_with(inner) &&
                is_in_layer_of(stem.substr(0, stem.size() - inner.size()), tensor, {}, options))
                return true;
        }
    return std::any_of(options.ignore.begin(), options.ignore.end(),
                       [=](std::string_view pattern) { return matches_glob(name, pattern); });
}

/// The axes of a tensor as a file in that layout holds them: `axes[i]` is the tensor's axis at position i in the file.
struct axis_order {
    std::array<std::size_t, 4> axes{0, 1, 2, 3};
    std::size_t count = 0;

    constexpr axis_order(const network_tensor& tensor, weight_layout layout) : count(tensor.extents.rank) {
        if (layout == weight_layout::pytorch) return;
        const bool kernel = tensor.axes == tensor_axes::kernel || tensor.axes == tensor_axes::unit_kernel;
        if (!kernel && tensor.axes != tensor_axes::image) return;
        // A kernel's first two axes move to the end and change places; an image's channels move to the end.
        const std::size_t moved = kernel ? 2 : 1;
        for (std::size_t i = 0; i < count; ++i) axes[i] = i + moved < count ? i + moved : count - 1 - i;
    }
};

/// The extents that a file in that layout has for a tensor.
constexpr tensor_extents extents_in_file(const network_tensor& tensor, weight_layout layout) {
    const axis_order order{tensor, layout};
    tensor_extents extents;
    extents.rank = order.count;
    for (std::size_t i = 0; i < order.count; ++i) extents.values[i] = tensor.extents[order.axes[i]];
    return extents;
}

/// Whether the file's extents are those of the tensor, or others that mean the same.
constexpr bool has_extents_of(const network_tensor& tensor, const file_tensor& found, weight_layout layout) {
    const auto is = [&](std::initializer_list<std::span<const std::size_t>> parts) {
        const std::size_t* extent = found.extents.data();
        for (const std::span<const std::size_t> part : parts) {
            if (!std::equal(part.begin(), part.end(), extent)) return false;
            extent += part.size();
        }
        return extent == found.extents.data() + found.rank;
    };
    const tensor_extents expected = extents_in_file(tensor, layout);
    const std::span<const std::size_t> extents{expected.data(), expected.rank};
    const bool keras = layout == weight_layout::keras;
    if (is({extents})) return true;
    if (tensor.axes == tensor_axes::unit_kernel) return is({keras ? extents.last(2) : extents.first(2)});
    if (keras && tensor.depthwise_channels != 0) {
        const std::size_t channels[] = {tensor.depthwise_channels, tensor.extents[0] / tensor.depthwise_channels};
        return is({extents.first(expected.rank - 2), channels});
    }
    // A single value may be a tensor of any rank: PReLU with shared axes.
    return keras && tensor.extents.elements() == 1 && found.size() == 1;
}

/// Whether the order of the features that enter and leave a tensor's layer in Keras is known.
constexpr bool can_be_mapped(const network_tensor& tensor) {
    if (!tensor.features_in.is_known || !tensor.features_out.is_known) return false;
    return tensor.axes != tensor_axes::unspecified ||
           (tensor.features_in.count == 0 && tensor.features_out.count == 0) || tensor.extents.elements() == 1;
}

/// The indices in a file's tensor of the elements of a network's tensor, in canonical order.
class element_indices {
public:
    constexpr element_indices(const network_tensor& tensor, weight_layout layout, bool column_major)
        : tensor_(tensor), keras_(layout == weight_layout::keras) {
        const axis_order order{tensor, layout};
        std::size_t stride = 1;
        for (std::size_t i = 0; i < order.count; ++i) {
            const std::size_t axis = order.axes[column_major ? i : order.count - 1 - i];
            strides_[axis] = stride;
            stride *= tensor.extents[axis];
        }
    }

    /// The index of the next element.
    constexpr std::size_t next() {
        std::size_t index = 0;
        for (std::size_t axis = 0; axis < tensor_.extents.rank; ++axis)
            index += (keras_ ? in_keras(axis, at_[axis]) : at_[axis]) * strides_[axis];
        for (std::size_t axis = tensor_.extents.rank; axis-- > 0;) {
            if (++at_[axis] < tensor_.extents[axis]) break;
            at_[axis] = 0;
        }
        return index;
    }

private:
    constexpr std::size_t in_keras(std::size_t axis, std::size_t feature) const {
        const bool dense = tensor_.axes == tensor_axes::kernel && tensor_.extents.rank == 2;
        if (tensor_.axes == tensor_axes::features || (dense && axis == 0))
            return tensor_.features_out.index_in_keras(feature);
        return dense ? tensor_.features_in.index_in_keras(feature) : feature;
    }

    const network_tensor& tensor_;
    bool keras_;
    std::array<std::size_t, 4> strides_{};
    std::array<std::size_t, 4> at_{};
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
