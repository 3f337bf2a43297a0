// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Keras stores images and kernels with their channels last; the model has them first. So kernels are transposed, and so
/// are the weights after a flatten layer, whose features come in another order.

#include "keras.hpp"

#include "json.hpp"
#include "keras_file.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace importer {

const char* const keras_layers =
    "Activation, Add, Average, AveragePooling1D/2D, BatchNormalization, Concatenate, Conv1D/2D, Conv2DTranspose,\n"
    "Dense, DepthwiseConv2D, Dropout, ELU, Flatten, GlobalAveragePooling1D/2D, GlobalMaxPooling1D/2D, InputLayer,\n"
    "LayerNormalization (of vectors), LeakyReLU, MaxPooling1D/2D, Maximum, Multiply, PReLU (one slope), ReLU,\n"
    "Reshape, SeparableConv2D, Softmax, Subtract, UpSampling1D/2D (nearest), ZeroPadding1D/2D (before a\n"
    "convolution), and layers that matter in training alone, in models of the kinds Sequential and Functional;\n"
    "activations: elu, gelu, hard_sigmoid and hard_silu (of Keras 3), leaky_relu, linear, log_softmax, mish,\n"
    "relu, selu, sigmoid, silu, softmax, softplus, swish, tanh";

namespace {

using json::value;

/// Reads the weights of a layer by their names in Keras: kernel, bias, gamma, ...
using weights = std::map<std::string, tensor>;

/// What a layer gives.
struct result {
    std::string node;
    /// For vectors: the position here of each feature in Keras's order. Empty if both orders are the same.
    std::vector<std::size_t> order;
    /// Zeros around it, which a convolution has to take.
    extents before, after;
};

class reader {
public:
    /// `find(layer, name, count, names)`: the weights of a layer.
    using find_weights = std::function<weights(const value& layer, const std::vector<std::string>& names)>;

    reader(std::string path, std::string source, int version, find_weights find)
        : path_(std::move(path)), version_(version), find_(std::move(find)) {
        net_.source = std::move(source);
        net_.notes.push_back(
            "Inputs and outputs have their channels first: (channels, height, width), where Keras has them last.");
    }

    model run(const value& config) {
        const std::string kind = config["class_name"].text;
        const value& settings = config["config"];
        const value& layers = settings.is(value::array) ? settings : settings["layers"];
        if (!layers.is(value::array) || layers.items.empty())
            throw import_error(path_ + ": the configuration has no layers" +
                               (kind.empty() ? "" : "; models of the class " + kind + " are not supported"));
        if (kind == "Sequential")
            sequential(layers.items);
        else if (kind == "Functional" || kind == "Model")
            functional(settings, layers.items);
        else
            throw import_error(path_ + ": models of the class " + kind +
                               " are not supported; Sequential and Functional are");
        for (const std::string& output : net_.outputs) {
            const result& r = values_.at(output_layers_.at(output));
            if (!r.before.empty()) throw import_error(path_ + ": an output is padded with zeros by a layer of its own");
            if (!r.order.empty() && !reorder(r, {}))
                throw import_error(path_ + ": the output \"" + output +
                                   "\" is a flattened image, whose order of features differs here; take the layer "
                                   "before it as output");
        }
        // A model with one image only has nothing to note.
        if (std::all_of(net_.nodes.begin(), net_.nodes.end(), [](const node& n) { return n.shape.size() == 1; }))
            net_.notes.clear();
        net_.simplify();
        return std::move(net_);
    }

private:
    [[noreturn]] void fail(const value& layer, const std::string& why) const {
        throw import_error(origin(layer) + ": " + why);
    }
    std::string origin(const value& layer) const {
        return path_ + ": " + layer["class_name"].text + " \"" + name_of_layer(layer) + "\"";
    }
    static std::string name_of_layer(const value& layer) {
        const value& name = layer["config"]["name"];
        return name.is(value::string) ? name.text : layer["name"].text;
    }

    // The wiring.

    void sequential(const std::vector<value>& layers) {
        std::string last;
        for (const value& layer : layers) {
            if (last.empty() && layer["class_name"].text != "InputLayer") {
                const value& shape = input_shape(layer);
                if (shape.is(value::null)) fail(layer, "the model has no input shape; build it before saving");
                last = "input";
                add_input(layer, last, shape);
            }
            run_layer(layer, last.empty() ? std::vector<std::string>{} : std::vector<std::string>{last});
            last = name_of_layer(layer);
        }
        finish_with({last});
    }

    void functional(const value& settings, const std::vector<value>& layers) {
        // Layers may come before those that they take.
        std::set<const value*> done;
        while (done.size() != layers.size()) {
            const std::size_t before = done.size();
            for (const value& layer : layers) {
                if (done.count(&layer) != 0) continue;
                const std::vector<std::string> sources = sources_of(layer);
                if (!std::all_of(sources.begin(), sources.end(),
                                 [&](const std::string& s) { return values_.count(s) != 0; }))
                    continue;
                run_layer(layer, sources);
                done.insert(&layer);
            }
            if (done.size() == before)
                for (const value& layer : layers)
                    if (done.count(&layer) == 0)
                        fail(layer, "takes a layer that the configuration does not have before it");
        }
        std::vector<std::string> outputs;
        collect_layers(settings["output_layers"], outputs);
        if (outputs.empty()) throw import_error(path_ + ": the configuration names no outputs");
        finish_with(outputs);
    }

