// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "model.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace importer {

std::string text_of(const extents& shape) {
    std::string text;
    for (const std::size_t extent : shape) text += (text.empty() ? "" : "x") + std::to_string(extent);
    return text.empty() ? "a single value" : text;
}

std::size_t product(const extents& shape) {
    std::size_t count = 1;
    for (const std::size_t extent : shape) {
        if (extent != 0 && count > std::size_t{1} << 40)
            throw import_error("a tensor of " + text_of(shape) + " is too large");
        count *= extent;
    }
    return count;
}

const char* name_of(operation op) {
    switch (op) {
        case operation::input: return "input";
        case operation::dense: return "dense";
        case operation::convolution: return "convolution";
        case operation::transposed_convolution: return "conv_transpose2d";
        case operation::batch_norm: return "batch_norm";
        case operation::layer_norm: return "layer_norm";
        case operation::group_norm: return "group_norm";
        case operation::max_pool: return "max_pool";
        case operation::average_pool: return "average_pool";
        case operation::global_average_pool: return "global_average_pool";
        case operation::upsample: return "upsample";
        case operation::flatten: return "flatten";
        case operation::reshape: return "reshape";
        case operation::relu: return "relu";
        case operation::leaky_relu: return "leaky_relu";
        case operation::prelu: return "prelu";
        case operation::elu: return "elu";
        case operation::selu: return "selu";
        case operation::gelu: return "gelu";
        case operation::silu: return "silu";
        case operation::softplus: return "softplus";
        case operation::sigmoid: return "sigmoid";
        case operation::tanh: return "tanh";
        case operation::hard_sigmoid: return "hard_sigmoid";
        case operation::hard_tanh: return "hard_tanh";
        case operation::softmax: return "softmax";
        case operation::log_softmax: return "log_softmax";
        case operation::concat: return "concat";
        case operation::add: return "add";
        case operation::subtract: return "subtract";
        case operation::multiply: return "multiply";
        case operation::maximum: return "maximum";
        case operation::average: return "average";
    }
    return "";
}

bool is_join(operation op) {
    switch (op) {
        case operation::concat:
        case operation::add:
        case operation::subtract:
        case operation::multiply:
        case operation::maximum:
        case operation::average: return true;
        default: return false;
    }
}

namespace {

[[noreturn]] void fail(const node& at, const std::string& why) { throw import_error(at.origin + ": " + why); }

void check_tensor(const node& n, const char* name, const extents& shape) {
    const auto found = n.tensors.find(name);
    if (found == n.tensors.end()) fail(n, std::string("has no ") + name);
    const tensor& t = found->second;
    if (t.shape != shape)
        fail(n, std::string(name) + " has the extents " + text_of(t.shape) + ", expected " + text_of(shape));
    if (t.values.size() != product(shape))
        fail(n, std::string(name) + " has " + std::to_string(t.values.size()) + " values, expected " +
                    std::to_string(product(shape)));
    for (const double value : t.values)
        if (!std::isfinite(value)) fail(n, std::string(name) + " contains a value that is not finite");
}

/// The axes of an image or a sequence.
std::size_t rank_of(const node& n, const extents& x) {
    if (x.size() != 2 && x.size() != 3)
        fail(n, "takes (channels, length) or (channels, height, width), found " + text_of(x));
    return x.size() - 1;
}

void complete_window(node& n, std::size_t rank) {
    if (n.kernel.size() != rank)
        fail(n, "the kernel has " + std::to_string(n.kernel.size()) + " axes, expected " + std::to_string(rank));
    if (n.stride.empty()) n.stride.assign(rank, 1);
    if (n.dilation.empty()) n.dilation.assign(rank, 1);
    if (n.padding_begin.empty()) n.padding_begin.assign(rank, 0);
    if (n.padding_end.empty()) n.padding_end.assign(rank, 0);
    if (n.output_padding.empty()) n.output_padding.assign(rank, 0);
    for (const extents* values : {&n.stride, &n.dilation, &n.padding_begin, &n.padding_end, &n.output_padding})
        if (values->size() != rank) fail(n, "an option has the wrong number of axes");
    for (std::size_t i = 0; i < rank; ++i) {
        if (n.kernel[i] == 0 || n.stride[i] == 0 || n.dilation[i] == 0)
            fail(n, "kernel, stride and dilation must be above 0");
        for (const extents* values :
             {&n.kernel, &n.stride, &n.dilation, &n.padding_begin, &n.padding_end, &n.output_padding})
            if ((*values)[i] > 1'000'000) fail(n, "a kernel, stride, dilation or padding is above 1000000");
    }
}

/// The extents after a window has moved over all positions.
extents window_positions(const node& n, const extents& x) {
    extents y{x[0]};
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        const std::size_t padded = x[i + 1] + n.padding_begin[i] + n.padding_end[i];
        const std::size_t span = n.dilation[i] * (n.kernel[i] - 1) + 1;
        if (padded < span) fail(n, "the kernel is larger than its padded input " + text_of(x));
        y.push_back((padded - span) / n.stride[i] + 1);
    }
    return y;
}

