// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "onnx_fold.hpp"

#include "model.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace importer::onnx {

namespace {

std::vector<std::int64_t> integers(const tensor_value& t) {
    std::vector<std::int64_t> result;
    for (const double v : t.values) result.push_back(static_cast<std::int64_t>(v));
    return result;
}
std::int64_t size_of(const tensor_value& t) { return static_cast<std::int64_t>(t.values.size()); }

tensor_value reshaped(const operator_node& n, tensor_value x, std::vector<std::int64_t> dims) {
    std::int64_t known = 1;
    for (std::size_t i = 0; i < dims.size(); ++i) {
        if (dims[i] == 0 && i < x.dims.size()) dims[i] = x.dims[i];
        if (dims[i] > 0) known *= dims[i];
    }
    for (std::int64_t& extent : dims)
        if (extent == -1 && known > 0) extent = size_of(x) / known;
    std::int64_t count = 1;
    for (const std::int64_t extent : dims) count *= extent;
    if (count != size_of(x)) throw import_error(n.text() + ": the number of elements changes");
    x.dims = std::move(dims);
    return x;
}

/// Every `step`th element from `start` to before `end`, along one axis.
tensor_value sliced(const operator_node& n, const tensor_value& x, std::int64_t axis, std::int64_t start,
                    std::int64_t end, std::int64_t step) {
    const auto rank = static_cast<std::int64_t>(x.dims.size());
    if (axis < 0) axis += rank;
    if (axis < 0 || axis >= rank || step == 0) throw import_error(n.text() + ": the axis or the step is impossible");
    const auto at = static_cast<std::size_t>(axis);
    const std::int64_t extent = x.dims[at];
    const auto bounded = [&](std::int64_t position) {
        if (position < 0) position += extent;
        return step > 0 ? std::clamp<std::int64_t>(position, 0, extent)
                        : std::clamp<std::int64_t>(position, -1, extent - 1);
    };
    std::int64_t inner = 1, outer = 1;
    for (std::size_t i = 0; i < x.dims.size(); ++i) {
        if (i < at) outer *= x.dims[i];
        if (i > at) inner *= x.dims[i];
    }
    // An end far below 0 means: to the first element.
    const std::int64_t from = bounded(start), to = step < 0 && end < -extent ? -1 : bounded(end);
    tensor_value y;
    y.is_integer = x.is_integer;
    y.dims = x.dims;
    y.dims[at] = 0;
    for (std::int64_t i = from; step > 0 ? i < to : i > to; i += step) ++y.dims[at];
    for (std::int64_t o = 0; o < outer; ++o)
        for (std::int64_t i = from; step > 0 ? i < to : i > to; i += step)
            for (std::int64_t k = 0; k < inner; ++k)
                y.values.push_back(x.values[static_cast<std::size_t>((o * extent + i) * inner + k)]);
    return y;
}

tensor_value filled(const operator_node& n, const tensor_value& shape) {
    tensor_value y;
    double value = 0;
    if (const auto a = n.attributes.find("value"); a != n.attributes.end() && a->second.tensor.values.size() == 1) {
        value = a->second.tensor.values[0];
        y.is_integer = a->second.tensor.is_integer;
    }
    y.dims = integers(shape);
    std::int64_t count = 1;
    for (const std::int64_t extent : y.dims) {
        if (extent < 0 || extent > 1'000'000 || (count *= extent) > 1'000'000)
            throw import_error(n.text() + ": the constant is too large");
    }
    y.values.assign(static_cast<std::size_t>(count), value);
    return y;
}

}  // namespace

std::optional<tensor_value> fold(const operator_node& n, const std::vector<const tensor_value*>& inputs) {
    if (inputs.empty() || inputs[0] == nullptr) return {};
    const tensor_value& x = *inputs[0];
    const auto input = [&](std::size_t index) { return index < inputs.size() ? inputs[index] : nullptr; };
    const auto axes = [&](std::size_t index) {
        if (const auto a = n.attributes.find("axes"); a != n.attributes.end()) return a->second.integers;
        return input(index) != nullptr ? integers(*input(index)) : std::vector<std::int64_t>{};
    };
    if (n.type == "Identity" || n.type == "Cast") return x;
    if (n.type == "ConstantOfShape") return filled(n, x);
    if (n.type == "Reshape" && input(1) != nullptr) return reshaped(n, x, integers(*input(1)));
    if (n.type == "Squeeze") {
        tensor_value y = x;
        std::erase(y.dims, 1);
        return y;
    }
    if (n.type == "Unsqueeze" && x.dims.size() <= 1) {
        tensor_value y = x;
        const auto at = axes(1);
        // A scalar becomes a vector; a vector becomes a row or a column.
        if (x.dims.empty())
            y.dims = {1};
        else
            y.dims.insert(at == std::vector<std::int64_t>{0} ? y.dims.begin() : y.dims.end(), 1);
        return y;
    }
    if (n.type == "Transpose" && x.dims.size() == 2) {
        tensor_value y = x;
        y.dims = {x.dims[1], x.dims[0]};
        const auto rows = static_cast<std::size_t>(x.dims[0]), row_length = static_cast<std::size_t>(x.dims[1]);
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < row_length; ++j) y.values[j * rows + i] = x.values[i * row_length + j];
        return y;
    }
    if (n.type == "Gather" && x.dims.size() == 1 && input(1) != nullptr) {
        tensor_value y;
        y.is_integer = x.is_integer;
        y.dims = input(1)->dims;
        for (std::int64_t index : integers(*input(1))) {
            if (index < 0) index += size_of(x);
            if (index < 0 || index >= size_of(x)) throw import_error(n.text() + ": an index is out of range");
            y.values.push_back(x.values[static_cast<std::size_t>(index)]);
        }
        return y;
    }
    if (n.type == "Concat" && x.dims.size() == 1) {
        tensor_value y;
        y.is_integer = x.is_integer;
        for (const tensor_value* part : inputs) {
            if (part == nullptr || part->dims.size() != 1) return {};
            y.values.insert(y.values.end(), part->values.begin(), part->values.end());
        }
        y.dims = {size_of(y)};
        return y;
    }
    if (n.type == "Slice" && input(1) != nullptr && input(2) != nullptr) {
        const auto starts = integers(*input(1)), ends = integers(*input(2));
        const auto at = input(3) != nullptr ? integers(*input(3)) : std::vector<std::int64_t>{0};
        const auto steps = input(4) != nullptr ? integers(*input(4)) : std::vector<std::int64_t>(at.size(), 1);
        if (starts.size() != at.size() || ends.size() != at.size() || steps.size() != at.size()) return {};
        tensor_value y = x;
        for (std::size_t i = 0; i < at.size(); ++i) y = sliced(n, y, at[i], starts[i], ends[i], steps[i]);
        return y;
    }
    return {};
}

}  // namespace importer::onnx