    /// ["dense", 0, 0], or an array or object of these.
    static void collect_layers(const value& v, std::vector<std::string>& names) {
        if (v.is(value::array) && v.items.size() >= 2 && v.items[0].is(value::string) && v.items[1].is(value::number)) {
            names.push_back(v.items[0].text);
            return;
        }
        for (const value& item : v.items) collect_layers(item, names);
    }
    /// The tensors of Keras 3 among the arguments of a call.
    static void collect_tensors(const value& v, std::vector<std::string>& names) {
        if (v["class_name"].is_text("__keras_tensor__")) {
            collect_layers(v["config"]["keras_history"], names);
            return;
        }
        for (const value& item : v.items) collect_tensors(item, names);
    }
    std::vector<std::string> sources_of(const value& layer) const {
        const value& calls = layer["inbound_nodes"];
        if (calls.items.size() > 1)
            fail(layer, "is used " + std::to_string(calls.items.size()) + " times; shared layers are not supported");
        std::vector<std::string> names;
        if (calls.items.empty()) return names;
        if (calls.items[0].is(value::object)) {
            std::vector<std::string> others;
            collect_tensors(calls.items[0]["kwargs"], others);
            if (!others.empty()) fail(layer, "takes a tensor by keyword, which is not supported");
            collect_tensors(calls.items[0]["args"], names);
        } else {
            collect_layers(calls.items[0], names);
        }
        return names;
    }

    void finish_with(const std::vector<std::string>& layers) {
        for (const std::string& layer : layers) {
            if (values_.count(layer) == 0)
                throw import_error(path_ + ": there is no layer \"" + layer + "\" for the output");
            const std::string name = values_.at(layer).node;
            net_.outputs.push_back(name);
            output_layers_[name] = layer;
        }
        // Users write the outputs' names.
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::string from = net_.outputs[i];
            if (from == layers[i] || net_.has(layers[i]) || net_.at(from).op == operation::input) continue;
            net_.at(from).name = layers[i];
            for (node& n : net_.nodes) std::replace(n.inputs.begin(), n.inputs.end(), from, layers[i]);
            for (auto& [layer, r] : values_)
                if (r.node == from) r.node = layers[i];
            net_.outputs[i] = layers[i];
            output_layers_[layers[i]] = layers[i];
        }
    }

    // What a layer says.

    static const value& input_shape(const value& layer) {
        const value& config = layer["config"];
        const value& shape = config["batch_input_shape"];
        return shape.is(value::null) ? config["batch_shape"] : shape;
    }
    std::size_t natural(const value& layer, const value& v, const char* what) const {
        if (!v.is(value::number) || !(v.real >= 0) || v.real > 1e9 || std::floor(v.real) < v.real)
            fail(layer, std::string(what) + " is no whole number");
        return static_cast<std::size_t>(v.real);
    }
    /// A number or an array of `rank` numbers.
    extents numbers(const value& layer, const char* what, std::size_t rank, std::size_t otherwise) const {
        const value& v = layer["config"][what];
        if (v.is(value::null)) return extents(rank, otherwise);
        if (v.is(value::number)) return extents(rank, natural(layer, v, what));
        extents all;
        for (const value& item : v.items) all.push_back(natural(layer, item, what));
        if (all.size() != rank)
            fail(layer, std::string(what) + " has " + std::to_string(all.size()) + " numbers, expected " +
                            std::to_string(rank));
        return all;
    }
    double real(const value& layer, const char* what, double otherwise) const {
        const value& v = layer["config"][what];
        // Keras writes some numbers as arrays of NumPy.
        const value& inside = v["config"]["value"];
        return v.is(value::number) ? v.real : inside.is(value::number) ? inside.real : otherwise;
    }
    bool flag(const value& layer, const char* what, bool otherwise) const {
        const value& v = layer["config"][what];
        return v.is(value::boolean) ? v.truth : otherwise;
    }
    std::string text(const value& layer, const char* what, const char* otherwise) const {
        const value& v = layer["config"][what];
        return v.is(value::string) ? v.text : otherwise;
    }
    void require_channels_last(const value& layer) const {
        if (text(layer, "data_format", "channels_last") != "channels_last")
            fail(layer, "has its channels first; Keras models with channels last are supported");
    }

    node start(const value& layer, operation op, const std::string& input) const {
        node n;
        n.name = net_.unused_name(name_of_layer(layer));
        n.op = op;
        n.origin = origin(layer);
        if (!input.empty()) n.inputs = {input};
        return n;
    }
    void set(const value& layer, result r) { values_[name_of_layer(layer)] = std::move(r); }
    const extents& shape(const result& r) const { return net_.at(r.node).shape; }

    // The layers.

    void add_input(const value& layer, const std::string& name, const value& batch_shape) {
        if (batch_shape.items.size() < 2) fail(layer, "the input has no axis beside the batch");
        node n;
        n.name = name;
        n.op = operation::input;
        n.origin = path_ + ": input \"" + name + "\"";
        for (std::size_t i = 1; i < batch_shape.items.size(); ++i) {
            if (!batch_shape.items[i].is(value::number))
                fail(layer, "axis " + std::to_string(i) + " of the input has no fixed extent");
            n.shape.push_back(natural(layer, batch_shape.items[i], "an extent"));
        }
        if (n.shape.size() > 3) fail(layer, "inputs of more than three axes are not supported");
        std::rotate(n.shape.begin(), n.shape.end() - 1, n.shape.end());
        values_[name] = {net_.add(std::move(n)), {}, {}, {}};
    }

