// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "interpret.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace importer {

namespace {

using values = std::vector<double>;

/// A sequence is an image of height 1.
struct image {
    std::size_t channels, height, width;
    explicit image(const extents& shape)
        : channels(shape[0]), height(shape.size() == 3 ? shape[1] : 1), width(shape.back()) {}
    std::size_t at(std::size_t c, std::size_t y, std::size_t x) const { return (c * height + y) * width + x; }
};

/// The options of a window along one axis of an image: 0 is the height, 1 the width.
struct axis_window {
    std::size_t kernel = 1, stride = 1, dilation = 1, begin = 0;
};
std::array<axis_window, 2> windows_of(const node& n) {
    std::array<axis_window, 2> all;
    for (std::size_t i = 0; i < n.kernel.size(); ++i)
        all[2 - n.kernel.size() + i] = {n.kernel[i], n.stride[i], n.dilation[i], n.padding_begin[i]};
    return all;
}

/// Calls use(pixel of x, tap) for each tap of the window that lies inside an axis of `size` pixels.
template <class Use>
void for_each_tap(const axis_window& window, std::size_t position, std::size_t size, Use use) {
    for (std::size_t tap = 0; tap < window.kernel; ++tap) {
        const std::size_t padded = position * window.stride + tap * window.dilation;
        if (padded >= window.begin && padded - window.begin < size) use(padded - window.begin, tap);
    }
}

double bias_of(const node& n, std::size_t channel) {
    const auto bias = n.tensors.find("bias");
    return bias == n.tensors.end() ? 0 : bias->second.values[channel];
}

values dense(const node& n, const values& x) {
    values y(n.shape[0]);
    const values& w = n.tensors.at("weight").values;
    for (std::size_t out = 0; out < y.size(); ++out) {
        y[out] = bias_of(n, out);
        for (std::size_t in = 0; in < x.size(); ++in) y[out] += w[out * x.size() + in] * x[in];
    }
    return y;
}

values convolution(const node& n, const extents& shape, const values& x) {
    const image from(shape), to(n.shape);
    const auto [rows, columns] = windows_of(n);
    const values& w = n.tensors.at("weight").values;
    const std::size_t in_group = from.channels / n.groups, out_group = to.channels / n.groups;
    values y(product(n.shape));
    for (std::size_t out = 0; out < to.channels; ++out)
        for (std::size_t i = 0; i < to.height; ++i)
            for (std::size_t j = 0; j < to.width; ++j) {
                double sum = bias_of(n, out);
                for (std::size_t in = 0; in < in_group; ++in)
                    for_each_tap(rows, i, from.height, [&](std::size_t row, std::size_t row_tap) {
                        for_each_tap(columns, j, from.width, [&](std::size_t column, std::size_t tap) {
                            sum += w[((out * in_group + in) * rows.kernel + row_tap) * columns.kernel + tap] *
                                   x[from.at(out / out_group * in_group + in, row, column)];
                        });
                    });
                y[to.at(out, i, j)] = sum;
            }
    return y;
}

values transposed_convolution(const node& n, const extents& shape, const values& x) {
    const image from(shape), to(n.shape);
    const auto [rows, columns] = windows_of(n);
    const values& w = n.tensors.at("weight").values;
    const std::size_t in_group = from.channels / n.groups, out_group = to.channels / n.groups;
    values y(product(n.shape));
    for (std::size_t out = 0; out < to.channels; ++out)
        for (std::size_t k = 0; k < to.height * to.width; ++k) y[out * to.height * to.width + k] = bias_of(n, out);
    for (std::size_t in = 0; in < from.channels; ++in)
        for (std::size_t i = 0; i < from.height; ++i)
            for (std::size_t j = 0; j < from.width; ++j)
                for (std::size_t out = 0; out < out_group; ++out)
                    for_each_tap(rows, i, to.height, [&](std::size_t row, std::size_t row_tap) {
                        for_each_tap(columns, j, to.width, [&](std::size_t column, std::size_t tap) {
                            y[to.at(in / in_group * out_group + out, row, column)] +=
                                w[((in * out_group + out) * rows.kernel + row_tap) * columns.kernel + tap] *
                                x[from.at(in, i, j)];
                        });
                    });
    return y;
}

values pool(const node& n, const extents& shape, const values& x) {
    const image from(shape), to(n.shape);
    const auto [rows, columns] = windows_of(n);
    const bool is_maximum = n.op == operation::max_pool;
    values y(product(n.shape));
    for (std::size_t c = 0; c < to.channels; ++c)
        for (std::size_t i = 0; i < to.height; ++i)
            for (std::size_t j = 0; j < to.width; ++j) {
                double result = is_maximum ? -std::numeric_limits<double>::infinity() : 0;
                std::size_t count = 0;
                for_each_tap(rows, i, from.height, [&](std::size_t row, std::size_t) {
                    for_each_tap(columns, j, from.width, [&](std::size_t column, std::size_t) {
                        const double element = x[from.at(c, row, column)];
                        result = is_maximum ? std::max(result, element) : result + element;
                        ++count;
                    });
                });
                if (!is_maximum) result /= static_cast<double>(n.counts_padding ? rows.kernel * columns.kernel : count);
                y[to.at(c, i, j)] = result;
            }
    return y;
}

/// Normalises `count` groups of consecutive elements each by its own mean and variance.
values normalised_groups(values x, std::size_t count, double epsilon) {
    const std::size_t size = x.size() / count;
    for (std::size_t g = 0; g < count; ++g) {
        const auto begin = x.begin() + static_cast<std::ptrdiff_t>(g * size),
                   end = begin + static_cast<std::ptrdiff_t>(size);
        const double mean = std::accumulate(begin, end, 0.0) / static_cast<double>(size);
        double variance = 0;
        for (auto i = begin; i != end; ++i) variance += (*i - mean) * (*i - mean);
        variance /= static_cast<double>(size);
        for (auto i = begin; i != end; ++i) *i = (*i - mean) / std::sqrt(variance + epsilon);
    }
    return x;
}

values upsampled(const node& n, const extents& shape, const values& x) {
    const image from(shape), to(n.shape);
    values y(product(n.shape));
    for (std::size_t c = 0; c < to.channels; ++c)
        for (std::size_t i = 0; i < to.height; ++i)
            for (std::size_t j = 0; j < to.width; ++j)
                y[to.at(c, i, j)] = x[from.at(c, i * from.height / to.height, j * from.width / to.width)];
    return y;
}

values softmax(values x, bool logarithm) {
    const double largest = *std::max_element(x.begin(), x.end());
    double sum = 0;
    for (const double z : x) sum += std::exp(z - largest);
    for (double& z : x) z = logarithm ? z - largest - std::log(sum) : std::exp(z - largest) / sum;
    return x;
}

double activation(const node& n, double z) {
    switch (n.op) {
        case operation::relu: return std::max(z, 0.0);
        case operation::leaky_relu:
        case operation::prelu: return z > 0 ? z : n.number * z;
        case operation::elu: return z > 0 ? z : n.number * std::expm1(z);
        case operation::selu: return 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * std::expm1(z));
        case operation::gelu: return 0.5 * z * (1 + std::erf(z / std::sqrt(2.0)));
        case operation::silu: return z / (1 + std::exp(-z));
        case operation::softplus: return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
        case operation::sigmoid: return 1 / (1 + std::exp(-z));
        case operation::tanh: return std::tanh(z);
        case operation::hard_sigmoid: return std::clamp(z / 6 + 0.5, 0.0, 1.0);
        case operation::hard_tanh: return std::clamp(z, -1.0, 1.0);
        default: throw import_error(n.origin + ": the interpreter does not know " + name_of(n.op));
    }
}

