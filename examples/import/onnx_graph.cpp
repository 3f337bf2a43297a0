// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "onnx_graph.hpp"

#include "protobuf.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace importer::onnx {

using protobuf::field;
using protobuf::message;

double decimal(float value) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    double result = 0;
    std::from_chars(digits.data(), end.ptr, result);
    return result;
}

namespace {

double half(std::uint64_t bits) {
    const double sign = (bits & 0x8000) != 0 ? -1 : 1;
    const auto exponent = static_cast<int>(bits >> 10 & 31);
    const auto mantissa = static_cast<double>(bits & 1023);
    if (exponent == 31) return sign * (mantissa > 0 ? NAN : INFINITY);
    return sign * (exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(mantissa + 1024, exponent - 25));
}
double single(std::uint64_t bits) {
    field f;
    f.value = bits;
    return static_cast<double>(f.single());
}
double double_of(std::uint64_t bits) {
    double result;
    std::memcpy(&result, &bits, sizeof result);
    return result;
}

tensor_value tensor_from(std::string_view bytes, std::string& name) {
    enum : std::int64_t { float32 = 1, int32 = 6, int64 = 7, float16 = 10, float64 = 11, bfloat16 = 16 };
    tensor_value t;
    std::int64_t type = 0;
    std::string_view raw;
    bool is_raw = false;
    std::vector<std::int64_t> integers;
    field f;
    for (message m(bytes); m.next(f);) {
        switch (f.number) {
            case 1: append_integers(t.dims, f); break;
            case 2: type = f.integer(); break;
            case 4:
                if (f.type == field::bytes)
                    for (message packed(f.text); !packed.at_end();) t.values.push_back(single(packed.fixed(4)));
                else
                    t.values.push_back(single(f.value));
                break;
            case 5:
            case 7: append_integers(integers, f); break;
            case 8: name = f.text; break;
            case 9:
                raw = f.text;
                is_raw = true;
                break;
            case 10:
                if (f.type == field::bytes)
                    for (message packed(f.text); !packed.at_end();) t.values.push_back(double_of(packed.fixed(8)));
                else
                    t.values.push_back(double_of(f.value));
                break;
            case 13:
            case 14:
                if (f.number == 13 || f.value != 0)
                    throw import_error("tensor \"" + name +
                                       "\" is stored in another file; export the model with its weights inside");
                break;
            default: break;
        }
    }
    t.is_integer = type == int32 || type == int64;
    const std::size_t size = type == float32 || type == int32      ? 4
                             : type == int64 || type == float64    ? 8
                             : type == float16 || type == bfloat16 ? 2
                                                                   : 0;
    if (size == 0)
        throw import_error("tensor \"" + name + "\" has element type " + std::to_string(type) +
                           "; float, double, float16, bfloat16, int32 and int64 are supported");
    if (is_raw) {
        if (raw.size() % size != 0) throw import_error("tensor \"" + name + "\" has a part of an element");
        for (message m(raw); !m.at_end();) {
            const std::uint64_t bits = m.fixed(size);
            switch (type) {
                case float32: t.values.push_back(single(bits)); break;
                case float64: t.values.push_back(double_of(bits)); break;
                case float16: t.values.push_back(half(bits)); break;
                case bfloat16: t.values.push_back(single(bits << 16)); break;
                case int32: t.values.push_back(static_cast<double>(static_cast<std::int32_t>(bits))); break;
                default: t.values.push_back(static_cast<double>(static_cast<std::int64_t>(bits))); break;
            }
        }
    } else {
        for (const std::int64_t value : integers)
            t.values.push_back(type == float16    ? half(static_cast<std::uint64_t>(value))
                               : type == bfloat16 ? single(static_cast<std::uint64_t>(value) << 16)
                                                  : static_cast<double>(value));
    }
    double count = 1;
    for (const std::int64_t extent : t.dims) {
        if (extent < 0) throw import_error("tensor \"" + name + "\" has a negative extent");
        count *= static_cast<double>(extent);
    }
    if (count != static_cast<double>(t.values.size()))
        throw import_error("tensor \"" + name + "\" has " + std::to_string(t.values.size()) +
                           " values, its extents say " +
                           std::to_string(static_cast<std::uint64_t>(std::fmin(count, 1e18))));
    return t;
}

attribute attribute_from(std::string_view bytes, std::string& name) {
    attribute a;
    field f;
    for (message m(bytes); m.next(f);) {
        switch (f.number) {
            case 1: name = f.text; break;
            case 2: a.number = decimal(f.single()); break;
            case 3: a.integer = f.integer(); break;
            case 4: a.text = f.text; break;
            case 5: {
                std::string ignored = name;
                a.tensor = tensor_from(f.text, ignored);
                a.has_tensor = true;
                break;
            }
            case 7:
                if (f.type == field::bytes)
                    for (message packed(f.text); !packed.at_end();) a.numbers.push_back(single(packed.fixed(4)));
                else
                    a.numbers.push_back(single(f.value));
                break;
            case 8: append_integers(a.integers, f); break;
            default: break;
        }
    }
    return a;
}

operator_node node_from(std::string_view bytes) {
    operator_node n;
    field f;
    for (message m(bytes); m.next(f);) {
        switch (f.number) {
            case 1: n.inputs.emplace_back(f.text); break;
            case 2: n.outputs.emplace_back(f.text); break;
            case 3: n.name = f.text; break;
            case 4: n.type = f.text; break;
            case 5: {
                std::string name;
                attribute a = attribute_from(f.text, name);
                n.attributes[name] = std::move(a);
                break;
            }
            case 7: n.domain = f.text; break;
            default: break;
        }
    }
    return n;
}

value_info value_from(std::string_view bytes) {
    value_info v;
    field f;
    for (message m(bytes); m.next(f);) {
        if (f.number == 1) v.name = f.text;
        if (f.number != 2) continue;
        field in_type;
        for (message type(f.text); type.next(in_type);) {
            if (in_type.number != 1) continue;
            field in_tensor;
            for (message tensor(in_type.text); tensor.next(in_tensor);) {
                if (in_tensor.number != 2) continue;
                v.has_shape = true;
                field in_shape;
                for (message shape(in_tensor.text); shape.next(in_shape);) {
                    if (in_shape.number != 1) continue;
                    std::int64_t extent = -1;
                    field in_dimension;
                    for (message dimension(in_shape.text); dimension.next(in_dimension);)
                        if (in_dimension.number == 1) extent = in_dimension.integer();
                    v.dims.push_back(extent);
                }
            }
        }
    }
    return v;
}

}  // namespace

