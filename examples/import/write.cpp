// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "write.hpp"

#include "interpret.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <ostream>
#include <set>

namespace importer {

std::string identifier(const std::string& proposed) {
    std::string name;
    for (const char c : proposed) {
        const bool is_valid = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (is_valid || (!name.empty() && name.back() != '_')) name += is_valid ? c : '_';
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) != 0) name = "n" + name;
    // Keywords, and names that are taken.
    static const std::set<std::string> taken{
        "alignas",   "alignof",  "and",      "asm",        "auto",     "bitand",    "bitor",   "bool",     "boost",
        "break",     "case",     "catch",    "char",       "class",    "compl",     "concept", "const",    "constexpr",
        "constinit", "continue", "decltype", "default",    "delete",   "do",        "double",  "else",     "enum",
        "explicit",  "export",   "extern",   "false",      "float",    "for",       "friend",  "goto",     "if",
        "inline",    "int",      "long",     "main",       "mutable",  "namespace", "new",     "noexcept", "not",
        "nullptr",   "operator", "or",       "perceptype", "private",  "protected", "pt",      "public",   "register",
        "requires",  "return",   "short",    "signed",     "sizeof",   "static",    "std",     "struct",   "switch",
        "template",  "this",     "throw",    "true",       "try",      "typedef",   "typeid",  "typename", "union",
        "unsigned",  "using",    "virtual",  "void",       "volatile", "while",     "xor"};
    return taken.count(name) == 0 ? name : name + "_net";
}

