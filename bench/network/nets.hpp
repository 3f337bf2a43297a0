// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The reference networks, described independently of any library, so that no competitor has to compile the headers of
/// another. A layer is a value, which can be a template argument or be used at run time.

#include <array>
#include <cstddef>

namespace bench {

/// The learning rate and batch size of all competitors.
inline constexpr float rate = 1e-3f;
inline constexpr std::size_t batch = 32;

/// Extents of one sample, row-major: `axes` is 1 (features: only channels), 2 (a sequence: height 1) or 3 (an image).
struct shape {
    std::size_t axes, channels, height, width;
    constexpr std::size_t plane() const { return height * width; }
    constexpr std::size_t size() const { return channels * plane(); }
};
constexpr shape features(std::size_t count) { return {1, count, 1, 1}; }
constexpr shape sequence(std::size_t channels, std::size_t length) { return {2, channels, 1, length}; }
constexpr shape image(std::size_t channels, std::size_t height, std::size_t width) {
    return {3, channels, height, width};
}

/// The activation of a layer's outputs.
enum class activation { identity, relu, sigmoid, tanh };
using enum activation;

/// A convolution is a cross-correlation of stride 1; a pool takes the maximum of adjacent windows. A dense layer flattens
/// its input.
enum class operation { dense, convolution, max_pool };

/// The windows along one axis.
struct window {
    std::size_t kernel = 1, padding = 0, dilation = 1, stride = 1;
    constexpr std::size_t count(std::size_t extent) const {
        return (extent + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
    }
};

/// A layer. Its parameters in canonical order: weights (out, in) or (out, in of its group, row, column), then one bias for
/// each output channel.
struct layer {
    operation kind;
    activation nonlinearity;
    std::size_t channels;  ///< of the output; ignored by pools, which have as many as the input
    window rows, columns;
    std::size_t groups;
    shape in, out;  ///< set when the layer is part of a network

    constexpr bool is(operation which) const { return kind == which; }
    constexpr std::size_t group_in() const { return in.channels / groups; }
    constexpr std::size_t group_out() const { return out.channels / groups; }
    /// The number of weights of one output channel.
    constexpr std::size_t depth() const {
        if (is(operation::max_pool)) return 0;
        return is(operation::dense) ? in.size() : group_in() * rows.kernel * columns.kernel;
    }
    constexpr std::size_t weights() const { return out.channels * depth(); }
    constexpr std::size_t biases() const { return is(operation::max_pool) ? 0 : out.channels; }

    /// This layer with input shape `from`. A sequence has a single row without padding above and below.
    constexpr layer with_input(const shape& from) const {
        layer result = *this;
        result.in = from;
        if (is(operation::dense)) {
            result.out = features(channels);
        } else {
            if (from.axes == 2) result.rows = {};
            result.out = {from.axes, is(operation::max_pool) ? from.channels : channels, result.rows.count(from.height),
                          columns.count(from.width)};
        }
        return result;
    }
};

constexpr layer dense(std::size_t units, activation nonlinearity) {
    return {operation::dense, nonlinearity, units, {}, {}, 1, {}, {}};
}

/// The options of a convolution; its kernel is square for images.
struct convolution_options {
    std::size_t padding = 0, dilation = 1, groups = 1;
};
constexpr layer convolution(std::size_t channels, std::size_t kernel, activation nonlinearity,
                            convolution_options options = {}) {
    const window along{kernel, options.padding, options.dilation, 1};
    return {operation::convolution, nonlinearity, channels, along, along, options.groups, {}, {}};
}
constexpr layer max_pool(std::size_t kernel) {
    const window along{kernel, 0, 1, kernel};
    return {operation::max_pool, identity, 0, along, along, 1, {}, {}};
}

/// A sequence of layers, from input to output.
template <shape Input, layer... Layers>
struct net_spec {
    static constexpr std::size_t depth = sizeof...(Layers);
    static constexpr std::array<layer, depth> layers = [] {
        std::array<layer, depth> with_input{Layers...};
        shape from = Input;
        for (layer& each : with_input) {
            each = each.with_input(from);
            from = each.out;
        }
        return with_input;
    }();
    static constexpr shape input = Input;
    static constexpr std::size_t inputs = input.size();
    static constexpr std::size_t outputs = layers.back().out.size();
};

using net_a = net_spec<features(2), dense(3, tanh), dense(1, sigmoid)>;
using net_b = net_spec<features(4), dense(16, relu), dense(16, relu), dense(3, identity)>;
using net_c = net_spec<features(17), dense(64, tanh), dense(64, tanh), dense(4, identity)>;
using net_d = net_spec<features(16), dense(64, relu), dense(32, relu), dense(32, relu), dense(5, identity)>;
using net_e = net_spec<features(64), dense(32, relu), dense(10, identity)>;
using net_f = net_spec<features(784), dense(128, relu), dense(64, relu), dense(10, identity)>;
using net_g = net_spec<image(1, 28, 28), convolution(8, 3, relu), max_pool(2), convolution(16, 3, relu), max_pool(2),
                       dense(10, identity)>;
using net_h = net_spec<image(1, 8, 8), convolution(16, 3, relu), max_pool(2), dense(10, identity)>;
using net_i = net_spec<sequence(1, 64), convolution(16, 3, tanh), convolution(16, 3, tanh, {.dilation = 2}),
                       convolution(16, 3, tanh, {.dilation = 4}), dense(1, identity)>;
using net_j =
    net_spec<image(16, 16, 16), convolution(16, 3, relu, {.padding = 1, .groups = 16}), convolution(16, 1, relu)>;

}  // namespace bench
