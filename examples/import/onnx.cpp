// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "onnx.hpp"

#include "onnx_fold.hpp"
#include "onnx_graph.hpp"
#include "onnx_patterns.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

namespace importer {

const char* const onnx_operators =
    "Add, AveragePool, BatchNormalization, Clip (-1..1, 0..), Concat, Constant, Conv, ConvTranspose, Dropout,\n"
    "Elu, Flatten, Gelu, Gemm, GlobalAveragePool, GlobalMaxPool, GroupNormalization, HardSigmoid (alpha 1/6),\n"
    "HardSwish, Identity, InstanceNormalization, LayerNormalization, LeakyRelu, LogSoftmax, MatMul, Max, MaxPool,\n"
    "Mean, Mish, Mul, Pad (zeros, before Conv and AveragePool), PRelu (one slope), ReduceMean (over an image),\n"
    "Relu, Reshape, Resize (nearest), Selu, Sigmoid, Silu, Softmax, Softplus, Squeeze, Sub, Sum, Tanh, Unsqueeze,\n"
    "Upsample; GELU, SiLU, layer and group normalization also as the operators that PyTorch writes for them";

namespace {

using onnx::attribute;
using onnx::operator_node;
using onnx::tensor_value;

const std::map<std::string, operation> activations{
    {"Relu", operation::relu},         {"Tanh", operation::tanh},
    {"Sigmoid", operation::sigmoid},   {"Selu", operation::selu},
    {"Softplus", operation::softplus}, {"Silu", operation::silu},
    {"Softmax", operation::softmax},   {"LogSoftmax", operation::log_softmax}};

const std::map<std::string, operation> joins{{"Add", operation::add},      {"Sum", operation::add},
                                             {"Sub", operation::subtract}, {"Mul", operation::multiply},
                                             {"Max", operation::maximum},  {"Mean", operation::average}};

class reader {
public:
    reader(onnx::graph g, std::string path) : g_(std::move(g)), path_(std::move(path)) {
        net_.source = std::filesystem::path(path_).filename().string() + " (ONNX, opset " + std::to_string(g_.opset) +
                      (g_.producer.empty() ? "" : ", by " + g_.producer) + ")";
    }

    model run() {
        for (const onnx::value_info& input : g_.inputs)
            if (g_.initializers.count(input.name) == 0) add_input(input);
        for (const operator_node& n : g_.nodes)
            for (const std::string& input : n.inputs) ++uses_[input];
        for (const onnx::value_info& output : g_.outputs) ++uses_[output.name];
        for (const operator_node& n : g_.nodes) {
            if (!n.domain.empty() && n.domain != "ai.onnx")
                fail(n, "its operator set " + n.domain + " is not supported");
            if (n.outputs.empty()) fail(n, "has no output");
            if (!fold(n)) lower(n);
        }
        std::set<std::string> final_names;
        for (const onnx::value_info& output : g_.outputs) final_names.insert(output.name);
        for (const onnx::value_info& output : g_.outputs) {
            if (values_.count(output.name) == 0)
                throw import_error(path_ + ": no node gives the output \"" + output.name + "\"");
            net_.outputs.push_back(values_.at(output.name));
        }
        // Users write the outputs' names.
        for (std::size_t i = 0; i < net_.outputs.size(); ++i) {
            const std::string from = net_.outputs[i], to = g_.outputs[i].name;
            if (from == to || final_names.count(from) != 0 || net_.has(to) || net_.at(from).op == operation::input)
                continue;
            net_.at(from).name = to;
            for (node& n : net_.nodes) std::replace(n.inputs.begin(), n.inputs.end(), from, to);
            std::replace(net_.outputs.begin(), net_.outputs.end(), from, to);
        }
        net_.simplify();
        return std::move(net_);
    }

private:
    [[noreturn]] void fail(const operator_node& n, const std::string& why) const {
        throw import_error(path_ + ": " + n.text() + ": " + why);
    }

    void add_input(const onnx::value_info& input) {
        const std::string origin = path_ + ": input \"" + input.name + "\"";
        if (!input.has_shape || input.dims.size() < 2)
            throw import_error(origin +
                               ": has no shape with a batch axis; export the model with an example of its input");
        node n;
        n.name = input.name;
        n.op = operation::input;
        n.origin = origin;
        for (std::size_t i = 1; i < input.dims.size(); ++i) {
            if (input.dims[i] <= 0) throw import_error(origin + ": axis " + std::to_string(i) + " has no fixed extent");
            n.shape.push_back(static_cast<std::size_t>(input.dims[i]));
        }
        batch_.insert(input.dims[0]);
        values_[input.name] = net_.add(std::move(n));
    }

    // What a node takes and says.