    void run_layer(const value& layer, const std::vector<std::string>& sources) {
        const std::string type = layer["class_name"].text;
        const std::string name = name_of_layer(layer);
        if (name.empty() || values_.count(name) != 0) fail(layer, "has no name of its own");
        if (type == "InputLayer") return add_input(layer, name, input_shape(layer));
        if (sources.empty()) fail(layer, "has no input");
        std::vector<result> inputs;
        for (const std::string& source : sources) inputs.push_back(values_.at(source));
        static const std::map<std::string, operation> joins{
            {"Add", operation::add},         {"Subtract", operation::subtract}, {"Multiply", operation::multiply},
            {"Maximum", operation::maximum}, {"Average", operation::average},   {"Concatenate", operation::concat}};
        const bool takes_padding = type.find("Conv") != std::string::npos && type != "Conv2DTranspose";
        for (const result& r : inputs)
            if (!r.before.empty() && !takes_padding)
                fail(layer, "takes a ZeroPadding layer, which is supported before convolutions alone");
        if (const auto join = joins.find(type); join != joins.end())
            return set(layer, joined(layer, join->second, inputs));
        if (inputs.size() != 1) fail(layer, "takes " + std::to_string(inputs.size()) + " values, expected one");
        set(layer, one(layer, type, inputs[0]));
    }

    result one(const value& layer, const std::string& type, const result& x) {
        static const std::set<std::string> in_training{
            "Dropout",      "SpatialDropout1D", "SpatialDropout2D",      "GaussianNoise",
            "AlphaDropout", "GaussianDropout",  "ActivityRegularization"};
        if (in_training.count(type) != 0) return x;
        if (type == "Dense") return activated(layer, dense(layer, x));
        if (type == "Conv1D") return activated(layer, convolution(layer, x, 1));
        if (type == "Conv2D") return activated(layer, convolution(layer, x, 2));
        if (type == "DepthwiseConv2D") return activated(layer, depthwise(layer, x, "bias"));
        if (type == "SeparableConv2D") return activated(layer, separable(layer, x));
        if (type == "Conv2DTranspose") return activated(layer, transposed(layer, x));
        if (type == "BatchNormalization") return batch_norm(layer, x);
        if (type == "LayerNormalization") return layer_norm(layer, x);
        if (type == "Activation") return activated(layer, x);
        if (type == "ReLU" || type == "LeakyReLU" || type == "ELU" || type == "PReLU" || type == "Softmax")
            return activation_layer(layer, type, x);
        if (type == "MaxPooling1D" || type == "AveragePooling1D") return pool(layer, x, 1, type[0] == 'M');
        if (type == "MaxPooling2D" || type == "AveragePooling2D") return pool(layer, x, 2, type[0] == 'M');
        if (type.starts_with("Global")) return global_pool(layer, type, x);
        if (type == "Flatten") return flatten(layer, x);
        if (type == "Reshape") return reshape(layer, x);
        if (type == "UpSampling1D" || type == "UpSampling2D") return upsample(layer, x, type == "UpSampling1D" ? 1 : 2);
        if (type == "ZeroPadding1D" || type == "ZeroPadding2D")
            return zero_padding(layer, x, type == "ZeroPadding1D" ? 1 : 2);
        fail(layer, "the layer is not supported; perceptype-import --help lists those that are");
    }

    /// The activation that the layer names.
    result activated(const value& layer, const result& x) {
        const value& v = layer["config"]["activation"];
        if (v.is(value::null)) return x;
        // Keras 3 may write a function by its name in an object.
        const std::string name = v.is(value::string) ? v.text : v["config"].text;
        static const std::map<std::string, operation> known{{"relu", operation::relu},
                                                            {"sigmoid", operation::sigmoid},
                                                            {"tanh", operation::tanh},
                                                            {"elu", operation::elu},
                                                            {"selu", operation::selu},
                                                            {"gelu", operation::gelu},
                                                            {"silu", operation::silu},
                                                            {"swish", operation::silu},
                                                            {"softplus", operation::softplus},
                                                            {"softmax", operation::softmax},
                                                            {"log_softmax", operation::log_softmax},
                                                            {"hard_sigmoid", operation::hard_sigmoid},
                                                            {"leaky_relu", operation::leaky_relu}};
        if (name == "linear") return x;
        if (name == "mish") {
            // x tanh(softplus(x))
            const result gate = applied(layer, operation::tanh, 0, applied(layer, operation::softplus, 0, x));
            return gated(layer, x, gate);
        }
        if (version_ >= 3 && (name == "hard_silu" || name == "hard_swish"))
            return gated(layer, x, applied(layer, operation::hard_sigmoid, 0, x));
        const auto found = known.find(name);
        if (found == known.end())
            fail(layer, "the activation " + (name.empty() ? "of the user's own" : name) + " is not supported");
        if (found->second == operation::hard_sigmoid && version_ < 3)
            fail(layer,
                 "the activation hard_sigmoid of Keras 2 is x / 5 + 1/2; the library has x / 6 + 1/2, that of Keras 3");
        double number = 0;
        if (found->second == operation::elu) number = 1;
        if (found->second == operation::leaky_relu) number = 0.2;
        return applied(layer, found->second, number, x);
    }
    result gated(const value& layer, const result& x, const result& gate) {
        node n = start(layer, operation::multiply, x.node);
        n.inputs.push_back(gate.node);
        return {net_.add(std::move(n)), x.order, {}, {}};
    }
    result applied(const value& layer, operation op, double number, const result& x) {
        node n = start(layer, op, x.node);
        n.number = number;
        return {net_.add(std::move(n)), x.order, {}, {}};
    }
    result activation_layer(const value& layer, const std::string& type, const result& x) {
        if (type == "ReLU") {
            if (!layer["config"]["max_value"].is(value::null)) fail(layer, "max_value is not supported");
            if (std::abs(real(layer, "threshold", 0)) > 0) fail(layer, "threshold is not supported");
            const double slope = real(layer, "negative_slope", 0);
            return applied(layer, slope > 0 ? operation::leaky_relu : operation::relu, slope, x);
        }
        if (type == "LeakyReLU")
            return applied(layer, operation::leaky_relu, real(layer, "negative_slope", real(layer, "alpha", 0.3)), x);
        if (type == "ELU") return applied(layer, operation::elu, real(layer, "alpha", 1), x);
        if (type == "PReLU") {
            const tensor slopes = find_(layer, {"alpha"}).at("alpha");
            if (slopes.values.empty() || std::any_of(slopes.values.begin(), slopes.values.end(), [&](double v) {
                    return v < slopes.values[0] || v > slopes.values[0];
                }))
                fail(layer, "has several slopes; prelu of the library has one for all");
            return applied(layer, operation::prelu, slopes.values[0], x);
        }
        require_last_axis(layer, x);
        return applied(layer, operation::softmax, 0, x);
    }

