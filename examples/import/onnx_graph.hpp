// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What an ONNX file says, as it says it. The numbers of fields and element types are those of the published schema,
/// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace importer::onnx {

struct tensor_value {
    std::vector<std::int64_t> dims;
    std::vector<double> values;
    bool is_integer = false;
};

struct attribute {
    double number = 0;
    std::int64_t integer = 0;
    std::string text;
    std::vector<std::int64_t> integers;
    std::vector<double> numbers;
    tensor_value tensor;
    bool has_tensor = false;
};

struct operator_node {
    std::string name, type, domain;
    std::vector<std::string> inputs, outputs;
    std::map<std::string, attribute> attributes;

    /// Conv "/conv1/Conv"
    std::string text() const { return type + " \"" + (name.empty() && !outputs.empty() ? outputs[0] : name) + "\""; }
};

struct value_info {
    std::string name;
    std::vector<std::int64_t> dims;  // -1 where the extent is not fixed
    bool has_shape = false;
};

struct graph {
    std::string producer;
    std::int64_t opset = 0;
    std::vector<operator_node> nodes;
    std::map<std::string, tensor_value> initializers;
    std::vector<value_info> inputs, outputs;
};

graph parse(std::string_view bytes);

/// The double nearest to a float's shortest decimal number: 1e-5, where the file has the float nearest to that.
double decimal(float value);

}  // namespace importer::onnx