    const tensor_value* constant(const operator_node& n, std::size_t index) const {
        if (index >= n.inputs.size()) return nullptr;
        const auto found = g_.initializers.find(n.inputs[index]);
        return found == g_.initializers.end() ? nullptr : &found->second;
    }
    const tensor_value& constant(const operator_node& n, std::size_t index, const char* what) const {
        const tensor_value* found = constant(n, index);
        if (found == nullptr) fail(n, std::string("its ") + what + " is not a constant");
        return *found;
    }
    bool has_input(const operator_node& n, std::size_t index) const {
        return index < n.inputs.size() && !n.inputs[index].empty();
    }
    std::string value(const operator_node& n, std::size_t index = 0) const {
        if (!has_input(n, index)) fail(n, "input " + std::to_string(index) + " is missing");
        if (paddings_.count(n.inputs[index]) != 0)
            fail(n, "takes the result of a Pad, which is supported before Conv and AveragePool alone");
        const auto found = values_.find(n.inputs[index]);
        if (found != values_.end()) return found->second;
        if (g_.initializers.count(n.inputs[index]) != 0)
            fail(n, "takes the constant \"" + n.inputs[index] + "\" where only a computed value is supported");
        fail(n, "takes \"" + n.inputs[index] + "\", which no supported node before it gives");
    }
    const extents& shape(const operator_node& n, std::size_t index = 0) const { return net_.at(value(n, index)).shape; }

    static const attribute* find(const operator_node& n, const char* name) {
        const auto found = n.attributes.find(name);
        return found == n.attributes.end() ? nullptr : &found->second;
    }
    static std::int64_t integer(const operator_node& n, const char* name, std::int64_t otherwise) {
        const attribute* a = find(n, name);
        return a == nullptr ? otherwise : a->integer;
    }
    static double number(const operator_node& n, const char* name, double otherwise) {
        const attribute* a = find(n, name);
        return a == nullptr ? otherwise : a->number;
    }
    static std::string text(const operator_node& n, const char* name, const char* otherwise) {
        const attribute* a = find(n, name);
        return a == nullptr ? otherwise : a->text;
    }
    extents numbers(const operator_node& n, const char* name) const {
        extents result;
        if (const attribute* a = find(n, name))
            for (const std::int64_t number : a->integers) {
                if (number < 0) fail(n, std::string(name) + " contains " + std::to_string(number));
                result.push_back(static_cast<std::size_t>(number));
            }
        return result;
    }
    static std::vector<std::int64_t> integers(const tensor_value& t) {
        std::vector<std::int64_t> result;
        for (const double number : t.values) result.push_back(static_cast<std::int64_t>(number));
        return result;
    }
    static tensor to_tensor(const tensor_value& t) {
        tensor result;
        for (const std::int64_t extent : t.dims) result.shape.push_back(static_cast<std::size_t>(extent));
        result.values = t.values;
        return result;
    }
    /// A tensor without the axes of extent 1, as one axis.
    tensor vector(const operator_node& n, std::size_t index, const char* what) const {
        tensor result = to_tensor(constant(n, index, what));
        if (std::count_if(result.shape.begin(), result.shape.end(), [](std::size_t extent) { return extent != 1; }) > 1)
            fail(n, std::string(what) + " has the extents " + text_of(result.shape) + ", expected a vector");
        result.shape = {result.values.size()};
        return result;
    }
    /// An axis of the tensor with its batch as an axis of a sample.
    std::size_t sample_axis(const operator_node& n, std::int64_t axis, std::size_t rank) const {
        const auto all = static_cast<std::int64_t>(rank) + 1;
        if (axis < 0) axis += all;
        if (axis < 1 || axis >= all)
            fail(n, "works along axis " + std::to_string(axis) + ", expected one after the batch");
        return static_cast<std::size_t>(axis - 1);
    }

    node start(const operator_node& n, operation op) const {
        node result;
        result.name = n.outputs[0];
        result.op = op;
        result.origin = path_ + ": " + n.text();
        return result;
    }
    node start(const operator_node& n, operation op, const std::string& input) const {
        node result = start(n, op);
        result.inputs = {input};
        return result;
    }
    void finish(const operator_node& n, node result) { values_[n.outputs[0]] = net_.add(std::move(result)); }
    /// A node before the last one of an operator.
    std::string step(node result) {
        result.name = net_.unused_name(result.name + "_part");
        return net_.add(std::move(result));
    }
    void reshape(const operator_node& n, const std::string& input, extents to) {
        node result = start(n, operation::reshape, input);
        result.shape = std::move(to);
        finish(n, std::move(result));
    }