extents deduce(node& n, const std::vector<extents>& inputs) {
    const auto one = [&]() -> const extents& {
        if (inputs.size() != 1) fail(n, "takes one value, found " + std::to_string(inputs.size()));
        return inputs[0];
    };
    switch (n.op) {
        case operation::input:
            if (n.shape.empty()) fail(n, "an input needs at least one axis beside the batch");
            for (const std::size_t extent : n.shape)
                if (extent == 0) fail(n, "an input has the extent 0");
            return n.shape;
        case operation::dense: {
            const extents& x = one();
            if (x.size() != 1) fail(n, "takes a vector, found " + text_of(x));
            if (!n.has("weight") || n.tensors["weight"].shape.size() != 2) fail(n, "needs a matrix of weights");
            const std::size_t units = n.tensors["weight"].shape[0];
            check_tensor(n, "weight", {units, x[0]});
            if (n.has("bias")) check_tensor(n, "bias", {units});
            return {units};
        }
        case operation::convolution: {
            const extents& x = one();
            const std::size_t rank = rank_of(n, x);
            complete_window(n, rank);
            if (!n.has("weight") || n.tensors["weight"].shape.empty()) fail(n, "has no weights");
            const std::size_t filters = n.tensors["weight"].shape[0];
            if (n.groups == 0 || x[0] % n.groups != 0 || filters % n.groups != 0)
                fail(n, std::to_string(n.groups) + " groups do not divide " + std::to_string(x[0]) + " and " +
                            std::to_string(filters) + " channels");
            extents weight{filters, x[0] / n.groups};
            weight.insert(weight.end(), n.kernel.begin(), n.kernel.end());
            check_tensor(n, "weight", weight);
            if (n.has("bias")) check_tensor(n, "bias", {filters});
            extents y = window_positions(n, x);
            y[0] = filters;
            return y;
        }
        case operation::transposed_convolution: {
            const extents& x = one();
            const std::size_t rank = rank_of(n, x);
            complete_window(n, rank);
            if (!n.has("weight") || n.tensors["weight"].shape.size() < 2) fail(n, "has no weights");
            const std::size_t in_group = n.tensors["weight"].shape[1];
            if (n.groups == 0 || x[0] % n.groups != 0)
                fail(n, std::to_string(n.groups) + " groups do not divide " + std::to_string(x[0]) + " channels");
            extents weight{x[0], in_group};
            weight.insert(weight.end(), n.kernel.begin(), n.kernel.end());
            check_tensor(n, "weight", weight);
            if (n.has("bias")) check_tensor(n, "bias", {in_group * n.groups});
            extents y{in_group * n.groups};
            for (std::size_t i = 0; i < rank; ++i) {
                const std::size_t full =
                    (x[i + 1] - 1) * n.stride[i] + n.dilation[i] * (n.kernel[i] - 1) + 1 + n.output_padding[i];
                const std::size_t cut = n.padding_begin[i] + n.padding_end[i];
                if (full <= cut) fail(n, "the padding removes the whole output");
                y.push_back(full - cut);
            }
            return y;
        }
        case operation::batch_norm:
            for (const char* name : {"weight", "bias", "mean", "variance"}) check_tensor(n, name, {one()[0]});
            return one();
        case operation::layer_norm:
            for (const char* name : {"weight", "bias"}) check_tensor(n, name, one());
            return one();
        case operation::group_norm:
            if (n.groups == 0 || one()[0] % n.groups != 0) fail(n, "the groups do not divide the channels");
            for (const char* name : {"weight", "bias"}) check_tensor(n, name, {one()[0]});
            return one();
        case operation::max_pool:
        case operation::average_pool: complete_window(n, rank_of(n, one())); return window_positions(n, one());
        case operation::global_average_pool: rank_of(n, one()); return {one()[0]};
        case operation::upsample: {
            extents y = one();
            if (n.stride.size() != rank_of(n, y)) fail(n, "the factors have the wrong number of axes");
            for (std::size_t i = 0; i < n.stride.size(); ++i) {
                if (n.stride[i] == 0 || n.stride[i] > 1'000) fail(n, "a factor is not in 1..1000");
                y[i + 1] *= n.stride[i];
            }
            return y;
        }
        case operation::flatten: return {product(one())};
        case operation::reshape:
            if (n.shape.empty() || product(n.shape) != product(one()))
                fail(n, "reshapes " + text_of(one()) + " to " + text_of(n.shape) +
                            ", which has another number of elements");
            return n.shape;
        case operation::softmax:
        case operation::log_softmax:
            if (one().size() != 1) fail(n, "is supported for vectors alone, found " + text_of(one()));
            return one();
        case operation::concat: {
            if (inputs.empty()) fail(n, "has no inputs");
            extents y = inputs[0];
            if (n.axis >= y.size()) fail(n, "the axis does not exist in " + text_of(y));
            for (std::size_t i = 1; i < inputs.size(); ++i) {
                extents other = inputs[i];
                if (other.size() != y.size()) fail(n, "joins " + text_of(y) + " and " + text_of(other));
                const std::size_t extent = std::exchange(other[n.axis], y[n.axis]);
                if (other != y) fail(n, "joins " + text_of(inputs[0]) + " and " + text_of(inputs[i]));
                y[n.axis] += extent;
            }
            return y;
        }
        case operation::add:
        case operation::subtract:
        case operation::multiply:
        case operation::maximum:
        case operation::average:
            if (inputs.size() < 2) fail(n, "joins fewer than two values");
            for (const extents& x : inputs)
                if (x != inputs[0])
                    fail(n, "joins " + text_of(inputs[0]) + " and " + text_of(x) + "; broadcasting is not supported");
            return inputs[0];
        default: return one();
    }
}

}  // namespace

