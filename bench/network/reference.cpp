// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The reference: the textbook formulas in double precision, without any code of Perceptype.

#include "reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace bench {

namespace {

using values = std::vector<double>;

double value(activation nonlinearity, double z) {
    switch (nonlinearity) {
        case relu: return z > 0 ? z : 0;
        case sigmoid: return 1 / (1 + std::exp(-z));
        case tanh: return std::tanh(z);
        case identity: break;
    }
    return z;
}
/// The derivative in terms of the activation's value.
double derivative(activation nonlinearity, double a) {
    switch (nonlinearity) {
        case relu: return a > 0 ? 1 : 0;
        case sigmoid: return a * (1 - a);
        case tanh: return 1 - a * a;
        case identity: break;
    }
    return 1;
}

/// Calls `use(output, offset in the window, input)` for every element of one input channel that a window covers.
void for_each_offset(const layer& spec, std::size_t channel_out, std::size_t channel_in, auto use) {
    for (std::size_t i = 0; i < spec.out.height; ++i)
        for (std::size_t j = 0; j < spec.out.width; ++j)
            for (std::size_t k = 0; k < spec.rows.kernel; ++k)
                for (std::size_t l = 0; l < spec.columns.kernel; ++l) {
                    // Unsigned: above and left of the image these wrap around and are larger than any extent.
                    const std::size_t row = i * spec.rows.stride + k * spec.rows.dilation - spec.rows.padding;
                    const std::size_t column =
                        j * spec.columns.stride + l * spec.columns.dilation - spec.columns.padding;
                    if (row < spec.in.height && column < spec.in.width)
                        use((channel_out * spec.out.height + i) * spec.out.width + j, k * spec.columns.kernel + l,
                            (channel_in * spec.in.height + row) * spec.in.width + column);
                }
}

/// Calls `use(output, weight, input)` for all multiply-adds of the layer: output += weight * input.
void for_each_product(const layer& spec, auto use) {
    for (std::size_t o = 0; o < spec.out.channels; ++o) {
        if (spec.is(operation::dense)) {
            for (std::size_t i = 0; i < spec.in.size(); ++i) use(o, o * spec.depth() + i, i);
        } else {
            const std::size_t first = o / spec.group_out() * spec.group_in();
            for (std::size_t c = 0; c < spec.group_in(); ++c)
                for_each_offset(spec, o, first + c, [&](std::size_t output, std::size_t offset, std::size_t input) {
                    use(output, o * spec.depth() + c * spec.rows.kernel * spec.columns.kernel + offset, input);
                });
        }
    }
}

/// A parameter with its gradient and the state of Adam.
struct parameter {
    double value = 0, gradient = 0, mean = 0, square = 0;
};

class exact_layer {
    layer spec_;
    std::vector<parameter> weights_, biases_;
    values x_, a_;

    /// For every output of a pool, the index of the maximum; of the first one if there are several.
    std::vector<std::size_t> sources(const values& x) const {
        std::vector<std::size_t> from(spec_.out.size());
        values largest(spec_.out.size(), -std::numeric_limits<double>::infinity());
        for (std::size_t c = 0; c < spec_.out.channels; ++c)
            for_each_offset(spec_, c, c, [&](std::size_t output, std::size_t, std::size_t input) {
                if (x[input] > largest[output]) {
                    largest[output] = x[input];
                    from[output] = input;
                }
            });
        return from;
    }

public:
    explicit exact_layer(const layer& spec) : spec_{spec}, weights_(spec.weights()), biases_(spec.biases()) {}

