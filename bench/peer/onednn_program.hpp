// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A oneDNN network: primitives and their arguments are built once, bias and activation are fused into the product, and
/// images and weights have the layouts that the library prefers: for inference those of each layer, for training those of
/// most of its passes. Inputs, outputs and targets are canonical.

#include "onednn_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <vector>

namespace onednn {

/// All layers, for a fixed number of samples.
class program {
public:
    program(std::span<const bench::layer> net, std::size_t samples, bool trained, float* x)
        : samples_{static_cast<memory::dim>(samples)},
          trained_{trained},
          input_{canonical(dims(net.front().in)), processor(), x},
          previous_{input_},
          count_{samples * net.back().out.size()} {
        parameters_.reserve(2 * net.size());
        std::vector<std::vector<call>> backward;
        for (const bench::layer& each : net) {
            backward.emplace_back();
            if (each.is(bench::operation::dense))
                append_dense(each, backward.back());
            else if (each.is(bench::operation::convolution))
                append_convolution(each, backward.back());
            else
                append_pool(each, backward.back());
        }
        const memory::desc plain = canonical(dims(net.back().out));
        result_ = data_of(reordered(previous_, plain, forward_));
        if (trained_) {
            memory gradient = previous_gradient_;
            if (gradient.get_desc() != plain) gradient = memory{plain, processor()};
            gradient_ = data_of(gradient);
            reorder(gradient, previous_gradient_, backward_);
        }
        for (auto each = backward.rbegin(); each != backward.rend(); ++each)
            std::move(each->begin(), each->end(), std::back_inserter(backward_));
    }

    void read_from(float* x) { input_.set_data_handle(x); }
    const float* forward() {
        for (const call& each : forward_) each(stream_);
        stream_.wait();
        return result_;
    }
    void backward(const float* t) {
        const float factor = 2.0f / static_cast<float>(count_);
        for (std::size_t k = 0; k < count_; ++k) gradient_[k] = factor * (result_[k] - t[k]);
        for (const call& each : backward_) each(stream_);
        stream_.wait();
    }
    void for_each_parameter(auto use) const {
        for (const parameter& each : parameters_) use(each);
    }
    void load(auto& next) {
        for (const parameter& each : parameters_) {
            const memory in_order{canonical(each.value.get_desc().dims()), processor()};
            std::generate_n(data_of(in_order), count(in_order), next);
            copy(in_order, each.value);
        }
    }
    void copy_from(const program& from) {
        for (std::size_t i = 0; i < parameters_.size(); ++i) copy(from.parameters_[i].value, parameters_[i].value);
    }

private:
    static memory::dim to_dim(std::size_t value) { return static_cast<memory::dim>(value); }
    static memory::dims spatial(std::size_t rows, std::size_t columns) { return {to_dim(rows), to_dim(columns)}; }
    /// A sequence is treated as an image: after three-axis data, the library would run a dense layer with its slow
    /// reference code.
    memory::dims dims(const bench::shape& shape) const {
        if (shape.axes == 1) return {samples_, to_dim(shape.channels)};
        return {samples_, to_dim(shape.channels), to_dim(shape.height), to_dim(shape.width)};
    }
    dnnl::prop_kind kind() const {
        return trained_ ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference;
    }
    bool first() const { return forward_.empty(); }

    static void reorder(const memory& from, const memory& to, std::vector<call>& calls) {
        if (from != to) calls.push_back({dnnl::reorder{from, to}, {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}}});
    }
    /// The data in the requested layout; reordered if it differs.
    static memory reordered(const memory& from, const memory::desc& desc, std::vector<call>& calls) {
        if (from.get_desc() == desc) return from;
        const memory to{desc, processor()};
        reorder(from, to, calls);
        return to;
    }
    /// `to` itself, or a temporary for results in another layout, which are then reordered to `to`.
    static memory result_buffer(const memory& to, const memory::desc& desc) {
        return to.get_desc() == desc ? to : memory{desc, processor()};
    }