std::string model::add(node added) {
    std::vector<extents> shapes;
    for (const std::string& input : added.inputs) {
        if (!has(input)) fail(added, "takes \"" + input + "\", which no node before it gives");
        shapes.push_back(at(input).shape);
    }
    if (has(added.name)) fail(added, "the name \"" + added.name + "\" is used twice");
    added.shape = deduce(added, shapes);
    if (product(added.shape) > std::size_t{1} << 26)
        fail(added, "gives " + text_of(added.shape) + ", more than 2^26 values");
    nodes.push_back(std::move(added));
    return nodes.back().name;
}

const node& model::at(const std::string& name) const {
    for (const node& n : nodes)
        if (n.name == name) return n;
    throw import_error("there is no value \"" + name + "\"");
}
node& model::at(const std::string& name) { return const_cast<node&>(static_cast<const model&>(*this).at(name)); }

bool model::has(const std::string& name) const {
    return std::any_of(nodes.begin(), nodes.end(), [&](const node& n) { return n.name == name; });
}

std::size_t model::uses(const std::string& name) const {
    auto count = std::count(outputs.begin(), outputs.end(), name);
    for (const node& n : nodes) count += std::count(n.inputs.begin(), n.inputs.end(), name);
    return static_cast<std::size_t>(count);
}

std::string model::unused_name(const std::string& proposed) const {
    std::string name = proposed;
    for (std::size_t i = 2; has(name); ++i) name = proposed + "_" + std::to_string(i);
    return name;
}

void model::simplify() {
    const auto replace = [&](const std::string& from, const std::string& to) {
        for (node& n : nodes) std::replace(n.inputs.begin(), n.inputs.end(), from, to);
        std::replace(outputs.begin(), outputs.end(), from, to);
    };
    const auto is_view = [](const node& n) { return n.op == operation::reshape || n.op == operation::flatten; };
    for (node& n : nodes) {
        if (!is_view(n)) continue;
        // A view of a view is a view of what comes before.
        while (is_view(at(n.inputs[0]))) n.inputs[0] = at(n.inputs[0]).inputs[0];
        if (n.shape.size() == 1) n.op = operation::flatten;
        const bool is_output = std::find(outputs.begin(), outputs.end(), n.name) != outputs.end();
        if (n.shape == at(n.inputs[0]).shape && !is_output) replace(n.name, n.inputs[0]);
    }
    std::set<std::string> needed(outputs.begin(), outputs.end());
    for (auto n = nodes.rbegin(); n != nodes.rend(); ++n)
        if (needed.count(n->name) != 0) needed.insert(n->inputs.begin(), n->inputs.end());
    std::erase_if(nodes, [&](const node& n) { return n.op != operation::input && needed.count(n.name) == 0; });
}

}  // namespace importer
