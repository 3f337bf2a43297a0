// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A net by oneDNN: primitives and their arguments built once, the bias and the activation fused into the product,
/// images and weights laid out as the library likes best: for inference each layer, for training as most of its passes
/// take them. Inputs, outputs and targets are canonical.

#include "onednn_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <vector>

namespace onednn {

/// All layers for a number of samples at once.
class program {
public:
    program(std::span<const bench::layer> net, std::size_t samples, bool trained, float* x)
        : samples_{static_cast<memory::dim>(samples)},
          trained_{trained},
          input_{canonical(dims(net.front().in)), processor(), x},
          before_{input_},
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
        result_ = numbers(moved(before_, plain, forward_));
        if (trained_) {
            memory gradient = gradient_before_;
            if (gradient.get_desc() != plain) gradient = memory{plain, processor()};
            gradient_ = numbers(gradient);
            move(gradient, gradient_before_, backward_);
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
            std::generate_n(numbers(in_order), count(in_order), next);
            copy(in_order, each.value);
        }
    }
    void copy_from(const program& from) {
        for (std::size_t i = 0; i < parameters_.size(); ++i) copy(from.parameters_[i].value, parameters_[i].value);
    }

private:
    static memory::dim number(std::size_t value) { return static_cast<memory::dim>(value); }
    static memory::dims spatial(std::size_t rows, std::size_t columns) { return {number(rows), number(columns)}; }
    /// A sequence goes as an image: a dense layer behind one of three axes would be done by the library's reference
    /// code.
    memory::dims dims(const bench::shape& shape) const {
        if (shape.axes == 1) return {samples_, number(shape.channels)};
        return {samples_, number(shape.channels), number(shape.height), number(shape.width)};
    }
    dnnl::prop_kind kind() const {
        return trained_ ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference;
    }
    bool first() const { return forward_.empty(); }