    /// The option `axis` is the channels'.
    void require_last_axis(const value& layer, const result& x) const {
        const value& v = layer["config"]["axis"];
        const value& axis = v.is(value::array) && v.items.size() == 1 ? v.items[0] : v;
        if (axis.is(value::null)) return;
        const auto rank = static_cast<double>(shape(x).size());
        if (!axis.is(value::number) || (std::abs(axis.real + 1) > 0 && std::abs(axis.real - rank) > 0))
            fail(layer, "works along another axis than the last one");
    }

    result dense(const value& layer, const result& x) {
        const bool has_bias = flag(layer, "use_bias", true);
        weights w =
            find_(layer, has_bias ? std::vector<std::string>{"kernel", "bias"} : std::vector<std::string>{"kernel"});
        const tensor& kernel = w.at("kernel");
        if (kernel.shape.size() != 2)
            fail(layer, "its kernel has " + std::to_string(kernel.shape.size()) + " axes, expected 2");
        const std::size_t inputs = kernel.shape[0], units = kernel.shape[1];
        const extents& from = shape(x);
        if (from[0] != inputs)
            fail(layer, "its kernel takes " + std::to_string(inputs) + " values, found " + std::to_string(from[0]));
        // On images it is a convolution of single pixels.
        node n = start(layer, from.size() == 1 ? operation::dense : operation::convolution, x.node);
        tensor weight{{units, inputs}, std::vector<double>(units * inputs)};
        for (std::size_t k = 0; k < inputs; ++k)
            for (std::size_t u = 0; u < units; ++u)
                weight.values[u * inputs + (x.order.empty() ? k : x.order[k])] = kernel.values[k * units + u];
        for (std::size_t i = 1; i < from.size(); ++i) {
            weight.shape.push_back(1);
            n.kernel.push_back(1);
        }
        n.tensors["weight"] = std::move(weight);
        if (has_bias) n.tensors["bias"] = w.at("bias");
        return {net_.add(std::move(n)), {}, {}, {}};
    }

    /// (window..., a, b) as (b, a, window...), or as (a, b, window...).
    tensor channels_first(const value& layer, const tensor& kernel, std::size_t rank, bool last_comes_first) const {
        if (kernel.shape.size() != rank + 2)
            fail(layer, "its kernel has " + std::to_string(kernel.shape.size()) + " axes, expected " +
                            std::to_string(rank + 2));
        const std::size_t a = kernel.shape[rank], b = kernel.shape[rank + 1];
        std::size_t taps = 1;
        for (std::size_t i = 0; i < rank; ++i) taps *= kernel.shape[i];
        tensor result{last_comes_first ? extents{b, a} : extents{a, b}, std::vector<double>(kernel.values.size())};
        result.shape.insert(result.shape.end(), kernel.shape.begin(),
                            kernel.shape.begin() + static_cast<std::ptrdiff_t>(rank));
        for (std::size_t t = 0; t < taps; ++t)
            for (std::size_t i = 0; i < a; ++i)
                for (std::size_t j = 0; j < b; ++j)
                    result.values[(last_comes_first ? j * a + i : i * b + j) * taps + t] =
                        kernel.values[(t * a + i) * b + j];
        return result;
    }

