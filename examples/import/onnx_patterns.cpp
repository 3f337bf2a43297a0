// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "onnx_patterns.hpp"

#include "model.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>

namespace importer::onnx {

void collect_constants(graph& g) {
    for (operator_node& n : g.nodes) {
        if (n.type != "Constant" || n.outputs.empty()) continue;
        tensor_value t;
        if (const auto a = n.attributes.find("value"); a != n.attributes.end() && a->second.has_tensor)
            t = a->second.tensor;
        else if (const auto number = n.attributes.find("value_float"); number != n.attributes.end())
            t.values = {number->second.number};
        else if (const auto integer = n.attributes.find("value_int"); integer != n.attributes.end()) {
            t.values = {static_cast<double>(integer->second.integer)};
            t.is_integer = true;
        } else if (const auto integers = n.attributes.find("value_ints"); integers != n.attributes.end()) {
            t.values.assign(integers->second.integers.begin(), integers->second.integers.end());
            t.dims = {static_cast<std::int64_t>(t.values.size())};
            t.is_integer = true;
        } else if (const auto numbers = n.attributes.find("value_floats"); numbers != n.attributes.end()) {
            t.values = numbers->second.numbers;
            t.dims = {static_cast<std::int64_t>(t.values.size())};
        } else
            throw import_error(n.text() + ": the constant is neither a tensor nor numbers");
        g.initializers[n.outputs[0]] = std::move(t);
    }
    std::erase_if(g.nodes, [](const operator_node& n) { return n.type == "Constant"; });
}

namespace {

class rewriter {
public:
    explicit rewriter(graph& g) : g_(g) {
        for (std::size_t i = 0; i < g.nodes.size(); ++i)
            for (const std::string& output : g.nodes[i].outputs) producers_[output] = i;
        for (const operator_node& n : g.nodes)
            for (const std::string& input : n.inputs) ++uses_[input];
        for (const value_info& output : g.outputs) ++uses_[output.name];
    }

    void run() {
        // The last node of a pattern is replaced; the others are removed.
        for (std::size_t i = 0; i < g_.nodes.size(); ++i)
            if (!gelu(i) && !silu(i)) layer_norm(i);
        std::vector<operator_node> rest;
        for (std::size_t i = 0; i < g_.nodes.size(); ++i)
            if (removed_.count(i) == 0) rest.push_back(std::move(g_.nodes[i]));
        g_.nodes = std::move(rest);
    }

private:
    /// The index of the node of that type that gives the value.
    std::optional<std::size_t> producer(const std::string& value, const char* type) const {
        const auto found = producers_.find(value);
        if (found == producers_.end() || g_.nodes[found->second].type != type) return {};
        return found->second;
    }
    std::optional<double> scalar(const std::string& value) const {
        const auto found = g_.initializers.find(value);
        if (found == g_.initializers.end() || found->second.values.size() != 1) return {};
        return found->second.values[0];
    }
    bool is_scalar(const std::string& value, double expected) const {
        const auto found = scalar(value);
        return found && std::abs(*found - expected) <= 1e-6 * std::abs(expected);
    }
    /// The other input of a node with two inputs, of which one is a constant scalar.
    std::optional<std::string> other_than_scalar(std::size_t node, double expected) const {
        const auto& inputs = g_.nodes[node].inputs;
        if (inputs.size() != 2) return {};
        if (is_scalar(inputs[1], expected)) return inputs[0];
        if (is_scalar(inputs[0], expected)) return inputs[1];
        return {};
    }
    bool used_once(std::size_t node) const { return uses_.at(g_.nodes[node].outputs[0]) == 1; }

    void replace(std::size_t last, const char* type, std::vector<std::string> inputs,
                 const std::vector<std::size_t>& others) {
        g_.nodes[last].type = type;
        g_.nodes[last].inputs = std::move(inputs);
        removed_.insert(others.begin(), others.end());
    }

