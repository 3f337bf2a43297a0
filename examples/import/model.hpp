// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network between file and header: named nodes in an order in which they can be computed. Readers of file formats
/// make it; the interpreter and the writer of headers take it.

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace importer {

/// Why a file cannot be imported: the message names file, node and operator.
struct import_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using extents = std::vector<std::size_t>;

/// "3x8x8"
std::string text_of(const extents& shape);
std::size_t product(const extents& shape);

struct tensor {
    extents shape;
    std::vector<double> values;  // row-major
};

/// The layers and joins of the library. Shapes are those of one sample, channels first.
enum class operation {
    input,
    dense,                   // weight (out, in), bias (out)
    convolution,             // weight (out, in / groups, window...), bias (out)
    transposed_convolution,  // weight (in, out / groups, window...), bias (out)
    batch_norm,              // weight, bias, mean, variance (channels); number: epsilon
    layer_norm,              // weight, bias (shape); number: epsilon
    group_norm,              // weight, bias (channels); number: epsilon; groups
    max_pool,
    average_pool,
    global_average_pool,  // to (channels)
    upsample,             // stride: the factors
    flatten,
    reshape,  // shape
    relu,
    leaky_relu,  // number: slope
    prelu,       // number: slope
    elu,         // number: alpha
    selu,
    gelu,
    silu,
    softplus,
    sigmoid,
    tanh,
    hard_sigmoid,  // clamp(x / 6 + 1 / 2, 0, 1)
    hard_tanh,     // clamp(x, -1, 1)
    softmax,
    log_softmax,
    concat,  // axis
    add,
    subtract,
    multiply,
    maximum,
    average
};

/// The layer's or join's name in the library.
const char* name_of(operation op);
bool is_join(operation op);

struct node {
    std::string name;
    operation op = operation::input;
    std::vector<std::string> inputs;  // names of earlier nodes
    std::string origin;               // operator and name in the file, for messages: Conv "/conv1/Conv"

    // Windows: one number for each axis of the image or sequence.
    extents kernel, stride, padding_begin, padding_end, dilation, output_padding;
    bool counts_padding = true;  // average_pool: padding counts as elements
    std::size_t groups = 1;
    std::size_t axis = 0;
    double number = 0;
    std::map<std::string, tensor> tensors;

    extents shape;  // of the output; `model::add` deduces it, except for input and reshape

    bool has(const std::string& tensor_name) const { return tensors.count(tensor_name) != 0; }
};

struct model {
    std::string source;              // file, format and producer, for the header's first line
    std::vector<std::string> notes;  // for the user of the header
    std::vector<node> nodes;
    std::vector<std::string> outputs;

    /// Checks the node against its inputs, deduces its shape and appends it; returns its name.
    std::string add(node added);
    const node& at(const std::string& name) const;
    node& at(const std::string& name);
    bool has(const std::string& name) const;
    /// The number of nodes and outputs that take this value.
    std::size_t uses(const std::string& name) const;
    /// A name that no node has: `proposed`, or `proposed` and a number.
    std::string unused_name(const std::string& proposed) const;
    /// Removes the nodes that no output depends on, and what has no effect: a reshape to the same shape, a reshape
    /// before a flatten. Inputs stay.
    void simplify();
};

}  // namespace importer