namespace {

[[noreturn]] void fail(const node& at, const std::string& why) { throw import_error(at.origin + ": " + why); }

/// "2" if all numbers are 2, else "2, 3".
std::string list_of(const extents& numbers) {
    if (std::all_of(numbers.begin(), numbers.end(), [&](std::size_t n) { return n == numbers[0]; }))
        return std::to_string(numbers[0]);
    std::string text;
    for (const std::size_t number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}
std::string all_of(const extents& numbers) {
    std::string text;
    for (const std::size_t number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

/// A number that a compiler reads back exactly. Many numbers are written in hexadecimal, which compilers read faster.
class number_writer {
public:
    number_writer(bool in_double, bool in_hexadecimal) : in_double_(in_double), in_hexadecimal_(in_hexadecimal) {}

    std::string operator()(double value) const {
        return in_double_ ? text(value) : text(static_cast<float>(value)) + 'F';
    }

private:
    template <class Scalar>
    std::string text(Scalar value) const {
        std::array<char, 64> digits;
        const auto end = in_hexadecimal_ ? std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(value),
                                                         std::chars_format::hex)
                                         : std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(value));
        std::string result(digits.data(), end.ptr);
        if (in_hexadecimal_)
            result = "0x" + result;
        else if (result.find_first_of(".e") == std::string::npos)
            result += ".0";
        return std::signbit(value) ? "-" + result : result;
    }

    bool in_double_;
    bool in_hexadecimal_;
};

/// A layer in the language of the library, and its parameters in canonical order.
struct layer {
    std::string text;
    std::vector<double> parameters;
};

void append(std::vector<double>& to, const node& n, const char* name) {
    const std::vector<double>& values = n.tensors.at(name).values;
    to.insert(to.end(), values.begin(), values.end());
}

bool is_same_padding(const node& n) {
    for (std::size_t i = 0; i < n.kernel.size(); ++i) {
        const std::size_t total = n.dilation[i] * (n.kernel[i] - 1);
        if (n.stride[i] != 1 || n.padding_begin[i] != total / 2 || n.padding_end[i] != total - total / 2) return false;
    }
    return true;
}

/// The layers pad both ends of an axis equally. More padding at the end is the same as that padding at both ends and a
/// kernel with as many zeros before its first weight; more padding at the beginning, with zeros after its last.
node with_equal_padding(node n) {
    tensor& weight = n.tensors.at("weight");
    const std::size_t matrices = weight.shape[0] * weight.shape[1];
    extents kernel = n.kernel, shift(n.kernel.size(), 0);
    for (std::size_t i = 0; i < kernel.size(); ++i) {
        const std::size_t begin = n.padding_begin[i], end = n.padding_end[i];
        const std::size_t excess = begin < end ? end - begin : begin - end;
        if (excess % n.dilation[i] != 0)
            fail(n, "pads " + std::to_string(begin) + " before and " + std::to_string(end) +
                        " after, which the library cannot express with this dilation");
        const std::size_t taps = excess / n.dilation[i];
        kernel[i] += taps;
        if (begin < end) shift[i] = taps;
        n.padding_begin[i] = n.padding_end[i] = std::max(begin, end);
    }
    if (kernel == n.kernel) return n;
    const bool is_image = kernel.size() == 2;
    const std::size_t rows = is_image ? n.kernel[0] : 1, row_length = n.kernel.back();
    const std::size_t new_rows = is_image ? kernel[0] : 1, new_length = kernel.back();
    std::vector<double> values(matrices * new_rows * new_length, 0.0);
    for (std::size_t m = 0; m < matrices; ++m)
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < row_length; ++j)
                values[(m * new_rows + i + (is_image ? shift[0] : 0)) * new_length + j + shift.back()] =
                    weight.values[(m * rows + i) * row_length + j];
    weight.values = std::move(values);
    std::copy(kernel.begin(), kernel.end(), weight.shape.begin() + 2);
    n.kernel = kernel;
    return n;
}

std::string window_text(const node& n) {
    std::string text = "pt::kernel<" + list_of(n.kernel) + ">";
    const auto differs = [](const extents& numbers, std::size_t common) {
        return std::any_of(numbers.begin(), numbers.end(), [&](std::size_t number) { return number != common; });
    };
    const bool is_pool = n.op == operation::max_pool || n.op == operation::average_pool;
    if (is_pool ? n.stride != n.kernel : differs(n.stride, 1)) text += ", pt::stride<" + list_of(n.stride) + ">";
    if (n.padding_begin != n.padding_end)
        text += ", pt::padding<pt::same>";
    else if (differs(n.padding_begin, 0))
        text += ", pt::padding<" + list_of(n.padding_begin) + ">";
    if (differs(n.output_padding, 0)) text += ", pt::output_padding<" + list_of(n.output_padding) + ">";
    if (differs(n.dilation, 1)) text += ", pt::dilation<" + list_of(n.dilation) + ">";
    if (n.groups != 1) text += ", pt::groups<" + std::to_string(n.groups) + ">";
    return text;
}

/// A number as an argument of a template.
std::string argument(double number) { return number_writer(true, false)(number); }

/// A layer whose argument is a number, or the layer with the default.
std::string with_number(const std::string& name, double number, double standard) {
    return number == standard ? "pt::" + name : "pt::" + name + "_with<" + argument(number) + ">";
}
std::string with_epsilon(const node& n, const std::string& arguments) {
    std::string options = arguments;
    if (n.number != 1e-5) options += (options.empty() ? "" : ", ") + ("pt::epsilon<" + argument(n.number) + ">");
    if (n.op == operation::group_norm) return "pt::group_norm<" + options + ">";
    return options.empty() ? std::string("pt::") + name_of(n.op)
                           : std::string("pt::basic_") + name_of(n.op) + "<" + options + ">";
}

layer layer_of(const node& original) {
    node n = original;
    layer result;
    switch (n.op) {
        case operation::dense:
            result.text = "pt::dense<" + std::to_string(n.shape[0]) + (n.has("bias") ? ">" : ", pt::no_bias>");
            append(result.parameters, n, "weight");
            if (n.has("bias")) append(result.parameters, n, "bias");
            break;
        case operation::convolution:
        case operation::transposed_convolution:
            if (n.op == operation::transposed_convolution && n.kernel.size() == 1)
                fail(n, "the library has no transposed convolution of sequences");
            if (n.op == operation::transposed_convolution)
                for (std::size_t i = 0; i < n.kernel.size(); ++i) {
                    // Less padding at the end is a larger output.
                    if (n.padding_begin[i] > n.padding_end[i]) {
                        n.output_padding[i] += n.padding_begin[i] - n.padding_end[i];
                        n.padding_end[i] = n.padding_begin[i];
                    }
                    if (n.output_padding[i] >= n.stride[i])
                        fail(n, "the output padding " + std::to_string(n.output_padding[i]) +
                                    " is not less than the stride " + std::to_string(n.stride[i]));
                }
            if (n.op == operation::transposed_convolution || !is_same_padding(n)) n = with_equal_padding(n);
            result.text = (n.op == operation::transposed_convolution ? "pt::conv_transpose2d<"
                           : n.kernel.size() == 1                    ? "pt::conv1d<"
                                                                     : "pt::conv2d<") +
                          std::to_string(n.shape[0]) + ", " + window_text(n) + (n.has("bias") ? ">" : ", pt::no_bias>");
            append(result.parameters, n, "weight");
            if (n.has("bias")) append(result.parameters, n, "bias");
            break;
        case operation::batch_norm:
            result.text = with_epsilon(n, "");
            for (const char* name : {"weight", "bias", "mean", "variance"}) append(result.parameters, n, name);
            break;
        case operation::layer_norm:
            result.text = with_epsilon(n, "");
            for (const char* name : {"weight", "bias"}) append(result.parameters, n, name);
            break;
        case operation::group_norm:
            result.text = with_epsilon(n, std::to_string(n.groups));
            for (const char* name : {"weight", "bias"}) append(result.parameters, n, name);
            break;
        case operation::max_pool:
        case operation::average_pool:
            if (n.padding_begin != n.padding_end && !is_same_padding(n))
                fail(n, "pads " + all_of(n.padding_begin) + " before and " + all_of(n.padding_end) +
                            " after; pools of the library pad both ends equally");
            for (std::size_t i = 0; i < n.kernel.size(); ++i) {
                const std::size_t padding = std::max(n.padding_begin[i], n.padding_end[i]);
                if (2 * padding > n.dilation[i] * (n.kernel[i] - 1) + 1 && n.padding_begin == n.padding_end)
                    fail(n, "the padding is more than half the kernel");
                if (n.op == operation::average_pool && padding != 0 && !n.counts_padding)
                    fail(n, "leaves the padding out of the mean; average_pool of the library counts it");
                if (n.op == operation::average_pool && n.dilation[i] != 1)
                    fail(n, "average_pool of the library has no dilation");
            }
            result.text = std::string("pt::") + name_of(n.op) + "<" + window_text(n) + ">";
            break;
        case operation::upsample: result.text = "pt::upsample<" + list_of(n.stride) + ">"; break;
        case operation::reshape: result.text = "pt::reshape<" + all_of(n.shape) + ">"; break;
        case operation::leaky_relu: result.text = with_number("leaky_relu", n.number, 0.01); break;
        case operation::elu: result.text = with_number("elu", n.number, 1); break;
        case operation::prelu:
            result.text = "pt::prelu";
            result.parameters = {n.number};
            break;
        case operation::concat:
            result.text = n.axis == 0 ? "pt::concat" : "pt::concat_axis<" + std::to_string(n.axis) + ">";
            break;
        default: result.text = std::string("pt::") + name_of(n.op); break;
    }
    if ((n.op == operation::leaky_relu || n.op == operation::elu) && !(n.number > 0))
        fail(n, "the slope or alpha must be above 0 in the library");
    return result;
}

/// A node of the graph: the layers from one value that others take to the next.
struct group {
    std::string name;                  // of its last value
    std::vector<std::string> sources;  // values
    std::vector<layer> layers;
};

bool is_output(const model& net, const std::string& value) {
    return std::count(net.outputs.begin(), net.outputs.end(), value) != 0;
}

/// Whether a value is computed by the next node's group: it has one use, and the use needs no join.
bool continues(const model& net, const node& n) {
    if (n.op == operation::input || is_output(net, n.name)) return false;
    if (net.uses(n.name) != 1) return false;
    for (const node& other : net.nodes)
        if (std::count(other.inputs.begin(), other.inputs.end(), n.name) != 0) return !is_join(other.op);
    return false;
}

std::vector<group> groups_of(const model& net) {
    std::vector<group> all;
    std::map<std::string, group> unfinished;  // by the name of its last value
    for (const node& n : net.nodes) {
        if (n.op == operation::input) continue;
        group g;
        if (const auto before = unfinished.find(n.inputs[0]); before != unfinished.end()) {
            g = before->second;
            unfinished.erase(before);
        } else {
            g.sources = n.inputs;
        }
        g.name = n.name;
        g.layers.push_back(layer_of(n));
        if (continues(net, n))
            unfinished[n.name] = g;
        else
            all.push_back(g);
    }
    return all;
}

/// Names of values as identifiers, each once.
std::map<std::string, std::string> names_of(const model& net) {
    std::map<std::string, std::string> names;
    std::set<std::string> used;
    // Inputs and outputs first: users write their names.
    std::vector<std::string> order;
    for (const node& n : net.nodes)
        if (n.op == operation::input) order.push_back(n.name);
    order.insert(order.end(), net.outputs.begin(), net.outputs.end());
    for (const node& n : net.nodes) order.push_back(n.name);
    for (const std::string& value : order) {
        if (names.count(value) != 0) continue;
        std::string name = identifier(value);
        for (std::size_t i = 2; used.count(name) != 0; ++i) name = identifier(value) + "_" + std::to_string(i);
        used.insert(name);
        names[value] = name;
    }
    return names;
}

void write_numbers(std::ostream& out, const std::vector<double>& numbers, const number_writer& text,
                   const char* indent) {
    std::string line = indent;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::string number = text(numbers[i]) + (i + 1 == numbers.size() ? "" : ",");
        if (line.size() + number.size() > 118) {
            out << line << '\n';
            line = indent;
        }
        line += (line == indent ? "" : " ") + number;
    }
    out << line << '\n';
}