    /// Arithmetic on shapes, with a batch of 1, and on other constants.
    bool fold(const operator_node& n) {
        if (n.type == "Shape" && !n.inputs.empty() && values_.count(n.inputs[0]) != 0) {
            tensor_value t;
            t.is_integer = true;
            t.values = {1};
            for (const std::size_t extent : shape(n)) t.values.push_back(static_cast<double>(extent));
            t.dims = {static_cast<std::int64_t>(t.values.size())};
            g_.initializers[n.outputs[0]] = std::move(t);
            return true;
        }
        std::vector<const tensor_value*> inputs;
        for (std::size_t i = 0; i < n.inputs.size(); ++i) {
            inputs.push_back(constant(n, i));
            if (inputs.back() == nullptr && !n.inputs[i].empty()) return false;
        }
        try {
            if (auto result = onnx::fold(n, inputs)) {
                g_.initializers[n.outputs[0]] = std::move(*result);
                return true;
            }
        } catch (const import_error& error) {
            throw import_error(path_ + ": " + error.what());
        }
        return false;
    }

    // The operators.

    void lower(const operator_node& n) {
        const std::string& type = n.type;
        if (type == "Identity" || type == "Dropout" || type == "Cast") {
            if (type == "Cast" && integer(n, "to", 1) != 1 && integer(n, "to", 1) != 11)
                fail(n, "casts to something else than float or double");
            if (type == "Dropout" && has_input(n, 2) && constant(n, 2) != nullptr && !constant(n, 2)->values.empty() &&
                constant(n, 2)->values[0] > 0)
                fail(n, "is in training mode; export the model in evaluation mode");
            values_[n.outputs[0]] = value(n);
        } else if (const auto activation = activations.find(type); activation != activations.end()) {
            if (type == "Softmax" || type == "LogSoftmax")
                sample_axis(n, integer(n, "axis", g_.opset < 13 ? 1 : -1), shape(n).size());
            finish(n, start(n, activation->second, value(n)));
        } else if (type == "Gelu") {
            if (text(n, "approximate", "none") != "none") fail(n, "is approximate; gelu of the library is exact");
            finish(n, start(n, operation::gelu, value(n)));
        } else if (type == "HardSwish") {
            // x hard_sigmoid(x)
            const std::string gate = step(start(n, operation::hard_sigmoid, value(n)));
            node result = start(n, operation::multiply, value(n));
            result.inputs.push_back(gate);
            finish(n, std::move(result));
        } else if (type == "Mish") {
            // x tanh(softplus(x))
            const std::string gate = step(start(n, operation::tanh, step(start(n, operation::softplus, value(n)))));
            node result = start(n, operation::multiply, value(n));
            result.inputs.push_back(gate);
            finish(n, std::move(result));
        } else if (type == "LeakyRelu" || type == "Elu") {
            node result = start(n, type == "Elu" ? operation::elu : operation::leaky_relu, value(n));
            result.number = number(n, "alpha", type == "Elu" ? 1 : 0.01);
            finish(n, std::move(result));
        } else if (type == "PRelu") {
            const tensor_value& slope = constant(n, 1, "slope");
            if (slope.values.empty() || std::any_of(slope.values.begin(), slope.values.end(), [&](double v) {
                    return v < slope.values[0] || v > slope.values[0];
                }))
                fail(n, "has a slope for each channel; prelu of the library has one for all");
            node result = start(n, operation::prelu, value(n));
            result.number = slope.values[0];
            finish(n, std::move(result));
        } else if (type == "HardSigmoid") {
            if (std::abs(number(n, "alpha", 0.2) - 1.0 / 6) > 1e-6 || std::abs(number(n, "beta", 0.5) - 0.5) > 1e-6)
                fail(n,
                     "has another slope than hard_sigmoid of the library, which is that of PyTorch: alpha 1/6, beta "
                     "1/2");
            finish(n, start(n, operation::hard_sigmoid, value(n)));
        } else if (type == "Clip") {
            clip(n);
        } else if (type == "Gemm") {
            gemm(n);
        } else if (type == "MatMul") {
            node result = start(n, operation::dense, value(n));
            result.tensors["weight"] = transposed(n, constant(n, 1, "second factor"));
            finish(n, std::move(result));
        } else if (type == "Conv") {
            convolution(n);
        } else if (type == "ConvTranspose") {
            transposed_convolution(n);
        } else if (type == "BatchNormalization") {
            if (integer(n, "training_mode", 0) != 0)
                fail(n, "is in training mode; export the model in evaluation mode");
            node result = start(n, operation::batch_norm, value(n));
            result.number = number(n, "epsilon", 1e-5);
            const char* const names[] = {"weight", "bias", "mean", "variance"};
            for (std::size_t i = 0; i < 4; ++i) result.tensors[names[i]] = vector(n, i + 1, names[i]);
            finish(n, std::move(result));
        } else if (type == "LayerNormalization") {
            layer_norm(n);
        } else if (type == "InstanceNormalization" || type == "GroupNormalization") {
            node result = start(n, operation::group_norm, value(n));
            result.number = number(n, "epsilon", 1e-5);
            const std::size_t channels = shape(n)[0];
            result.groups = type[0] == 'I' ? channels : static_cast<std::size_t>(integer(n, "num_groups", 0));
            for (const std::size_t i : {1U, 2U}) {
                tensor t = vector(n, i, i == 1 ? "scale" : "bias");
                if (type[0] == 'G' && t.values.size() == result.groups && t.values.size() != channels) {
                    std::vector<double> repeated;
                    for (const double v : t.values) repeated.insert(repeated.end(), channels / result.groups, v);
                    t = {{repeated.size()}, repeated};
                }
                result.tensors[i == 1 ? "weight" : "bias"] = std::move(t);
            }
            finish(n, std::move(result));
        } else if (type == "MaxPool" || type == "AveragePool") {
            pool(n);
        } else if (type == "GlobalAveragePool" || type == "GlobalMaxPool") {
            global_pool(n, type == "GlobalMaxPool", true);
        } else if (type == "ReduceMean") {
            reduce_mean(n);
        } else if (type == "Flatten") {
            if (integer(n, "axis", 1) != 1)
                fail(n, "flattens from axis " + std::to_string(integer(n, "axis", 1)) + ", expected 1");
            finish(n, start(n, operation::flatten, value(n)));
        } else if (type == "Reshape") {
            reshape_to(n, integers(constant(n, 1, "shape")));
        } else if (type == "Squeeze" || type == "Unsqueeze") {
            squeeze(n);
        } else if (type == "Pad") {
            pad(n);
        } else if (type == "Resize" || type == "Upsample") {
            resize(n);
        } else if (type == "Concat") {
            node result = start(n, operation::concat);
            for (std::size_t i = 0; i < n.inputs.size(); ++i) result.inputs.push_back(value(n, i));
            result.axis = sample_axis(n, integer(n, "axis", 0), shape(n).size());
            finish(n, std::move(result));
        } else if (const auto join = joins.find(type); join != joins.end()) {
            if (merges_constant(n)) return;
            node result = start(n, join->second);
            for (std::size_t i = 0; i < n.inputs.size(); ++i) result.inputs.push_back(value(n, i));
            if (result.inputs.size() == 1)
                values_[n.outputs[0]] = result.inputs[0];
            else
                finish(n, std::move(result));
        } else {
            fail(n, "the operator is not supported; perceptype-import --help lists those that are");
        }
    }