graph parse(std::string_view bytes) {
    graph g;
    bool has_graph = false;
    field f;
    for (message m(bytes); m.next(f);) {
        if (f.number == 2) g.producer = f.text;
        if (f.number == 3) g.producer += " " + std::string(f.text);
        if (f.number == 8) {
            std::string domain;
            std::int64_t version = 0;
            field in_opset;
            for (message opset(f.text); opset.next(in_opset);) {
                if (in_opset.number == 1) domain = in_opset.text;
                if (in_opset.number == 2) version = in_opset.integer();
            }
            if (domain.empty() || domain == "ai.onnx") g.opset = version;
        }
        if (f.number != 7) continue;
        if (f.type != field::bytes) throw import_error("not an ONNX file: its graph is no message");
        has_graph = true;
        field in_graph;
        for (message contents(f.text); contents.next(in_graph);) {
            switch (in_graph.number) {
                case 1: g.nodes.push_back(node_from(in_graph.text)); break;
                case 5: {
                    std::string name;
                    tensor_value t = tensor_from(in_graph.text, name);
                    g.initializers[name] = std::move(t);
                    break;
                }
                case 11: g.inputs.push_back(value_from(in_graph.text)); break;
                case 12: g.outputs.push_back(value_from(in_graph.text)); break;
                case 15: throw import_error("has sparse weights, which are not supported");
                default: break;
            }
        }
    }
    if (!has_graph) throw import_error("not an ONNX file: it has no graph");
    return g;
}

}  // namespace importer::onnx
