// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The layers of plain.hpp. A convolution adds up all outputs of a channel, one weight after the other, which a
/// compiler can vectorize.

#include "../network/nets.hpp"
#include "by_hand.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

// As in plain.hpp.
namespace {

/// What layers have in common.
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

/// `forward(x)` computes a; `backward` goes from dE/da to dE/dx, where it is wanted, and adds `factor` dE/dw to `to`.
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
            a[o] = by_hand::value<Layer.behind>(z);
        }
    }
    void backward(parameters& to, float factor, const input& x, output& da, input* dx) {
        for (std::size_t o = 0; o < out; ++o) da[o] *= by_hand::derivative<Layer.behind>(a[o]);
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
    static constexpr bool pads = Layer.rows.padding != 0 || Layer.columns.padding != 0;
    static constexpr std::size_t padded_height = Layer.in.height + 2 * Layer.rows.padding;
    static constexpr std::size_t padded_width = Layer.in.width + 2 * Layer.columns.padding;
    /// The input, or its gradient, with what is around it.
    using image = std::array<float, Layer.in.channels * padded_height * padded_width>;
    image bordered{};

    static std::size_t row_of(std::size_t channel, std::size_t row) {
        return (channel * padded_height + row) * padded_width;
    }
    /// use(place in the image, place in `bordered`) for each row of the image.
    static void for_each_row(auto use) {
        for (std::size_t c = 0; c < Layer.in.channels; ++c)
            for (std::size_t i = 0; i < Layer.in.height; ++i)
                use((c * Layer.in.height + i) * Layer.in.width,
                    row_of(c, i + Layer.rows.padding) + Layer.columns.padding);
    }
    const image& with_border(const input& x) {
        if constexpr (pads) {
            for_each_row(
                [&](std::size_t from, std::size_t to) { std::copy_n(&x[from], Layer.in.width, &bordered[to]); });
            return bordered;
        } else {
            return x;
        }
    }
    /// use(weight, first input) for all weights of channel o: one goes to all of its outputs, from inputs that lie as
    /// they do.
    static void for_each_weight(std::size_t o, auto use) {
        const std::size_t first = o / Layer.group_out() * Layer.group_in();
        std::size_t weight = o * Layer.depth();
        for (std::size_t c = 0; c < Layer.group_in(); ++c)
            for (std::size_t k = 0; k < Layer.rows.kernel; ++k)
                for (std::size_t l = 0; l < Layer.columns.kernel; ++l)
                    use(weight++, row_of(first + c, k * Layer.rows.dilation) + l * Layer.columns.dilation);
    }
    void forward(const input& inside) {
        const image& x = with_border(inside);
        for (std::size_t o = 0; o < Layer.out.channels; ++o) {
            std::array<float, Layer.out.plane()> z;  // of its own, so that nothing else can be in the same place
            z.fill(own.bias[o]);
            for_each_weight(o, [&](std::size_t weight, std::size_t from) {
                const float w = own.weights[weight];
                for (std::size_t i = 0; i < height; ++i)
                    for (std::size_t j = 0; j < width; ++j) z[i * width + j] += w * x[from + i * padded_width + j];
            });
            for (std::size_t k = 0; k < z.size(); ++k) a[o * z.size() + k] = by_hand::value<Layer.behind>(z[k]);
        }
    }
    void backward(parameters& to, float factor, const input& inside, output& da, input* dx) {
        for (std::size_t k = 0; k < da.size(); ++k) da[k] *= by_hand::derivative<Layer.behind>(a[k]);
        if (dx != nullptr) {
            if constexpr (pads) {
                image around;
                input_gradient(da, around);
                for_each_row(
                    [&](std::size_t at, std::size_t from) { std::copy_n(&around[from], Layer.in.width, &(*dx)[at]); });
            } else {
                input_gradient(da, *dx);
            }
        }
        const image& x = with_border(inside);
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
    /// use(which output, the first number in its window)
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