    /// (in, out) as (out, in).
    tensor transposed(const operator_node& n, const tensor_value& t) const {
        if (t.dims.size() != 2) fail(n, "its weights have " + std::to_string(t.dims.size()) + " axes, expected 2");
        const auto in = static_cast<std::size_t>(t.dims[0]), out = static_cast<std::size_t>(t.dims[1]);
        tensor result{{out, in}, std::vector<double>(in * out)};
        for (std::size_t i = 0; i < in; ++i)
            for (std::size_t o = 0; o < out; ++o) result.values[o * in + i] = t.values[i * out + o];
        return result;
    }

    void gemm(const operator_node& n) {
        if (integer(n, "transA", 0) != 0) fail(n, "transposes its input");
        node result = start(n, operation::dense, value(n));
        const tensor_value& weights = constant(n, 1, "second factor");
        if (weights.dims.size() != 2)
            fail(n, "its weights have " + std::to_string(weights.dims.size()) + " axes, expected 2");
        tensor w = integer(n, "transB", 0) != 0 ? to_tensor(weights) : transposed(n, weights);
        for (double& v : w.values) v *= number(n, "alpha", 1);
        if (has_input(n, 2)) {
            tensor bias = vector(n, 2, "bias");
            if (bias.values.size() == 1) bias = {{w.shape[0]}, std::vector<double>(w.shape[0], bias.values[0])};
            for (double& v : bias.values) v *= number(n, "beta", 1);
            result.tensors["bias"] = std::move(bias);
        }
        result.tensors["weight"] = std::move(w);
        finish(n, std::move(result));
    }

    void clip(const operator_node& n) {
        const double infinity = std::numeric_limits<double>::infinity();
        const auto limit = [&](std::size_t index, const char* name, double otherwise) {
            if (has_input(n, index)) {
                const tensor_value& t = constant(n, index, name);
                if (t.values.size() == 1) return t.values[0];
            }
            return number(n, name, otherwise);
        };
        const double low = limit(1, "min", -infinity), high = limit(2, "max", infinity);
        const auto is = [](double a, double b) { return !(a < b) && !(a > b); };
        if (is(low, -1) && is(high, 1))
            finish(n, start(n, operation::hard_tanh, value(n)));
        else if (is(low, 0) && high > 1e30)
            finish(n, start(n, operation::relu, value(n)));
        else
            fail(n, "clips to " + std::to_string(low) + ".." + std::to_string(high) +
                        "; the library has -1..1 (hard_tanh) and 0.. (relu)");
    }