    const values& forward(const values& x) {
        x_ = x;
        a_.assign(spec_.out.size(), 0);
        if (spec_.is(operation::max_pool)) {
            const std::vector<std::size_t> from = sources(x);
            for (std::size_t o = 0; o < a_.size(); ++o) a_[o] = x[from[o]];
            return a_;
        }
        for (std::size_t o = 0; o < a_.size(); ++o) a_[o] = biases_[o / spec_.out.plane()].value;
        for_each_product(spec_, [&](std::size_t output, std::size_t weight, std::size_t input) {
            a_[output] += weights_[weight].value * x[input];
        });
        for (double& each : a_) each = value(spec_.nonlinearity, each);
        return a_;
    }
    /// The backward pass of the last forward pass: from dE/da to dE/dx. Adds dE/dw to the gradients.
    values backward(values delta) {
        values dx(spec_.in.size());
        if (spec_.is(operation::max_pool)) {
            const std::vector<std::size_t> from = sources(x_);
            for (std::size_t o = 0; o < delta.size(); ++o) dx[from[o]] += delta[o];
            return dx;
        }
        for (std::size_t o = 0; o < delta.size(); ++o) {
            delta[o] *= derivative(spec_.nonlinearity, a_[o]);
            biases_[o / spec_.out.plane()].gradient += delta[o];
        }
        for_each_product(spec_, [&](std::size_t output, std::size_t weight, std::size_t input) {
            weights_[weight].gradient += delta[output] * x_[input];
            dx[input] += delta[output] * weights_[weight].value;
        });
        return dx;
    }
    /// Visits the parameters in canonical order.
    void for_each_parameter(auto use) {
        for (parameter& each : weights_) use(each);
        for (parameter& each : biases_) use(each);
    }
};

class exact_net {
    std::vector<exact_layer> layers_;

public:
    explicit exact_net(std::span<const layer> net) : layers_(net.begin(), net.end()) {
        const std::vector<float> weights = initial_weights(net);
        auto next = weights.begin();
        for_each_parameter([&](parameter& each) { each.value = static_cast<double>(*next++); });
    }
    values forward(values x) {
        for (exact_layer& each : layers_) x = each.forward(x);
        return x;
    }
    void backward(values delta) {
        for (std::size_t i = layers_.size(); i-- != 0;) delta = layers_[i].backward(delta);
    }
    void for_each_parameter(auto use) {
        for (exact_layer& each : layers_) each.for_each_parameter(use);
    }
};

void descend(parameter& each) { each.value -= static_cast<double>(rate) * each.gradient; }

/// One update with PyTorch's defaults; `step` counts from 1.
void descend_by_adam(parameter& each, int step) {
    each.mean = 0.9 * each.mean + 0.1 * each.gradient;
    each.square = 0.999 * each.square + 0.001 * each.gradient * each.gradient;
    const double mean = each.mean / (1 - std::pow(0.9, step)), square = each.square / (1 - std::pow(0.999, step));
    each.value -= 1e-3 * mean / (std::sqrt(square) + 1e-8);
}

values sample(std::span<const float> all, std::size_t size, std::size_t index) {
    const auto from = all.subspan(index * size, size);
    return {from.begin(), from.end()};
}

}  // namespace

std::vector<float> initial_weights(std::span<const layer> net) {
    std::vector<float> weights;
    std::size_t index = std::size_t{1} << 32;  // after the indices of the samples
    for (const layer& each : net) {
        // The scale that makes the variance of the outputs equal to that of the inputs.
        const auto inputs = static_cast<double>(std::max(each.depth(), std::size_t{1}));
        const double scale = std::sqrt((each.nonlinearity == relu ? 6.0 : 3.0) / inputs);
        for (std::size_t i = 0; i < each.weights(); ++i)
            weights.push_back(static_cast<float>(scale) * pseudo_random(index++));
        for (std::size_t i = 0; i < each.biases(); ++i) weights.push_back(0.1f * pseudo_random(index++));
    }
    return weights;
}

std::vector<double> expected_outputs(std::span<const layer> net, std::span<const float> x, std::span<const float> t,
                                     training_kind kind) {
    exact_net trained{net};
    const std::size_t inputs = net.front().in.size(), outputs = net.back().out.size();
    const std::size_t samples = kind == training_kind::steps ? 1 : batch;
    for (int step = 1; step <= (kind == training_kind::none ? 0 : training_steps); ++step) {
        trained.for_each_parameter([](parameter& each) { each.gradient = 0; });
        for (std::size_t s = 0; s < samples; ++s) {
            const values y = trained.forward(sample(x, inputs, s)), target = sample(t, outputs, s);
            values delta(outputs);
            for (std::size_t o = 0; o < outputs; ++o)
                delta[o] = 2 * (y[o] - target[o]) / static_cast<double>(outputs * samples);
            trained.backward(delta);
        }
        trained.for_each_parameter([&](parameter& each) {
            kind == training_kind::adam_batches ? descend_by_adam(each, step) : descend(each);
        });
    }
    std::vector<double> all;
    for (std::size_t s = 0; s < batch; ++s) {
        const values y = trained.forward(sample(x, inputs, s));
        all.insert(all.end(), y.begin(), y.end());
    }
    return all;
}

}  // namespace bench
