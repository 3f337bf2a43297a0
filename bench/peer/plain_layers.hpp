// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The layers of plain.hpp. A convolution processes one weight after the other for all outputs of a channel, which a
/// compiler can vectorize.

#include "../network/nets.hpp"
#include "by_hand.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

// Internal linkage, as in plain.hpp.
namespace {

/// The parameters and outputs of a layer, and the state of Adam.
template <bench::layer Layer>
struct layer_data {
    struct parameters {
        std::array<float, Layer.weights()> weights{};
        std::array<float, Layer.biases()> bias{};
    };
    using input = std::array<float, Layer.in.size()>;
    using output = std::array<float, Layer.out.size()>;
    parameters own, gradient, mean, square;
    output a{};

    void for_each_parameter(auto use) {
        for (std::size_t i = 0; i < own.weights.size(); ++i)
            use(own.weights[i], gradient.weights[i], mean.weights[i], square.weights[i]);
        for (std::size_t o = 0; o < own.bias.size(); ++o)
            use(own.bias[o], gradient.bias[o], mean.bias[o], square.bias[o]);
    }
    void load(auto& next) {
        for (float& weight : own.weights) weight = next();
        for (float& each : own.bias) each = next();
    }
};

/// `forward(x)` computes a; `backward` computes dE/dx from dE/da, unless `dx` is null, and adds `factor` dE/dw to `to`.
template <bench::layer Layer>
struct layer;

template <bench::layer Layer>
    requires(Layer.is(bench::operation::dense))
struct layer<Layer> : layer_data<Layer> {
    using typename layer_data<Layer>::parameters, typename layer_data<Layer>::input, typename layer_data<Layer>::output;
    using layer_data<Layer>::own, layer_data<Layer>::a;
    static constexpr std::size_t in = Layer.in.size(), out = Layer.out.size();

    void forward(const input& x) {
        for (std::size_t o = 0; o < out; ++o) {
            float z = own.bias[o];
            for (std::size_t i = 0; i < in; ++i) z += own.weights[o * in + i] * x[i];
            a[o] = by_hand::value<Layer.nonlinearity>(z);
        }
    }
    void backward(parameters& to, float factor, const input& x, output& da, input* dx) {
        for (std::size_t o = 0; o < out; ++o) da[o] *= by_hand::derivative<Layer.nonlinearity>(a[o]);
        if (dx != nullptr) {
            dx->fill(0);
            for (std::size_t o = 0; o < out; ++o)
                for (std::size_t i = 0; i < in; ++i) (*dx)[i] += own.weights[o * in + i] * da[o];
        }
        for (std::size_t o = 0; o < out; ++o) {
            const float scaled = factor * da[o];
            for (std::size_t i = 0; i < in; ++i) to.weights[o * in + i] += scaled * x[i];
            to.bias[o] += scaled;
        }
    }
};

template <bench::layer Layer>
    requires(Layer.is(bench::operation::convolution))
struct layer<Layer> : layer_data<Layer> {
    using typename layer_data<Layer>::parameters, typename layer_data<Layer>::input, typename layer_data<Layer>::output;
    using layer_data<Layer>::own, layer_data<Layer>::a;
    static constexpr std::size_t height = Layer.out.height, width = Layer.out.width;
    static constexpr bool has_padding = Layer.rows.padding != 0 || Layer.columns.padding != 0;
    static constexpr std::size_t padded_height = Layer.in.height + 2 * Layer.rows.padding;
    static constexpr std::size_t padded_width = Layer.in.width + 2 * Layer.columns.padding;
    /// The input, or its gradient, with padding.
    using image = std::array<float, Layer.in.channels * padded_height * padded_width>;
    image padded_input{};