    /// Kernel, stride, padding and dilation. `x` is the input's shape.
    void window(const operator_node& n, node& result, const extents& x) const {
        const std::size_t rank = x.size() - 1;
        if (rank != 1 && rank != 2) fail(n, "takes images or sequences, found " + text_of(x));
        if (result.kernel.size() != rank)
            fail(n,
                 "its kernel has " + std::to_string(result.kernel.size()) + " axes, expected " + std::to_string(rank));
        result.stride = numbers(n, "strides");
        result.dilation = numbers(n, "dilations");
        if (result.stride.empty()) result.stride.assign(rank, 1);
        if (result.dilation.empty()) result.dilation.assign(rank, 1);
        if (result.stride.size() != rank || result.dilation.size() != rank)
            fail(n, "its strides or dilations have the wrong number of axes");
        const std::string rule = text(n, "auto_pad", "NOTSET");
        if (rule == "NOTSET") {
            // Negative padding would cut.
            const extents pads = numbers(n, "pads");
            if (!pads.empty() && pads.size() != 2 * rank) fail(n, "its pads have the wrong number of axes");
            for (std::size_t i = 0; i < rank; ++i) {
                result.padding_begin.push_back(pads.empty() ? 0 : pads[i]);
                result.padding_end.push_back(pads.empty() ? 0 : pads[rank + i]);
            }
        } else if (rule == "VALID") {
            result.padding_begin.assign(rank, 0);
            result.padding_end.assign(rank, 0);
        } else if (rule == "SAME_UPPER" || rule == "SAME_LOWER") {
            if (n.type == "ConvTranspose") fail(n, "auto_pad is not supported here; export explicit pads");
            for (std::size_t i = 0; i < rank; ++i) {
                if (result.stride[i] == 0) fail(n, "has a stride of 0");
                const std::size_t positions = (x[i + 1] + result.stride[i] - 1) / result.stride[i];
                const std::size_t needed =
                    (positions - 1) * result.stride[i] + result.dilation[i] * (result.kernel[i] - 1) + 1;
                const std::size_t total = needed > x[i + 1] ? needed - x[i + 1] : 0;
                const std::size_t smaller = total / 2, larger = total - smaller;
                result.padding_begin.push_back(rule == "SAME_UPPER" ? smaller : larger);
                result.padding_end.push_back(rule == "SAME_UPPER" ? larger : smaller);
            }
        } else {
            fail(n, "auto_pad " + rule + " is not supported");
        }
    }

    void weights(const operator_node& n, node& result) const {
        result.tensors["weight"] = to_tensor(constant(n, 1, "weight"));
        const extents& w = result.tensors["weight"].shape;
        if (w.size() < 3) fail(n, "its weights have " + std::to_string(w.size()) + " axes, expected 3 or 4");
        result.kernel.assign(w.begin() + 2, w.end());
        if (has_input(n, 2)) result.tensors["bias"] = vector(n, 2, "bias");
        const std::int64_t groups = integer(n, "group", 1);
        if (groups < 1) fail(n, "has " + std::to_string(groups) + " groups");
        result.groups = static_cast<std::size_t>(groups);
    }
    /// The window of an operator that may have zeros around its input from a Pad before it.
    bool padded_window(const operator_node& n, node& result) const {
        const auto padded = n.inputs.empty() ? paddings_.end() : paddings_.find(n.inputs[0]);
        if (padded == paddings_.end()) {
            result.inputs = {value(n)};
            window(n, result, shape(n));
            return false;
        }
        const padding& p = padded->second;
        if (text(n, "auto_pad", "NOTSET").starts_with("SAME")) fail(n, "pads twice, by a Pad and by auto_pad");
        result.inputs = {p.input};
        window(n, result, net_.at(p.input).shape);
        if (p.begin.size() != result.kernel.size()) fail(n, "the Pad before it has another number of axes");
        for (std::size_t i = 0; i < p.begin.size(); ++i) {
            result.padding_begin[i] += p.begin[i];
            result.padding_end[i] += p.end[i];
        }
        return true;
    }

    void convolution(const operator_node& n) {
        node result = start(n, operation::convolution);
        weights(n, result);
        padded_window(n, result);
        finish(n, std::move(result));
    }
    void transposed_convolution(const operator_node& n) {
        node result = start(n, operation::transposed_convolution, value(n));
        if (find(n, "output_shape") != nullptr)
            fail(n, "output_shape is not supported; export pads and output_padding");
        weights(n, result);
        window(n, result, shape(n));
        result.output_padding = numbers(n, "output_padding");
        finish(n, std::move(result));
    }