    /// x * (1 + erf(x / sqrt(2))) * 0.5, in any order of the factors.
    bool gelu(std::size_t i) {
        if (g_.nodes[i].type != "Mul" || g_.nodes[i].inputs.size() != 2) return false;
        for (const std::size_t side : {0U, 1U}) {
            const std::string &a = g_.nodes[i].inputs[side], &b = g_.nodes[i].inputs[1 - side];
            // (x * sum) * 0.5
            if (is_scalar(b, 0.5))
                if (const auto inner = producer(a, "Mul"); inner && used_once(*inner))
                    for (const std::size_t k : {0U, 1U}) {
                        const auto& factors = g_.nodes[*inner].inputs;
                        if (const auto nodes = gelu_sum(factors[k], factors[1 - k])) {
                            const std::string x = factors[1 - k];
                            auto others = *nodes;
                            others.push_back(*inner);
                            replace(i, "Gelu", {x}, others);
                            return true;
                        }
                    }
            // (x * 0.5) * sum
            if (const auto halved = producer(a, "Mul"); halved && used_once(*halved))
                if (const auto x = other_than_scalar(*halved, 0.5))
                    if (const auto nodes = gelu_sum(b, *x)) {
                        auto others = *nodes;
                        others.push_back(*halved);
                        replace(i, "Gelu", {*x}, others);
                        return true;
                    }
        }
        return false;
    }
    /// The nodes of 1 + erf(x / sqrt(2)).
    std::optional<std::vector<std::size_t>> gelu_sum(const std::string& sum, const std::string& x) const {
        const auto add = producer(sum, "Add");
        if (!add || !used_once(*add)) return {};
        const auto erf_value = other_than_scalar(*add, 1);
        if (!erf_value) return {};
        const auto erf = producer(*erf_value, "Erf");
        if (!erf || !used_once(*erf)) return {};
        const std::string& scaled = g_.nodes[*erf].inputs[0];
        if (const auto div = producer(scaled, "Div"); div && used_once(*div))
            if (g_.nodes[*div].inputs[0] == x && is_scalar(g_.nodes[*div].inputs[1], std::sqrt(2.0)))
                return std::vector{*add, *erf, *div};
        if (const auto mul = producer(scaled, "Mul"); mul && used_once(*mul))
            if (other_than_scalar(*mul, std::sqrt(0.5)) == x) return std::vector{*add, *erf, *mul};
        return {};
    }

    /// x * sigmoid(x)
    bool silu(std::size_t i) {
        if (g_.nodes[i].type != "Mul" || g_.nodes[i].inputs.size() != 2) return false;
        for (const std::size_t side : {0U, 1U}) {
            const std::string x = g_.nodes[i].inputs[1 - side];
            const auto sigmoid = producer(g_.nodes[i].inputs[side], "Sigmoid");
            if (!sigmoid || !used_once(*sigmoid) || g_.nodes[*sigmoid].inputs[0] != x) continue;
            replace(i, "Silu", {x}, {*sigmoid});
            return true;
        }
        return false;
    }

    std::vector<std::int64_t> axes_of(const operator_node& n) const {
        if (const auto a = n.attributes.find("axes"); a != n.attributes.end()) return a->second.integers;
        std::vector<std::int64_t> axes;
        if (n.inputs.size() > 1)
            if (const auto found = g_.initializers.find(n.inputs[1]); found != g_.initializers.end())
                for (const double axis : found->second.values) axes.push_back(static_cast<std::int64_t>(axis));
        return axes;
    }

    /// d / sqrt(mean(d^2) + epsilon) * weight + bias, d = x - mean(x), as PyTorch exports it before opset 17.
    void layer_norm(std::size_t i) {
        if (g_.nodes[i].type != "Div") return;
        const auto sub = producer(g_.nodes[i].inputs[0], "Sub");
        const auto root = producer(g_.nodes[i].inputs[1], "Sqrt");
        if (!sub || !root) return;
        const auto add = producer(g_.nodes[*root].inputs[0], "Add");
        if (!add) return;
        std::optional<std::size_t> variance;
        std::optional<double> epsilon;
        for (const std::size_t k : {0U, 1U}) {
            if (const auto mean = producer(g_.nodes[*add].inputs[k], "ReduceMean")) variance = mean;
            if (const auto number = scalar(g_.nodes[*add].inputs[k])) epsilon = number;
        }
        if (!variance || !epsilon) return;
        const auto square = producer(g_.nodes[*variance].inputs[0], "Pow");
        if (!square || g_.nodes[*square].inputs[0] != g_.nodes[*sub].outputs[0] ||
            !is_scalar(g_.nodes[*square].inputs[1], 2))
            return;
        const auto mean = producer(g_.nodes[*sub].inputs[1], "ReduceMean");
        if (!mean || g_.nodes[*mean].inputs[0] != g_.nodes[*sub].inputs[0]) return;
        const auto axes = axes_of(g_.nodes[*mean]);
        if (axes.empty() || axes != axes_of(g_.nodes[*variance])) return;
        // Its axes are the last ones, written from the end.
        for (std::size_t k = 0; k < axes.size(); ++k)
            if (axes[k] != static_cast<std::int64_t>(k) - static_cast<std::int64_t>(axes.size())) return;
        attribute axis, number;
        axis.integer = -static_cast<std::int64_t>(axes.size());
        number.number = decimal(static_cast<float>(*epsilon));
        const std::string x = g_.nodes[*sub].inputs[0];
        replace(i, "LayerNormalization", {x}, {*sub, *root, *add, *variance, *square, *mean});
        g_.nodes[i].attributes["axis"] = axis;
        g_.nodes[i].attributes["epsilon"] = number;
    }

    graph& g_;
    std::map<std::string, std::size_t> producers_;
    std::map<std::string, std::size_t> uses_;
    std::set<std::size_t> removed_;
};

}  // namespace

void replace_patterns(graph& g) { rewriter(g).run(); }

}  // namespace importer::onnx