    /// Kernel, stride, dilation and padding.
    void window(const value& layer, node& n, const result& x, const extents& kernel, const char* strides,
                const extents& dilation) const {
        require_channels_last(layer);
        const std::size_t rank = kernel.size();
        const extents& from = shape(x);
        if (from.size() != rank + 1)
            fail(layer, "takes " + std::string(rank == 1 ? "sequences" : "images") + ", found " + text_of(from));
        n.kernel = kernel;
        n.stride = strides == nullptr ? kernel
                   : layer["config"][strides].is(value::null)
                       ? (n.op == operation::convolution ? extents(rank, 1) : kernel)
                       : numbers(layer, strides, rank, 1);
        n.dilation = dilation;
        n.padding_begin.assign(rank, 0);
        n.padding_end.assign(rank, 0);
        const std::string rule = text(layer, "padding", "valid");
        if (rule != "valid" && rule != "same" && rule != "causal")
            fail(layer, "the padding " + rule + " is not supported");
        for (std::size_t i = 0; i < rank; ++i) {
            if (n.stride[i] == 0 || kernel[i] == 0 || n.dilation[i] == 0)
                fail(layer, "kernel, stride and dilation must be above 0");
            const std::size_t span = n.dilation[i] * (kernel[i] - 1) + 1;
            if (rule == "causal") n.padding_begin[i] = span - 1;
            if (rule == "same") {
                const std::size_t extent = from[i + 1] + (x.before.empty() ? 0 : x.before[i] + x.after[i]);
                const std::size_t needed = (extent + n.stride[i] - 1) / n.stride[i] * n.stride[i] - n.stride[i] + span;
                const std::size_t total = needed > extent ? needed - extent : 0;
                n.padding_begin[i] = total / 2;
                n.padding_end[i] = total - total / 2;
            }
            if (!x.before.empty()) {
                n.padding_begin[i] += x.before[i];
                n.padding_end[i] += x.after[i];
            }
        }
    }

    result convolution(const value& layer, const result& x, std::size_t rank) {
        const bool has_bias = flag(layer, "use_bias", true);
        weights w =
            find_(layer, has_bias ? std::vector<std::string>{"kernel", "bias"} : std::vector<std::string>{"kernel"});
        node n = start(layer, operation::convolution, x.node);
        tensor weight = channels_first(layer, w.at("kernel"), rank, true);
        n.groups = numbers(layer, "groups", 1, 1)[0];
        window(layer, n, x, {weight.shape.begin() + 2, weight.shape.end()}, "strides",
               numbers(layer, "dilation_rate", rank, 1));
        n.tensors["weight"] = std::move(weight);
        if (has_bias) n.tensors["bias"] = w.at("bias");
        return {net_.add(std::move(n)), {}, {}, {}};
    }
    result depthwise(const value& layer, const result& x, const char* bias) {
        const bool has_bias = bias != nullptr && flag(layer, "use_bias", true);
        weights w = find_(layer, bias == nullptr ? separable_names(layer)
                                 : has_bias      ? std::vector<std::string>{"depthwise_kernel", "bias"}
                                                 : std::vector<std::string>{"depthwise_kernel"});
        node n = start(layer, operation::convolution, x.node);
        // (window, in, multiplier): each input channel has its own outputs, one after another.
        tensor weight = channels_first(
            layer, w.count("depthwise_kernel") != 0 ? w.at("depthwise_kernel") : w.at("kernel"), 2, false);
        n.groups = weight.shape[0];
        weight.shape = {weight.shape[0] * weight.shape[1], 1, weight.shape[2], weight.shape[3]};
        window(layer, n, x, {weight.shape.begin() + 2, weight.shape.end()}, "strides",
               numbers(layer, "dilation_rate", 2, 1));
        n.tensors["weight"] = std::move(weight);
        if (has_bias) n.tensors["bias"] = w.at("bias");
        return {net_.add(std::move(n)), {}, {}, {}};
    }
    std::vector<std::string> separable_names(const value& layer) const {
        std::vector<std::string> names{"depthwise_kernel", "pointwise_kernel"};
        if (flag(layer, "use_bias", true)) names.emplace_back("bias");
        return names;
    }
    result separable(const value& layer, const result& x) {
        const result middle = depthwise(layer, x, nullptr);
        weights w = find_(layer, separable_names(layer));
        node n = start(layer, operation::convolution, middle.node);
        n.tensors["weight"] = channels_first(layer, w.at("pointwise_kernel"), 2, true);
        n.kernel = {1, 1};
        if (w.count("bias") != 0) n.tensors["bias"] = w.at("bias");
        return {net_.add(std::move(n)), {}, {}, {}};
    }
    result transposed(const value& layer, const result& x) {
        require_channels_last(layer);
        const bool has_bias = flag(layer, "use_bias", true);
        weights w =
            find_(layer, has_bias ? std::vector<std::string>{"kernel", "bias"} : std::vector<std::string>{"kernel"});
        if (!layer["config"]["output_padding"].is(value::null)) fail(layer, "output_padding is not supported");
        node n = start(layer, operation::transposed_convolution, x.node);
        // (window, out, in) as (in, out, window).
        tensor weight = channels_first(layer, w.at("kernel"), 2, true);
        n.kernel = {weight.shape.begin() + 2, weight.shape.end()};
        n.stride = numbers(layer, "strides", 2, 1);
        n.dilation = numbers(layer, "dilation_rate", 2, 1);
        n.padding_begin = n.padding_end = n.output_padding = extents(2, 0);
        const std::string rule = text(layer, "padding", "valid");
        if (rule != "valid" && rule != "same") fail(layer, "the padding " + rule + " is not supported");
        for (std::size_t i = 0; i < 2; ++i) {
            // "valid" gives (x - 1) stride + max(kernel, stride) rows, "same" x stride rows; what is more is cut at both ends.
            const std::size_t span = n.dilation[i] * (n.kernel[i] - 1) + 1;
            if (span < n.stride[i])
                n.output_padding[i] = n.stride[i] - span;
            else if (rule == "same") {
                const std::size_t cut = span - n.stride[i];
                n.padding_begin[i] = cut / 2;
                n.padding_end[i] = cut - cut / 2;
            }
        }
        n.tensors["weight"] = std::move(weight);
        if (has_bias) n.tensors["bias"] = w.at("bias");
        return {net_.add(std::move(n)), {}, {}, {}};
    }