    void pool(const operator_node& n) {
        const bool is_maximum = n.type == "MaxPool";
        node result = start(n, is_maximum ? operation::max_pool : operation::average_pool);
        result.kernel = numbers(n, "kernel_shape");
        result.counts_padding = integer(n, "count_include_pad", 0) != 0;
        if (is_maximum) {
            result.inputs = {value(n)};
            window(n, result, shape(n));
        } else if (padded_window(n, result)) {
            const extents pads = numbers(n, "pads");
            if (!result.counts_padding && std::any_of(pads.begin(), pads.end(), [](std::size_t p) { return p != 0; }))
                fail(n, "counts the padding of the Pad before it, but not its own");
            result.counts_padding = true;
        }
        const extents x = net_.at(result.inputs[0]).shape;
        if (integer(n, "ceil_mode", 0) != 0)
            for (std::size_t i = 0; i < result.kernel.size(); ++i) {
                const std::size_t padded = x[i + 1] + result.padding_begin[i] + result.padding_end[i];
                const std::size_t span = result.dilation[i] * (result.kernel[i] - 1) + 1;
                if (result.stride[i] == 0 || padded < span || (padded - span) % result.stride[i] != 0)
                    fail(n, "ceil_mode lets a window hang over the end of " + text_of(x) +
                                ", which the library cannot express");
            }
        finish(n, std::move(result));
    }
    void global_pool(const operator_node& n, bool is_maximum, bool keeps_axes) {
        const extents x = shape(n);
        node result = start(n, is_maximum ? operation::max_pool : operation::global_average_pool, value(n));
        if (x.size() < 2) fail(n, "takes images or sequences, found " + text_of(x));
        if (is_maximum) result.kernel = result.stride = extents(x.begin() + 1, x.end());
        extents to(x.size(), 1);
        to[0] = x[0];
        if (!keeps_axes) to.resize(1);
        reshape(n, step(std::move(result)), to);
    }
    void reduce_mean(const operator_node& n) {
        std::vector<std::int64_t> axes;
        if (const attribute* a = find(n, "axes"))
            axes = a->integers;
        else if (has_input(n, 1))
            axes = integers(constant(n, 1, "axes"));
        std::set<std::size_t> reduced;
        for (const std::int64_t axis : axes) reduced.insert(sample_axis(n, axis, shape(n).size()));
        std::set<std::size_t> spatial;
        for (std::size_t i = 1; i < shape(n).size(); ++i) spatial.insert(i);
        if (reduced != spatial || spatial.empty())
            fail(n, "is supported over all axes of an image or sequence but its channels");
        global_pool(n, false, integer(n, "keepdims", 1) != 0);
    }

    void reshape_to(const operator_node& n, const std::vector<std::int64_t>& dims) {
        const extents& x = shape(n);
        if (dims.size() < 2) fail(n, "leaves no axis for the batch");
        if (dims[0] != 0 && dims[0] != 1 && dims[0] != -1 && batch_.count(dims[0]) == 0)
            fail(n, "changes the batch axis to " + std::to_string(dims[0]));
        extents to;
        std::size_t known = 1, unknown = dims.size();
        for (std::size_t i = 1; i < dims.size(); ++i) {
            if (dims[i] == -1 && unknown == dims.size() && dims[0] != -1) {
                unknown = i;
                to.push_back(1);
            } else if (dims[i] > 0) {
                to.push_back(static_cast<std::size_t>(dims[i]));
            } else if (dims[i] == 0 && i <= x.size() && integer(n, "allowzero", 0) == 0) {
                to.push_back(x[i - 1]);
            } else {
                fail(n, "has the extent " + std::to_string(dims[i]) + " at axis " + std::to_string(i));
            }
            known *= to.back();
        }
        if (unknown != dims.size()) to[unknown - 1] = product(x) / known;
        reshape(n, value(n), to);
    }
    void squeeze(const operator_node& n) {
        std::vector<std::int64_t> axes;
        if (const attribute* a = find(n, "axes"))
            axes = a->integers;
        else if (has_input(n, 1))
            axes = integers(constant(n, 1, "axes"));
        if (axes.empty()) fail(n, "names no axes");
        extents to = shape(n);
        const bool removes = n.type == "Squeeze";
        std::set<std::size_t> at;
        for (const std::int64_t axis : axes) at.insert(sample_axis(n, axis, to.size() + (removes ? 0 : axes.size())));
        if (removes) {
            for (auto axis = at.rbegin(); axis != at.rend(); ++axis) {
                if (to[*axis] != 1) fail(n, "removes an axis of extent " + std::to_string(to[*axis]));
                to.erase(to.begin() + static_cast<std::ptrdiff_t>(*axis));
            }
        } else {
            for (const std::size_t axis : at) to.insert(to.begin() + static_cast<std::ptrdiff_t>(axis), 1);
        }
        reshape(n, value(n), to);
    }