    static dnnl::primitive_attr with_activation(bench::activation nonlinearity) {
        dnnl::post_ops post_ops;
        if (nonlinearity != bench::identity) post_ops.append_eltwise(1, algorithm(nonlinearity), 0, 0);
        dnnl::primitive_attr attributes;
        attributes.set_post_ops(post_ops);
        return attributes;
    }
    /// From dE/da to dE/dz, in place.
    static void differentiate(bench::activation nonlinearity, const memory& a, const memory& gradient,
                              std::vector<call>& backward) {
        if (nonlinearity == bench::identity) return;
        const memory::desc desc = a.get_desc();
        const dnnl::eltwise_forward::primitive_desc alone{
            {dnnl::prop_kind::forward_training, algorithm(nonlinearity), desc, 0}, processor()};
        backward.push_back({dnnl::eltwise_backward{{{algorithm(nonlinearity), desc, desc, 0}, processor(), alone}},
                            {{DNNL_ARG_DST, a}, {DNNL_ARG_DIFF_DST, gradient}, {DNNL_ARG_DIFF_SRC, gradient}}});
    }
    /// Makes a layer's output and its gradient the input of the next layer.
    void advance(const memory& a, const memory& gradient) {
        previous_ = a;
        previous_gradient_ = gradient;
    }

    void append_dense(const bench::layer& layer, std::vector<call>& backward) {
        memory::dims weight_dims = dims(layer.in);
        weight_dims[0] = to_dim(layer.channels);
        // Of the two plain layouts, which all passes accept, the one that the library would choose. After an image, the
        // layout that fits the image's.
        using tag = memory::format_tag;
        const bool plain = trained_ && layer.in.axes == 1;
        const memory::desc weight_desc =
            plain ? describe(weight_dims, samples_ == 1 ? tag::oi : tag::io) : any_layout(weight_dims);
        const dnnl::inner_product_forward::primitive_desc desc{
            {kind(), previous_.get_desc(), weight_desc, canonical({to_dim(layer.channels)}),
             canonical(dims(layer.out))},
            with_activation(layer.nonlinearity),
            processor()};
        const parameter& weights = parameters_.emplace_back(desc.weights_desc(), trained_);
        const parameter& bias = parameters_.emplace_back(desc.bias_desc(), trained_);
        const memory a{desc.dst_desc(), processor()};
        const bool is_first = first();
        forward_.push_back({dnnl::inner_product_forward{desc},
                            {{DNNL_ARG_SRC, previous_},
                             {DNNL_ARG_WEIGHTS, weights.value},
                             {DNNL_ARG_BIAS, bias.value},
                             {DNNL_ARG_DST, a}}});
        if (!trained_) return advance(a, {});
        const memory gradient{desc.dst_desc(), processor()};
        differentiate(layer.nonlinearity, a, gradient, backward);
        if (!is_first) {
            const dnnl::inner_product_backward_data::primitive_desc for_data{
                {previous_.get_desc(), desc.weights_desc(), desc.dst_desc()}, processor(), desc};
            backward.push_back({dnnl::inner_product_backward_data{for_data},
                                {{DNNL_ARG_WEIGHTS, weights.value},
                                 {DNNL_ARG_DIFF_DST, gradient},
                                 {DNNL_ARG_DIFF_SRC, previous_gradient_}}});
        }
        const dnnl::inner_product_backward_weights::primitive_desc for_weights{
            {previous_.get_desc(), desc.weights_desc(), desc.bias_desc(), desc.dst_desc()}, processor(), desc};
        backward.push_back({dnnl::inner_product_backward_weights{for_weights},
                            {{DNNL_ARG_SRC, previous_},
                             {DNNL_ARG_DIFF_DST, gradient},
                             {DNNL_ARG_DIFF_WEIGHTS, weights.gradient},
                             {DNNL_ARG_DIFF_BIAS, bias.gradient}}});
        advance(a, gradient);
    }