    /// Values for each feature in Keras's order, in ours.
    static tensor reordered(const tensor& t, const std::vector<std::size_t>& order) {
        if (order.empty() || t.values.size() != order.size()) return t;
        tensor result = t;
        for (std::size_t k = 0; k < order.size(); ++k) result.values[order[k]] = t.values[k];
        return result;
    }

    result batch_norm(const value& layer, const result& x) {
        require_last_axis(layer, x);
        std::vector<std::string> names;
        if (flag(layer, "scale", true)) names.emplace_back("gamma");
        if (flag(layer, "center", true)) names.emplace_back("beta");
        names.insert(names.end(), {"moving_mean", "moving_variance"});
        const weights w = find_(layer, names);
        node n = start(layer, operation::batch_norm, x.node);
        n.number = real(layer, "epsilon", 1e-3);
        const std::size_t channels = shape(x)[0];
        n.tensors["weight"] = {{channels}, std::vector<double>(channels, 1.0)};
        n.tensors["bias"] = {{channels}, std::vector<double>(channels, 0.0)};
        const std::map<std::string, std::string> ours{
            {"gamma", "weight"}, {"beta", "bias"}, {"moving_mean", "mean"}, {"moving_variance", "variance"}};
        for (const auto& [name, t] : w) n.tensors[ours.at(name)] = reordered(t, x.order);
        return {net_.add(std::move(n)), x.order, {}, {}};
    }
    result layer_norm(const value& layer, const result& x) {
        require_last_axis(layer, x);
        if (shape(x).size() != 1)
            fail(layer, "normalises each pixel of " + text_of(shape(x)) +
                            "; layer_norm of the library normalises the sample as a whole");
        if (flag(layer, "rms_scaling", false)) fail(layer, "rms_scaling is not supported");
        std::vector<std::string> names;
        if (flag(layer, "scale", true)) names.emplace_back("gamma");
        if (flag(layer, "center", true)) names.emplace_back("beta");
        const weights w = names.empty() ? weights{} : find_(layer, names);
        node n = start(layer, operation::layer_norm, x.node);
        n.number = real(layer, "epsilon", 1e-3);
        n.tensors["weight"] = {shape(x), std::vector<double>(shape(x)[0], 1.0)};
        n.tensors["bias"] = {shape(x), std::vector<double>(shape(x)[0], 0.0)};
        if (w.count("gamma") != 0) n.tensors["weight"] = reordered(w.at("gamma"), x.order);
        if (w.count("beta") != 0) n.tensors["bias"] = reordered(w.at("beta"), x.order);
        return {net_.add(std::move(n)), x.order, {}, {}};
    }

    result pool(const value& layer, const result& x, std::size_t rank, bool is_maximum) {
        node n = start(layer, is_maximum ? operation::max_pool : operation::average_pool, x.node);
        window(layer, n, x, numbers(layer, "pool_size", rank, 2), "strides", extents(rank, 1));
        n.counts_padding = false;
        return {net_.add(std::move(n)), {}, {}, {}};
    }
    result global_pool(const value& layer, const std::string& type, const result& x) {
        require_channels_last(layer);
        const bool is_maximum = type.starts_with("GlobalMax");
        if (type != "GlobalAveragePooling1D" && type != "GlobalAveragePooling2D" && type != "GlobalMaxPooling1D" &&
            type != "GlobalMaxPooling2D")
            fail(layer, "the layer is not supported; perceptype-import --help lists those that are");
        const extents from = shape(x);
        if (from.size() < 2) fail(layer, "takes sequences or images, found " + text_of(from));
        const bool keeps = flag(layer, "keepdims", false);
        node n = start(layer, is_maximum ? operation::max_pool : operation::global_average_pool, x.node);
        if (is_maximum) n.kernel = n.stride = extents(from.begin() + 1, from.end());
        node view = start(layer, operation::reshape, net_.add(std::move(n)));
        view.name = net_.unused_name(view.name);
        view.shape = extents(keeps ? from.size() : 1, 1);
        view.shape[0] = from[0];
        return {net_.add(std::move(view)), {}, {}, {}};
    }

    /// The position here of each feature of a flattened image in Keras's order.
    static std::vector<std::size_t> flattened_order(const extents& image) {
        std::vector<std::size_t> order;
        const std::size_t pixels = product(image) / image[0];
        if (pixels == 1 || image[0] == 1) return order;
        for (std::size_t p = 0; p < pixels; ++p)
            for (std::size_t c = 0; c < image[0]; ++c) order.push_back(c * pixels + p);
        return order;
    }
    result flatten(const value& layer, const result& x) {
        require_channels_last(layer);
        if (shape(x).size() == 1) return x;
        const std::vector<std::size_t> order = flattened_order(shape(x));
        return {net_.add(start(layer, operation::flatten, x.node)), order, {}, {}};
    }