values concat(const node& n, const std::vector<const values*>& x, const std::vector<const extents*>& shapes) {
    std::size_t outer = 1;
    for (std::size_t i = 0; i < n.axis; ++i) outer *= n.shape[i];
    values y;
    for (std::size_t i = 0; i < outer; ++i)
        for (std::size_t k = 0; k < x.size(); ++k) {
            const auto run = static_cast<std::ptrdiff_t>(product(*shapes[k]) / outer);
            const auto begin = x[k]->begin() + static_cast<std::ptrdiff_t>(i) * run;
            y.insert(y.end(), begin, begin + run);
        }
    return y;
}

values elementwise(const node& n, const std::vector<const values*>& x) {
    values y = *x[0];
    for (std::size_t k = 1; k < x.size(); ++k)
        for (std::size_t i = 0; i < y.size(); ++i) {
            const double other = (*x[k])[i];
            switch (n.op) {
                case operation::subtract: y[i] -= other; break;
                case operation::multiply: y[i] *= other; break;
                case operation::maximum: y[i] = std::max(y[i], other); break;
                default: y[i] += other; break;
            }
        }
    if (n.op == operation::average)
        for (double& element : y) element /= static_cast<double>(x.size());
    return y;
}

values run(const node& n, const std::vector<const values*>& x, const std::vector<const extents*>& shapes) {
    const auto per_channel = [&](auto change) {
        values y = *x[0];
        const std::size_t pixels = y.size() / (*shapes[0])[0];
        for (std::size_t i = 0; i < y.size(); ++i) y[i] = change(y[i], i / pixels);
        return y;
    };
    const auto stored = [&](const char* name, std::size_t i) { return n.tensors.at(name).values[i]; };
    switch (n.op) {
        case operation::dense: return dense(n, *x[0]);
        case operation::convolution: return convolution(n, *shapes[0], *x[0]);
        case operation::transposed_convolution: return transposed_convolution(n, *shapes[0], *x[0]);
        case operation::max_pool:
        case operation::average_pool: return pool(n, *shapes[0], *x[0]);
        case operation::batch_norm:
            return per_channel([&](double z, std::size_t c) {
                return (z - stored("mean", c)) / std::sqrt(stored("variance", c) + n.number) * stored("weight", c) +
                       stored("bias", c);
            });
        case operation::layer_norm: {
            values y = normalised_groups(*x[0], 1, n.number);
            for (std::size_t i = 0; i < y.size(); ++i) y[i] = y[i] * stored("weight", i) + stored("bias", i);
            return y;
        }
        case operation::group_norm: {
            const values normalised = normalised_groups(*x[0], n.groups, n.number);
            std::size_t i = 0;
            return per_channel(
                [&](double, std::size_t c) { return normalised[i++] * stored("weight", c) + stored("bias", c); });
        }
        case operation::global_average_pool: {
            values y((*shapes[0])[0]);
            const std::size_t pixels = x[0]->size() / y.size();
            for (std::size_t i = 0; i < x[0]->size(); ++i) y[i / pixels] += (*x[0])[i] / static_cast<double>(pixels);
            return y;
        }
        case operation::upsample: return upsampled(n, *shapes[0], *x[0]);
        case operation::flatten:
        case operation::reshape: return *x[0];
        case operation::softmax: return softmax(*x[0], false);
        case operation::log_softmax: return softmax(*x[0], true);
        case operation::concat: return concat(n, x, shapes);
        case operation::add:
        case operation::subtract:
        case operation::multiply:
        case operation::maximum:
        case operation::average: return elementwise(n, x);
        default: {
            values y = *x[0];
            for (double& z : y) z = activation(n, z);
            return y;
        }
    }
}

}  // namespace