    void pad(const operator_node& n) {
        if (text(n, "mode", "constant") != "constant")
            fail(n, "pads by " + text(n, "mode", "") + "; zeros are supported");
        if (has_input(n, 2) && !constant(n, 2, "value").values.empty() && std::abs(constant(n, 2)->values[0]) > 0)
            fail(n, "pads with a value other than zero");
        if (has_input(n, 3)) fail(n, "axes of its own are not supported");
        std::vector<std::int64_t> pads;
        if (const attribute* a = find(n, "pads"))
            pads = a->integers;
        else
            pads = integers(constant(n, 1, "padding"));
        const std::size_t rank = shape(n).size() + 1;
        if (pads.size() != 2 * rank)
            fail(n, "has " + std::to_string(pads.size()) + " numbers, expected " + std::to_string(2 * rank));
        if (std::all_of(pads.begin(), pads.end(), [](std::int64_t p) { return p == 0; })) {
            values_[n.outputs[0]] = value(n);
            return;
        }
        padding p{value(n), {}, {}};
        for (std::size_t i = 0; i < rank; ++i) {
            if (pads[i] < 0 || pads[rank + i] < 0 || (i < 2 && pads[i] + pads[rank + i] != 0))
                fail(n, "pads or cuts an axis other than those of the image or sequence");
            if (i < 2) continue;
            p.begin.push_back(static_cast<std::size_t>(pads[i]));
            p.end.push_back(static_cast<std::size_t>(pads[rank + i]));
        }
        paddings_[n.outputs[0]] = std::move(p);
    }

    void resize(const operator_node& n) {
        if (text(n, "mode", "nearest") != "nearest")
            fail(n, "interpolates by " + text(n, "mode", "") + "; the library has nearest");
        const extents& x = shape(n);
        std::vector<double> scales;
        if (n.type == "Upsample" || g_.opset < 11) {
            scales = has_input(n, 1) ? constant(n, 1, "scales").values : std::vector<double>{};
        } else {
            if (has_input(n, 2)) scales = constant(n, 2, "scales").values;
            if (scales.empty() && has_input(n, 3)) {
                const auto sizes = integers(constant(n, 3, "sizes"));
                for (std::size_t i = 0; i < sizes.size(); ++i)
                    scales.push_back(i == 0 ? 1 : static_cast<double>(sizes[i]) / static_cast<double>(x.at(i - 1)));
            }
            const std::string coordinates = text(n, "coordinate_transformation_mode", "half_pixel");
            const std::string rounding = text(n, "nearest_mode", "round_prefer_floor");
            const bool from_corner = coordinates == "asymmetric" && rounding == "floor";
            const bool from_middle =
                (coordinates == "half_pixel" || coordinates == "pytorch_half_pixel") && rounding.starts_with("round");
            if (!from_corner && !from_middle)
                fail(n, "maps pixels by " + coordinates + " and " + rounding +
                            ", which does not repeat each pixel equally often");
        }
        if (scales.size() != x.size() + 1)
            fail(n, "has " + std::to_string(scales.size()) + " scales, expected " + std::to_string(x.size() + 1));
        node result = start(n, operation::upsample, value(n));
        for (std::size_t i = 0; i < scales.size(); ++i) {
            const double factor = std::round(scales[i]);
            if (std::abs(factor - scales[i]) > 0 || factor < 1 || factor > 1000 || (i < 2 && factor > 1))
                fail(n, "scales axis " + std::to_string(i) + " by " + std::to_string(scales[i]) +
                            ", expected a whole number");
            if (i >= 2) result.stride.push_back(static_cast<std::size_t>(factor));
        }
        finish(n, std::move(result));
    }

    void layer_norm(const operator_node& n) {
        const extents& x = shape(n);
        std::int64_t axis = integer(n, "axis", -1);
        if (axis < 0) axis += static_cast<std::int64_t>(x.size()) + 1;
        if (axis != 1)
            fail(n,
                 "normalises a part of the sample; layer_norm of the library normalises " + text_of(x) + " as a whole");
        node result = start(n, operation::layer_norm, value(n));
        result.number = number(n, "epsilon", 1e-5);
        result.tensors["weight"] = {x, std::vector<double>(product(x), 1.0)};
        result.tensors["bias"] = {x, std::vector<double>(product(x), 0.0)};
        if (has_input(n, 1)) result.tensors["weight"] = to_tensor(constant(n, 1, "scale"));
        if (has_input(n, 2)) result.tensors["bias"] = to_tensor(constant(n, 2, "bias"));
        finish(n, std::move(result));
    }