    result reshape(const value& layer, const result& x) {
        const extents from = shape(x);
        extents to;
        std::size_t known = 1, unknown = std::string::npos;
        for (const value& item : layer["config"]["target_shape"].items) {
            if (item.is(value::number) && item.real < 0) {
                unknown = to.size();
                to.push_back(1);
            } else {
                to.push_back(natural(layer, item, "an extent"));
            }
            known *= to.back();
        }
        if (to.empty() || to.size() > 3 || known == 0) fail(layer, "the target shape has to have one to three axes");
        if (unknown != std::string::npos) to[unknown] = product(from) / known;
        std::rotate(to.begin(), to.end() - 1, to.end());
        if (to == from) return x;
        if (to.size() == 1 && to[0] == product(from)) return flatten(layer, x);
        if (from.size() != 1)
            fail(layer, "reshapes " + text_of(from) + " (channels first); only vectors are reshaped to images");
        result vector = x;
        const std::vector<std::size_t> required = flattened_order(to);
        if (product(to) == from[0] && vector.order != required && !reorder(vector, required))
            fail(layer,
                 "the features of its vector come in another order here, and no layer before it can give them in this "
                 "one");
        node n = start(layer, operation::reshape, vector.node);
        n.shape = to;
        return {net_.add(std::move(n)), {}, {}, {}};
    }

    /// Changes the layers that give a vector, back to a dense layer, so that its features come in another order. False
    /// if others take their values as well, or there is no dense layer.
    bool reorder(const result& x, const std::vector<std::size_t>& required) {
        std::vector<node*> changed;
        for (std::string name = x.node;;) {
            node& n = net_.at(name);
            if (net_.uses(name) > (name == x.node && std::count(net_.outputs.begin(), net_.outputs.end(), name) != 0
                                       ? 1U
                                   : name == x.node ? 0U
                                                    : 1U))
                return false;
            changed.push_back(&n);
            if (n.op == operation::dense) break;
            const bool keeps_order = n.op == operation::batch_norm || n.op == operation::layer_norm ||
                                     n.op == operation::softmax || n.op == operation::log_softmax ||
                                     (n.op >= operation::relu && n.op <= operation::hard_tanh);
            if (!keeps_order || n.shape.size() != 1) return false;
            name = n.inputs[0];
        }
        const std::size_t size = net_.at(x.node).shape[0];
        // A feature moves from its position here to the required one.
        std::vector<std::size_t> moved(size);
        for (std::size_t k = 0; k < size; ++k)
            moved[x.order.empty() ? k : x.order[k]] = required.empty() ? k : required[k];
        for (node* n : changed)
            for (auto& [name, t] : n->tensors) {
                const std::size_t row = t.values.size() / size;
                tensor result = t;
                for (std::size_t i = 0; i < size; ++i)
                    for (std::size_t j = 0; j < row; ++j) result.values[moved[i] * row + j] = t.values[i * row + j];
                t = std::move(result);
            }
        return true;
    }

    result upsample(const value& layer, const result& x, std::size_t rank) {
        require_channels_last(layer);
        if (text(layer, "interpolation", "nearest") != "nearest")
            fail(layer, "interpolates by " + text(layer, "interpolation", "") + "; the library has nearest");
        node n = start(layer, operation::upsample, x.node);
        n.stride = numbers(layer, "size", rank, 2);
        return {net_.add(std::move(n)), {}, {}, {}};
    }
    result zero_padding(const value& layer, const result& x, std::size_t rank) {
        require_channels_last(layer);
        const value& padding = layer["config"]["padding"];
        result r = x;
        if (shape(x).size() != rank + 1) fail(layer, "takes another number of axes than " + text_of(shape(x)));
        r.before.assign(rank, 0);
        r.after.assign(rank, 0);
        for (std::size_t i = 0; i < rank; ++i) {
            // One number for all, one for each axis, or two for each axis.
            const value& axis = rank == 1 || padding.is(value::number) ? padding
                                : padding.items.size() > i             ? padding.items[i]
                                                                       : padding["none"];
            if (axis.is(value::array) && axis.items.size() != 2)
                fail(layer, "the padding has to be numbers or pairs of numbers");
            r.before[i] = natural(layer, axis.is(value::array) ? axis.items[0] : axis, "padding");
            r.after[i] = natural(layer, axis.is(value::array) ? axis.items[1] : axis, "padding");
        }
        return r;
    }

    result joined(const value& layer, operation op, const std::vector<result>& inputs) {
        node n = start(layer, op, "");
        result r;
        bool is_ordered = false;
        std::size_t offset = 0;
        for (const result& x : inputs) {
            n.inputs.push_back(x.node);
            is_ordered = is_ordered || !x.order.empty();
            if (op != operation::concat && x.order != inputs[0].order)
                fail(layer, "joins a flattened image and another vector, whose features come in different orders here");
        }
        if (op == operation::concat) {
            const auto rank = static_cast<double>(shape(inputs[0]).size());
            double axis = real(layer, "axis", -1);
            if (axis < 0) axis += rank + 1;
            if (!(axis >= 1 && axis <= rank)) fail(layer, "joins along another axis than those of the sample");
            // The channels come first here.
            n.axis = axis < rank ? static_cast<std::size_t>(axis) : 0;
            for (const result& x : inputs) {
                const std::size_t size = shape(x)[0];
                if (is_ordered)
                    for (std::size_t k = 0; k < size; ++k)
                        r.order.push_back(offset + (x.order.empty() ? k : x.order[k]));
                offset += size;
            }
        } else {
            r.order = inputs[0].order;
        }
        r.node = net_.add(std::move(n));
        return r;
    }