    static void move(const memory& from, const memory& to, std::vector<call>& calls) {
        if (from != to) calls.push_back({dnnl::reorder{from, to}, {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}}});
    }
    /// The same numbers in another layout, if it is another.
    static memory moved(const memory& from, const memory::desc& form, std::vector<call>& calls) {
        if (from.get_desc() == form) return from;
        const memory to{form, processor()};
        move(from, to, calls);
        return to;
    }
    /// Where a result in another layout than that of `to` is put before it is moved there.
    static memory room(const memory& to, const memory::desc& form) {
        return to.get_desc() == form ? to : memory{form, processor()};
    }

    static dnnl::primitive_attr followed_by(bench::activation behind) {
        dnnl::post_ops then;
        if (behind != bench::identity) then.append_eltwise(1, algorithm(behind), 0, 0);
        dnnl::primitive_attr attributes;
        attributes.set_post_ops(then);
        return attributes;
    }
    /// From dE/da to dE/dz, in place.
    static void differentiate(bench::activation behind, const memory& a, const memory& gradient,
                              std::vector<call>& backward) {
        if (behind == bench::identity) return;
        const memory::desc form = a.get_desc();
        const dnnl::eltwise_forward::primitive_desc alone{
            {dnnl::prop_kind::forward_training, algorithm(behind), form, 0}, processor()};
        backward.push_back({dnnl::eltwise_backward{{{algorithm(behind), form, form, 0}, processor(), alone}},
                            {{DNNL_ARG_DST, a}, {DNNL_ARG_DIFF_DST, gradient}, {DNNL_ARG_DIFF_SRC, gradient}}});
    }
    /// Room for what a layer gives and its gradient.
    void advance(const memory& a, const memory& gradient) {
        before_ = a;
        gradient_before_ = gradient;
    }

    void append_dense(const bench::layer& layer, std::vector<call>& backward) {
        memory::dims weight_dims = dims(layer.in);
        weight_dims[0] = number(layer.channels);
        // Of the two plain layouts, which all passes take, the one that the library chooses itself. Behind an image,
        // that image's.
        using tag = memory::format_tag;
        const bool plain = trained_ && layer.in.axes == 1;
        const memory::desc weight_form =
            plain ? describe(weight_dims, samples_ == 1 ? tag::oi : tag::io) : whichever(weight_dims);
        const dnnl::inner_product_forward::primitive_desc form{
            {kind(), before_.get_desc(), weight_form, canonical({number(layer.channels)}), canonical(dims(layer.out))},
            followed_by(layer.behind),
            processor()};
        const parameter& weights = parameters_.emplace_back(form.weights_desc(), trained_);
        const parameter& bias = parameters_.emplace_back(form.bias_desc(), trained_);
        const memory a{form.dst_desc(), processor()};
        const bool is_first = first();
        forward_.push_back({dnnl::inner_product_forward{form},
                            {{DNNL_ARG_SRC, before_},
                             {DNNL_ARG_WEIGHTS, weights.value},
                             {DNNL_ARG_BIAS, bias.value},
                             {DNNL_ARG_DST, a}}});
        if (!trained_) return advance(a, {});
        const memory gradient{form.dst_desc(), processor()};
        differentiate(layer.behind, a, gradient, backward);
        if (!is_first) {
            const dnnl::inner_product_backward_data::primitive_desc for_data{
                {before_.get_desc(), form.weights_desc(), form.dst_desc()}, processor(), form};
            backward.push_back({dnnl::inner_product_backward_data{for_data},
                                {{DNNL_ARG_WEIGHTS, weights.value},
                                 {DNNL_ARG_DIFF_DST, gradient},
                                 {DNNL_ARG_DIFF_SRC, gradient_before_}}});
        }
        const dnnl::inner_product_backward_weights::primitive_desc for_weights{
            {before_.get_desc(), form.weights_desc(), form.bias_desc(), form.dst_desc()}, processor(), form};
        backward.push_back({dnnl::inner_product_backward_weights{for_weights},
                            {{DNNL_ARG_SRC, before_},
                             {DNNL_ARG_DIFF_DST, gradient},
                             {DNNL_ARG_DIFF_WEIGHTS, weights.gradient},
                             {DNNL_ARG_DIFF_BIAS, bias.gradient}}});
        advance(a, gradient);
    }

    void append_convolution(const bench::layer& layer, std::vector<call>& backward) {
        constexpr auto direct = dnnl::algorithm::convolution_direct;
        memory::dims weight_dims = spatial(layer.rows.kernel, layer.columns.kernel);
        const std::size_t channels = layer.channels / layer.groups;
        weight_dims.insert(weight_dims.begin(), {number(channels), number(layer.group_in())});
        if (layer.groups != 1) weight_dims.insert(weight_dims.begin(), number(layer.groups));
        const memory::dims strides = spatial(layer.rows.stride, layer.columns.stride);
        const memory::dims dilation = spatial(layer.rows.dilation - 1, layer.columns.dilation - 1);
        const memory::dims padding = spatial(layer.rows.padding, layer.columns.padding);
        const memory::desc in = whichever(dims(layer.in)), out = whichever(dims(layer.out)),
                           any_weights = whichever(weight_dims);
        const memory::desc bias_form = canonical({number(layer.channels)});

        const dnnl::convolution_forward::primitive_desc form{
            {kind(), direct, in, any_weights, bias_form, out, strides, dilation, padding, padding},
            followed_by(layer.behind),
            processor()};
        const parameter& weights = parameters_.emplace_back(form.weights_desc(), trained_);
        const parameter& bias = parameters_.emplace_back(form.bias_desc(), trained_);
        const memory a{form.dst_desc(), processor()};
        const bool is_first = first();
        const memory x = moved(before_, form.src_desc(), forward_);
        forward_.push_back(
            {dnnl::convolution_forward{form},
             {{DNNL_ARG_SRC, x}, {DNNL_ARG_WEIGHTS, weights.value}, {DNNL_ARG_BIAS, bias.value}, {DNNL_ARG_DST, a}}});
        if (!trained_) return advance(a, {});
        const memory gradient{form.dst_desc(), processor()};
        differentiate(layer.behind, a, gradient, backward);
        if (!is_first) {
            const dnnl::convolution_backward_data::primitive_desc for_data{
                {direct, in, any_weights, out, strides, dilation, padding, padding}, processor(), form};
            const memory dx = room(gradient_before_, for_data.diff_src_desc());
            const memory w = moved(weights.value, for_data.weights_desc(), backward);
            const memory dz = moved(gradient, for_data.diff_dst_desc(), backward);
            backward.push_back({dnnl::convolution_backward_data{for_data},
                                {{DNNL_ARG_WEIGHTS, w}, {DNNL_ARG_DIFF_DST, dz}, {DNNL_ARG_DIFF_SRC, dx}}});
            move(dx, gradient_before_, backward);
        }
        const dnnl::convolution_backward_weights::primitive_desc for_weights{
            {direct, in, any_weights, bias_form, out, strides, dilation, padding, padding}, processor(), form};
        const memory dw = room(weights.gradient, for_weights.diff_weights_desc());
        const memory same_x = moved(x, for_weights.src_desc(), backward);
        const memory dz = moved(gradient, for_weights.diff_dst_desc(), backward);
        backward.push_back({dnnl::convolution_backward_weights{for_weights},
                            {{DNNL_ARG_SRC, same_x},
                             {DNNL_ARG_DIFF_DST, dz},
                             {DNNL_ARG_DIFF_WEIGHTS, dw},
                             {DNNL_ARG_DIFF_BIAS, bias.gradient}}});
        move(dw, weights.gradient, backward);
        advance(a, gradient);
    }

    void append_pool(const bench::layer& layer, std::vector<call>& backward) {
        constexpr auto maximum = dnnl::algorithm::pooling_max;
        const memory::dims strides = spatial(layer.rows.stride, layer.columns.stride);
        const memory::dims kernel = spatial(layer.rows.kernel, layer.columns.kernel);
        const memory::dims padding = spatial(layer.rows.padding, layer.columns.padding);
        const dnnl::pooling_forward::primitive_desc form{
            {kind(), maximum, before_.get_desc(), whichever(dims(layer.out)), strides, kernel, padding, padding},
            processor()};
        const memory a{form.dst_desc(), processor()};
        if (!trained_) {
            forward_.push_back({dnnl::pooling_forward{form}, {{DNNL_ARG_SRC, before_}, {DNNL_ARG_DST, a}}});
            return advance(a, {});
        }
        const memory places{form.workspace_desc(), processor()}, gradient{form.dst_desc(), processor()};
        forward_.push_back(
            {dnnl::pooling_forward{form}, {{DNNL_ARG_SRC, before_}, {DNNL_ARG_DST, a}, {DNNL_ARG_WORKSPACE, places}}});
        const dnnl::pooling_backward::primitive_desc for_data{
            {maximum, before_.get_desc(), form.dst_desc(), strides, kernel, padding, padding}, processor(), form};
        backward.push_back(
            {dnnl::pooling_backward{for_data},
             {{DNNL_ARG_DIFF_DST, gradient}, {DNNL_ARG_DIFF_SRC, gradient_before_}, {DNNL_ARG_WORKSPACE, places}}});
        advance(a, gradient);
    }

    void copy(memory from, memory to) {
        dnnl::reorder{from, to}.execute(stream_, from, to);
        stream_.wait();
    }

    dnnl::stream stream_{processor()};
    memory::dim samples_;
    bool trained_;
    /// What the layer that is appended next receives, and where it puts its gradient.
    memory input_, before_, gradient_before_;
    std::size_t count_;
    std::vector<parameter> parameters_;
    std::vector<call> forward_, backward_;
    float *result_ = nullptr, *gradient_ = nullptr;
};

}  // namespace onednn