    void append_convolution(const bench::layer& layer, std::vector<call>& backward) {
        constexpr auto direct = dnnl::algorithm::convolution_direct;
        memory::dims weight_dims = spatial(layer.rows.kernel, layer.columns.kernel);
        const std::size_t channels = layer.channels / layer.groups;
        weight_dims.insert(weight_dims.begin(), {to_dim(channels), to_dim(layer.group_in())});
        if (layer.groups != 1) weight_dims.insert(weight_dims.begin(), to_dim(layer.groups));
        const memory::dims strides = spatial(layer.rows.stride, layer.columns.stride);
        const memory::dims dilation = spatial(layer.rows.dilation - 1, layer.columns.dilation - 1);
        const memory::dims padding = spatial(layer.rows.padding, layer.columns.padding);
        const memory::desc in = any_layout(dims(layer.in)), out = any_layout(dims(layer.out)),
                           any_weights = any_layout(weight_dims);
        const memory::desc bias_desc = canonical({to_dim(layer.channels)});

        const dnnl::convolution_forward::primitive_desc desc{
            {kind(), direct, in, any_weights, bias_desc, out, strides, dilation, padding, padding},
            with_activation(layer.nonlinearity),
            processor()};
        const parameter& weights = parameters_.emplace_back(desc.weights_desc(), trained_);
        const parameter& bias = parameters_.emplace_back(desc.bias_desc(), trained_);
        const memory a{desc.dst_desc(), processor()};
        const bool is_first = first();
        const memory x = reordered(previous_, desc.src_desc(), forward_);
        forward_.push_back(
            {dnnl::convolution_forward{desc},
             {{DNNL_ARG_SRC, x}, {DNNL_ARG_WEIGHTS, weights.value}, {DNNL_ARG_BIAS, bias.value}, {DNNL_ARG_DST, a}}});
        if (!trained_) return advance(a, {});
        const memory gradient{desc.dst_desc(), processor()};
        differentiate(layer.nonlinearity, a, gradient, backward);
        if (!is_first) {
            const dnnl::convolution_backward_data::primitive_desc for_data{
                {direct, in, any_weights, out, strides, dilation, padding, padding}, processor(), desc};
            const memory dx = result_buffer(previous_gradient_, for_data.diff_src_desc());
            const memory w = reordered(weights.value, for_data.weights_desc(), backward);
            const memory dz = reordered(gradient, for_data.diff_dst_desc(), backward);
            backward.push_back({dnnl::convolution_backward_data{for_data},
                                {{DNNL_ARG_WEIGHTS, w}, {DNNL_ARG_DIFF_DST, dz}, {DNNL_ARG_DIFF_SRC, dx}}});
            reorder(dx, previous_gradient_, backward);
        }
        const dnnl::convolution_backward_weights::primitive_desc for_weights{
            {direct, in, any_weights, bias_desc, out, strides, dilation, padding, padding}, processor(), desc};
        const memory dw = result_buffer(weights.gradient, for_weights.diff_weights_desc());
        const memory same_x = reordered(x, for_weights.src_desc(), backward);
        const memory dz = reordered(gradient, for_weights.diff_dst_desc(), backward);
        backward.push_back({dnnl::convolution_backward_weights{for_weights},
                            {{DNNL_ARG_SRC, same_x},
                             {DNNL_ARG_DIFF_DST, dz},
                             {DNNL_ARG_DIFF_WEIGHTS, dw},
                             {DNNL_ARG_DIFF_BIAS, bias.gradient}}});
        reorder(dw, weights.gradient, backward);
        advance(a, gradient);
    }

    void append_pool(const bench::layer& layer, std::vector<call>& backward) {
        constexpr auto maximum = dnnl::algorithm::pooling_max;
        const memory::dims strides = spatial(layer.rows.stride, layer.columns.stride);
        const memory::dims kernel = spatial(layer.rows.kernel, layer.columns.kernel);
        const memory::dims padding = spatial(layer.rows.padding, layer.columns.padding);
        const dnnl::pooling_forward::primitive_desc desc{
            {kind(), maximum, previous_.get_desc(), any_layout(dims(layer.out)), strides, kernel, padding, padding},
            processor()};
        const memory a{desc.dst_desc(), processor()};
        if (!trained_) {
            forward_.push_back({dnnl::pooling_forward{desc}, {{DNNL_ARG_SRC, previous_}, {DNNL_ARG_DST, a}}});
            return advance(a, {});
        }
        const memory workspace{desc.workspace_desc(), processor()}, gradient{desc.dst_desc(), processor()};
        forward_.push_back({dnnl::pooling_forward{desc},
                            {{DNNL_ARG_SRC, previous_}, {DNNL_ARG_DST, a}, {DNNL_ARG_WORKSPACE, workspace}}});
        const dnnl::pooling_backward::primitive_desc for_data{
            {maximum, previous_.get_desc(), desc.dst_desc(), strides, kernel, padding, padding}, processor(), desc};
        backward.push_back({dnnl::pooling_backward{for_data},
                            {{DNNL_ARG_DIFF_DST, gradient},
                             {DNNL_ARG_DIFF_SRC, previous_gradient_},
                             {DNNL_ARG_WORKSPACE, workspace}}});
        advance(a, gradient);
    }

    void copy(memory from, memory to) {
        dnnl::reorder{from, to}.execute(stream_, from, to);
        stream_.wait();
    }

    dnnl::stream stream_{processor()};
    memory::dim samples_;
    bool trained_;
    /// The network's input, the input of the next layer to append, and the gradient of that input.
    memory input_, previous_, previous_gradient_;
    std::size_t count_;
    std::vector<parameter> parameters_;
    std::vector<call> forward_, backward_;
    float *result_ = nullptr, *gradient_ = nullptr;
};

}  // namespace onednn