    std::string path_;
    int version_;
    find_weights find_;
    model net_;
    std::map<std::string, result> values_;  // by the layer's name
    std::map<std::string, std::string> output_layers_;
};

/// "BatchNormalization" as "batch_normalization", "Conv2DTranspose" as "conv2d_transpose".
std::string in_snake_case(const std::string& name) {
    std::string result;
    const auto is_upper = [&](std::size_t i) {
        return i < name.size() && std::isupper(static_cast<unsigned char>(name[i])) != 0;
    };
    const auto is_lower = [&](std::size_t i) {
        return i < name.size() && std::islower(static_cast<unsigned char>(name[i])) != 0;
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        // A word begins at a capital letter that a small one follows, or that follows a small one.
        if (i != 0 && is_upper(i) && (is_lower(i + 1) || is_lower(i - 1))) result += '_';
        result += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
    }
    return result;
}

int major_version(const std::string& text) { return text.empty() ? 2 : text[0] - '0'; }

void check_count(const std::string& origin, std::size_t found, std::size_t expected) {
    if (found != expected)
        throw import_error(origin + ": has " + std::to_string(found) + " weights in the file, expected " +
                           std::to_string(expected));
}

}  // namespace

model read_keras_h5(const std::string& path) {
    const keras::hdf5_file file(path);
    if (!file.has_attribute("/", "model_config"))
        throw import_error(path + ": has weights alone; save the whole model, model.save(\"model.keras\")");
    const std::string version = file.has_attribute("/", "keras_version") ? file.text("/", "keras_version") : "2";
    value config;
    try {
        config = json::parse(file.text("/", "model_config"));
    } catch (const import_error& error) {
        throw import_error(path + ": model_config: " + error.what());
    }
    const auto find = [&](const value& layer, const std::vector<std::string>& names) {
        const std::string name = layer["config"]["name"].text;
        const std::string origin = path + ": " + layer["class_name"].text + " \"" + name + "\"";
        const std::string group = "/model_weights/" + name;
        if (!file.has_attribute(group, "weight_names")) throw import_error(origin + ": the file has no weights for it");
        const std::vector<std::string> stored = file.texts(group, "weight_names");
        check_count(origin, stored.size(), names.size());
        weights result;
        for (std::size_t i = 0; i < names.size(); ++i) {
            // "dense/kernel:0"
            std::string last = stored[i].substr(stored[i].find_last_of('/') + 1);
            last = last.substr(0, last.find(':'));
            if (last != names[i] && !(names[i] == "depthwise_kernel" && last == "kernel"))
                throw import_error(origin + ": expected the weight " + names[i] + ", found " + stored[i]);
            result[names[i]] = file.values(group + "/" + stored[i]);
        }
        return result;
    };
    return reader(path, std::filesystem::path(path).filename().string() + " (Keras " + version + ")",
                  major_version(version), find)
        .run(config);
}

model read_keras(const std::string& path) {
    value config;
    std::string version;
    try {
        config = json::parse(keras::member_of_archive(path, "config.json"));
        version = json::parse(keras::member_of_archive(path, "metadata.json"))["keras_version"].text;
    } catch (const import_error& error) {
        const std::string text = error.what();
        throw import_error(text.starts_with(path) ? text : path + ": " + text);
    }
    const keras::hdf5_file file(path, keras::member_of_archive(path, "model.weights.h5"));
    // Groups are named after the layers' classes, counted in the order of the configuration.
    std::map<std::string, std::string> groups;
    std::map<std::string, std::size_t> counts;
    const value& settings = config["config"];
    for (const value& layer : (settings.is(value::array) ? settings : settings["layers"]).items) {
        const std::string type = in_snake_case(layer["class_name"].text);
        const std::size_t count = counts[type]++;
        groups[layer["config"]["name"].text] = count == 0 ? type : type + "_" + std::to_string(count);
    }
    const auto find = [&](const value& layer, const std::vector<std::string>& names) {
        const std::string name = layer["config"]["name"].text;
        const std::string origin = path + ": " + layer["class_name"].text + " \"" + name + "\"";
        std::string group = "/layers/" + groups.at(name);
        if (!file.has(group)) group = "/_layer_checkpoint_dependencies/" + groups.at(name);
        if (!file.has(group)) throw import_error(origin + ": model.weights.h5 has no group layers/" + groups.at(name));
        if (file.has_attribute(group + "/vars", "name") && file.text(group + "/vars", "name") != name)
            throw import_error(origin + ": model.weights.h5 has the weights of " + file.text(group + "/vars", "name") +
                               " in its place");
        weights result;
        std::size_t count = 0;
        while (file.has(group + "/vars/" + std::to_string(count))) ++count;
        check_count(origin, count, names.size());
        for (std::size_t i = 0; i < names.size(); ++i)
            result[names[i]] = file.values(group + "/vars/" + std::to_string(i));
        return result;
    };
    return reader(path, std::filesystem::path(path).filename().string() + " (Keras " + version + ")",
                  major_version(version), find)
        .run(config);
}

}  // namespace importer