/// The index of element i after so many others.
std::string after(std::size_t offset) { return offset == 0 ? "i" : std::to_string(offset) + " + i"; }

/// The inputs of the self-test: multiples of 1/32 in -1..1, which float and double hold exactly.
double sample_value(std::size_t sample, std::size_t i) {
    return static_cast<double>((i * 37 + sample * 11 + i / 61 * 7) % 65) / 32.0 - 1.0;
}

/// What all parts of a header need.
class header_writer {
public:
    header_writer(std::ostream& out, const model& net, const write_options& options)
        : out_(out), net_(net), options_(options), scalar_(options.in_double ? "double" : "float") {
        for (const node& n : net.nodes)
            if (n.op == operation::input) {
                inputs_.push_back(&n);
                input_size_ += product(n.shape);
            }
        for (const std::string& output : net.outputs) output_size_ += product(net.at(output).shape);
        check();
        groups_ = groups_of(net);
        names_ = names_of(net);
        is_chain_ = inputs_.size() == 1 && groups_.size() == 1 && groups_[0].sources.size() == 1;
    }

    void write() {
        out_ << "// Written by perceptype-import from " << net_.source << ".\n";
        for (const std::string& note : net_.notes) out_ << "// " << note << '\n';
        out_ << "#pragma once\n\n#include <perceptype.hpp>\n\n#include <cstddef>\n\nnamespace " << options_.name
             << " {\n\nnamespace pt = perceptype;\n\n";
        if (is_chain_)
            write_network();
        else
            write_graph();
        write_parameters();
        write_evaluate();
        write_self_test();
        out_ << "\n}  // namespace " << options_.name << "\n";
    }

private:
    void check() const {
        if (inputs_.empty() || net_.outputs.empty())
            throw import_error(net_.source + ": the network has no inputs or no outputs");
        for (const node* input : inputs_) {
            if (net_.uses(input->name) == 0) fail(*input, "no output depends on this input");
            if (is_output(net_, input->name)) fail(*input, "the input is an output as well");
        }
        for (const std::string& output : net_.outputs)
            if (std::count(net_.outputs.begin(), net_.outputs.end(), output) != 1)
                throw import_error(net_.source + ": the output \"" + output + "\" is named twice");
    }