std::vector<std::vector<double>> interpret(const model& net, const std::vector<std::vector<double>>& inputs) {
    std::map<std::string, values> results;
    std::size_t next = 0;
    for (const node& n : net.nodes) {
        if (n.op == operation::input) {
            results[n.name] = inputs.at(next++);
            continue;
        }
        std::vector<const values*> x;
        std::vector<const extents*> shapes;
        for (const std::string& input : n.inputs) {
            x.push_back(&results.at(input));
            shapes.push_back(&net.at(input).shape);
        }
        results[n.name] = run(n, x, shapes);
    }
    std::vector<values> outputs;
    for (const std::string& output : net.outputs) outputs.push_back(results.at(output));
    return outputs;
}

std::size_t operations_of(const model& net) {
    std::size_t count = 0;
    for (const node& n : net.nodes) {
        count += product(n.shape);
        if (n.op == operation::dense) count += n.tensors.at("weight").values.size();
        if (n.op == operation::convolution)
            count += product(n.shape) * n.tensors.at("weight").values.size() / n.shape[0];
        if (n.op == operation::transposed_convolution)
            count += product(net.at(n.inputs[0]).shape) * n.tensors.at("weight").values.size() /
                     n.tensors.at("weight").shape[0];
        if (n.op == operation::max_pool || n.op == operation::average_pool)
            count += product(n.shape) * product(n.kernel);
    }
    return count;
}

}  // namespace importer