    static std::size_t row_of(std::size_t channel, std::size_t row) {
        return (channel * padded_height + row) * padded_width;
    }
    /// Calls use(offset in the image, offset in `padded_input`) for each row of the image.
    static void for_each_row(auto use) {
        for (std::size_t c = 0; c < Layer.in.channels; ++c)
            for (std::size_t i = 0; i < Layer.in.height; ++i)
                use((c * Layer.in.height + i) * Layer.in.width,
                    row_of(c, i + Layer.rows.padding) + Layer.columns.padding);
    }
    const image& padded(const input& x) {
        if constexpr (has_padding) {
            for_each_row(
                [&](std::size_t from, std::size_t to) { std::copy_n(&x[from], Layer.in.width, &padded_input[to]); });
            return padded_input;
        } else {
            return x;
        }
    }
    /// Calls use(weight, first input) for all weights of channel o. A weight contributes to all outputs of the channel,
    /// whose inputs are in the same arrangement.
    static void for_each_weight(std::size_t o, auto use) {
        const std::size_t first = o / Layer.group_out() * Layer.group_in();
        std::size_t weight = o * Layer.depth();
        for (std::size_t c = 0; c < Layer.group_in(); ++c)
            for (std::size_t k = 0; k < Layer.rows.kernel; ++k)
                for (std::size_t l = 0; l < Layer.columns.kernel; ++l)
                    use(weight++, row_of(first + c, k * Layer.rows.dilation) + l * Layer.columns.dilation);
    }
    void forward(const input& unpadded) {
        const image& x = padded(unpadded);
        for (std::size_t o = 0; o < Layer.out.channels; ++o) {
            std::array<float, Layer.out.plane()> z;  // a local array, so that the compiler knows that it has no aliases
            z.fill(own.bias[o]);
            for_each_weight(o, [&](std::size_t weight, std::size_t from) {
                const float w = own.weights[weight];
                for (std::size_t i = 0; i < height; ++i)
                    for (std::size_t j = 0; j < width; ++j) z[i * width + j] += w * x[from + i * padded_width + j];
            });
            for (std::size_t k = 0; k < z.size(); ++k) a[o * z.size() + k] = by_hand::value<Layer.nonlinearity>(z[k]);
        }
    }
    void backward(parameters& to, float factor, const input& unpadded, output& da, input* dx) {
        for (std::size_t k = 0; k < da.size(); ++k) da[k] *= by_hand::derivative<Layer.nonlinearity>(a[k]);
        if (dx != nullptr) {
            if constexpr (has_padding) {
                image padded_dx;
                input_gradient(da, padded_dx);
                for_each_row([&](std::size_t at, std::size_t from) {
                    std::copy_n(&padded_dx[from], Layer.in.width, &(*dx)[at]);
                });
            } else {
                input_gradient(da, *dx);
            }
        }
        const image& x = padded(unpadded);
        for (std::size_t o = 0; o < Layer.out.channels; ++o) {
            const float* const dz = &da[o * Layer.out.plane()];
            for_each_weight(o, [&](std::size_t weight, std::size_t from) {
                float sum = 0;
                for (std::size_t i = 0; i < height; ++i)
                    for (std::size_t j = 0; j < width; ++j) sum += dz[i * width + j] * x[from + i * padded_width + j];
                to.weights[weight] += factor * sum;
            });
            float sum = 0;
            for (std::size_t k = 0; k < Layer.out.plane(); ++k) sum += dz[k];
            to.bias[o] += factor * sum;
        }
    }

private:
    void input_gradient(const output& da, image& dx) const {
        dx.fill(0);
        for (std::size_t o = 0; o < Layer.out.channels; ++o) {
            const float* const dz = &da[o * Layer.out.plane()];
            for_each_weight(o, [&](std::size_t weight, std::size_t from) {
                const float w = own.weights[weight];
                for (std::size_t i = 0; i < height; ++i)
                    for (std::size_t j = 0; j < width; ++j) dx[from + i * padded_width + j] += w * dz[i * width + j];
            });
        }
    }
};

template <bench::layer Layer>
    requires(Layer.is(bench::operation::max_pool))
struct layer<Layer> : layer_data<Layer> {
    using typename layer_data<Layer>::parameters, typename layer_data<Layer>::input, typename layer_data<Layer>::output;
    using layer_data<Layer>::a;

    static constexpr std::size_t first_of(std::size_t c, std::size_t i, std::size_t j) {
        return (c * Layer.in.height + i * Layer.rows.stride) * Layer.in.width + j * Layer.columns.stride;
    }
    /// Calls use(output, first element of its window).
    static void for_each_window(auto use) {
        for (std::size_t c = 0; c < Layer.out.channels; ++c)
            for (std::size_t i = 0; i < Layer.out.height; ++i)
                for (std::size_t j = 0; j < Layer.out.width; ++j)
                    use((c * Layer.out.height + i) * Layer.out.width + j, first_of(c, i, j));
    }
    void forward(const input& x) {
        for_each_window([&](std::size_t to, std::size_t first) {
            float largest = x[first];
            for (std::size_t k = 0; k < Layer.rows.kernel; ++k)
                for (std::size_t l = 0; l < Layer.columns.kernel; ++l) {
                    const float each = x[first + k * Layer.in.width + l];
                    largest = largest < each ? each : largest;
                }
            a[to] = largest;
        });
    }
    void backward(parameters&, float, const input& x, output& da, input* dx) {
        if (dx == nullptr) return;
        dx->fill(0);
        for_each_window([&](std::size_t to, std::size_t first) {
            std::size_t largest = first;
            for (std::size_t k = 0; k < Layer.rows.kernel; ++k)
                for (std::size_t l = 0; l < Layer.columns.kernel; ++l) {
                    const std::size_t each = first + k * Layer.in.width + l;
                    largest = x[largest] < x[each] ? each : largest;
                }
            (*dx)[largest] = da[to];
        });
    }
};

}  // namespace