    void write_network() {
        out_ << "using network_type = pt::" << (options_.in_double ? "basic_network<double," : "network<")
             << "\n    pt::input<" << all_of(inputs_[0]->shape) << ">";
        for (const layer& l : groups_[0].layers) out_ << ",\n    " << l.text;
        out_ << ">;\n\n";
    }
    void write_graph() {
        out_ << "using network_type = pt::" << (options_.in_double ? "basic_graph<double," : "graph<") << "\n    ";
        for (const node* input : inputs_)
            out_ << "pt::input_node<" << quoted(input->name) << ", " << all_of(input->shape) << ">,\n    ";
        for (const group& g : groups_) {
            out_ << "pt::node<" << quoted(g.name) << ", pt::from<" << all_quoted(g.sources) << ">";
            for (const layer& l : g.layers) out_ << ", " << l.text;
            out_ << ">,\n    ";
        }
        out_ << "pt::outputs<" << all_quoted(net_.outputs) << ">>;\n\n";
    }
    std::string quoted(const std::string& value) const { return '"' + names_.at(value) + '"'; }
    std::string all_quoted(const std::vector<std::string>& values) const {
        std::string text;
        for (const std::string& value : values) text += (text.empty() ? "" : ", ") + quoted(value);
        return text;
    }

    void write_parameters() {
        std::vector<double> parameters;
        for (const group& g : groups_)
            for (const layer& l : g.layers)
                parameters.insert(parameters.end(), l.parameters.begin(), l.parameters.end());
        for (const double value : parameters)
            if (!options_.in_double && !std::isfinite(static_cast<float>(value)))
                throw import_error(net_.source + ": a weight is too large for float; use --double");
        if (parameters.empty()) {
            out_ << "inline constexpr network_type net{};\n\n";
            return;
        }
        out_ << "inline constexpr " << scalar_ << " parameters[" << parameters.size() << "] = {\n";
        write_numbers(out_, parameters, number_writer(options_.in_double, parameters.size() > 10'000), "    ");
        out_ << "};\n\ninline constexpr network_type net = "
                "pt::network_from_constants<network_type>(parameters);\n\n";
    }

    /// The network on plain arrays.
    void write_evaluate() {
        out_ << "/// All inputs one after another to all outputs one after another.\n"
             << "constexpr void evaluate(const " << scalar_ << "* x, " << scalar_ << "* y) {\n";
        const auto loop = [&](const std::string& name) {
            out_ << "    for (std::size_t i = 0; i < " << name << ".size(); ++i) ";
        };
        std::size_t offset = 0;
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            const std::string name = "x" + std::to_string(i);
            out_ << "    pt::tensor<" << scalar_ << ", " << all_of(inputs_[i]->shape) << "> " << name << "{};\n";
            loop(name);
            out_ << name << "[i] = x[" << after(offset) << "];\n";
            offset += product(inputs_[i]->shape);
        }
        if (is_chain_) {
            out_ << "    const auto y0 = net(x0);\n";
        } else {
            out_ << "    const auto result = net(";
            for (std::size_t i = 0; i < inputs_.size(); ++i)
                out_ << (i == 0 ? "" : ", ") << "pt::node_tag<" << quoted(inputs_[i]->name) << ">{} = x" << i;
            out_ << ");\n";
            for (std::size_t i = 0; i < net_.outputs.size(); ++i)
                out_ << "    const auto& y" << i << " = result[pt::node_tag<" << quoted(net_.outputs[i]) << ">{}];\n";
        }
        offset = 0;
        for (std::size_t i = 0; i < net_.outputs.size(); ++i) {
            const std::string name = "y" + std::to_string(i);
            loop(name);
            out_ << "y[" << after(offset) << "] = " << name << "[i];\n";
            offset += product(net_.at(net_.outputs[i]).shape);
        }
        out_ << "}\n\n";
    }

    void write_self_test() {
        const std::size_t operations = operations_of(net_);
        const std::size_t samples = operations < 1'000'000 ? 3 : 1;
        out_ << "/// What the file's weights give in double precision.\n"
             << "inline constexpr " << scalar_ << " expected[" << samples << "][" << output_size_ << "] = {\n";
        const model rounded = with_weights_of_scalar();
        for (std::size_t sample = 0; sample < samples; ++sample) {
            out_ << "    {\n";
            write_numbers(out_, outputs_for(rounded, sample), number_writer(options_.in_double, false), "        ");
            out_ << "    },\n";
        }
        out_
            << "};\n\n/// Compares the network with them.\nconstexpr bool self_test() {\n"
            << "    for (std::size_t sample = 0; sample < " << samples << "; ++sample) {\n"
            << "        " << scalar_ << " x[" << input_size_ << "] = {}, y[" << output_size_ << "] = {}, largest = 0;\n"
            << "        for (std::size_t i = 0; i < " << input_size_ << "; ++i)\n"
            << "            x[i] = static_cast<" << scalar_ << ">((i * 37 + sample * 11 + i / 61 * 7) % 65) / 32 - 1;\n"
            << "        evaluate(x, y);\n"
            << "        for (const " << scalar_ << " value : expected[sample]) {\n"
            << "            if (value > largest) largest = value;\n"
            << "            if (-value > largest) largest = -value;\n"
            << "        }\n"
            << "        const " << scalar_ << " tolerance = " << (options_.in_double ? "1e-10" : "1e-4F")
            << " * largest;\n"
            << "        for (std::size_t i = 0; i < " << output_size_ << "; ++i)\n"
            << "            if (!(y[i] - expected[sample][i] <= tolerance && expected[sample][i] - y[i] <= tolerance)) "
               "return false;\n"
            << "    }\n    return true;\n}\n";
        // An operation takes clang fewer than 70 steps of constant evaluation, of which it allows a million.
        if (operations * samples <= 6'000) out_ << "static_assert(self_test());\n";
    }
    /// The weights that the network of the header has.
    model with_weights_of_scalar() const {
        model rounded = net_;
        if (!options_.in_double)
            for (node& n : rounded.nodes)
                for (auto& [name, values] : n.tensors)
                    for (double& value : values.values) value = static_cast<double>(static_cast<float>(value));
        return rounded;
    }
    std::vector<double> outputs_for(const model& rounded, std::size_t sample) const {
        std::vector<std::vector<double>> x;
        std::size_t i = 0;
        for (const node* input : inputs_) {
            x.emplace_back();
            for (std::size_t k = 0; k < product(input->shape); ++k) x.back().push_back(sample_value(sample, i++));
        }
        std::vector<double> y;
        for (const auto& output : interpret(rounded, x)) y.insert(y.end(), output.begin(), output.end());
        for (const double value : y)
            if (!std::isfinite(value)) throw import_error(net_.source + ": the network's outputs are not finite");
        return y;
    }

    std::ostream& out_;
    const model& net_;
    const write_options& options_;
    std::string scalar_;
    std::vector<const node*> inputs_;
    std::vector<group> groups_;
    std::map<std::string, std::string> names_;
    std::size_t input_size_ = 0, output_size_ = 0;
    bool is_chain_ = false;
};

}  // namespace

void write_header(std::ostream& out, const model& net, const write_options& options) {
    header_writer(out, net, options).write();
}

}  // namespace importer