    /// Add and Mul with a constant: the bias of a layer without one, and the weights of a normalization without them.
    bool merges_constant(const operator_node& n) {
        if (n.inputs.size() != 2 || (n.type != "Add" && n.type != "Mul")) return false;
        const std::size_t index = constant(n, 0) != nullptr ? 0 : 1;
        if (constant(n, index) == nullptr) return false;
        const std::string before = value(n, 1 - index);
        const auto aliases =
            std::count_if(values_.begin(), values_.end(), [&](const auto& v) { return v.second == before; });
        if (uses_[n.inputs[1 - index]] != 1 || aliases != 1)
            fail(n, "takes a constant after a value that others take as well");
        const bool adds = n.type == "Add";
        if (!adds) unwrap_group_norm(n, before);
        node& target = net_.at(values_.at(n.inputs[1 - index]));
        const bool is_linear = target.op == operation::dense || target.op == operation::convolution ||
                               target.op == operation::transposed_convolution;
        const bool is_norm = target.op == operation::layer_norm || target.op == operation::group_norm;
        const char* const name = adds ? "bias" : "weight";
        const auto all = [&](double expected) {
            const auto& values = target.tensors.at(name).values;
            return std::all_of(values.begin(), values.end(),
                               [&](double v) { return !(v < expected) && !(v > expected); });
        };
        if ((adds && is_linear && !target.has("bias")) || (is_norm && all(adds ? 0 : 1))) {
            const extents expected = target.op == operation::layer_norm ? target.shape : extents{target.shape[0]};
            tensor t = to_tensor(*constant(n, index));
            // Per channel, the constant has an axis of extent 1 for each axis of the image.
            extents channels(target.shape.size(), 1);
            channels[0] = target.shape[0];
            while (t.shape.size() > target.shape.size() && t.shape[0] == 1) t.shape.erase(t.shape.begin());
            if (t.values.size() == 1)
                t = {expected, std::vector<double>(product(expected), t.values[0])};
            else if (t.shape == channels || t.shape == expected)
                t.shape = expected;
            else
                fail(n, "its constant has the extents " + text_of(t.shape) + ", expected " + text_of(channels));
            target.tensors[name] = std::move(t);
            // Its value from before has no other use.
            values_.erase(n.inputs[1 - index]);
            values_[n.outputs[0]] = target.name;
            return true;
        }
        fail(n, std::string(adds ? "adds" : "multiplies by") + " a constant, which is no " + name +
                    " of the layer before it");
    }
    /// PyTorch's group norm: a reshape to (groups, the rest), an instance norm, and a reshape back. The result is the
    /// group norm of the original shape.
    void unwrap_group_norm(const operator_node& n, const std::string& before) {
        const node back = net_.at(before);
        if (back.op != operation::reshape) return;
        const node norm = net_.at(back.inputs[0]);
        if (norm.op != operation::group_norm || norm.groups != norm.shape[0]) return;
        const node split = net_.at(norm.inputs[0]);
        if (split.op != operation::reshape || net_.at(split.inputs[0]).shape != back.shape) return;
        for (const char* name : {"weight", "bias"})
            for (const double v : norm.tensors.at(name).values)
                if (std::abs(v - (name[0] == 'w' ? 1 : 0)) > 0) return;
        node result = norm;
        result.name = net_.unused_name(norm.name + "_whole");
        result.inputs = split.inputs;
        const std::size_t channels = back.shape[0];
        result.tensors["weight"] = {{channels}, std::vector<double>(channels, 1.0)};
        result.tensors["bias"] = {{channels}, std::vector<double>(channels, 0.0)};
        const std::string name = net_.add(std::move(result));
        for (const std::string& input : n.inputs)
            if (values_.count(input) != 0 && values_.at(input) == before) values_[input] = name;
    }

    struct padding {
        std::string input;
        extents begin, end;
    };

    onnx::graph g_;
    std::string path_;
    model net_;
    std::map<std::string, std::string> values_;  // node of the model by value of the file
    std::map<std::string, std::size_t> uses_;
    std::map<std::string, padding> paddings_;
    std::set<std::int64_t> batch_;
};

}  // namespace

model read_onnx(std::string_view bytes, const std::string& path) {
    onnx::graph g;
    try {
        g = onnx::parse(bytes);
        onnx::collect_constants(g);
        onnx::replace_patterns(g);
    } catch (const import_error& error) {
        throw import_error(path + ": " + error.what());
    }
    return reader(std::move(g), path).run();
}

}  // namespace importer
