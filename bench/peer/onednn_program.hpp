// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A net by oneDNN: primitives and their arguments built once, the bias and the activation fused into the product, weights laid
/// out as the library likes best for inference and as all its passes take them for training.

#include "../network/reference.hpp"

#include <oneapi/dnnl/dnnl.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace onednn {

using dnnl::memory;

inline const dnnl::engine& processor() {
    static const dnnl::engine only{dnnl::engine::kind::cpu, 0};
    return only;
}

inline memory::desc describe(memory::dims dims, memory::format_tag tag) { return {std::move(dims), memory::data_type::f32, tag}; }
inline float* numbers(const memory& from) { return static_cast<float*>(from.get_data_handle()); }
inline std::size_t count(const memory& of) { return of.get_desc().get_size() / sizeof(float); }

inline dnnl::algorithm algorithm(bench::relu) { return dnnl::algorithm::eltwise_relu_use_dst_for_bwd; }
inline dnnl::algorithm algorithm(bench::tanh) { return dnnl::algorithm::eltwise_tanh_use_dst_for_bwd; }
inline dnnl::algorithm algorithm(bench::sigmoid) { return dnnl::algorithm::eltwise_logistic_use_dst_for_bwd; }
inline dnnl::algorithm algorithm(bench::identity) { return dnnl::algorithm::undef; }

/// A primitive with its arguments in the form of the C interface: the C++ one would build it anew with each call.
class call {
public:
    call(dnnl::primitive primitive, std::initializer_list<std::pair<int, memory>> arguments) : primitive_{std::move(primitive)} {
        for (const auto& [index, each] : arguments) {
            kept_.push_back(each);
            arguments_.push_back({index, each.get()});
        }
    }
    void operator()(const dnnl::stream& stream) const {
        dnnl::error::wrap_c_api(dnnl_primitive_execute(primitive_.get(), stream.get(), static_cast<int>(arguments_.size()),
                                                       arguments_.data()),
                                "a primitive failed");
    }

private:
    dnnl::primitive primitive_;
    std::vector<memory> kept_;
    std::vector<dnnl_exec_arg_t> arguments_;
};

struct parameter {
    memory value, gradient, mean, square;

    explicit parameter(const memory::desc& form, bool trained) : value{form, processor()} {
        std::fill_n(numbers(value), count(value), 0.0f);
        if (!trained) return;
        for (memory* each : {&gradient, &mean, &square}) {
            *each = memory{form, processor()};
            std::fill_n(numbers(*each), count(*each), 0.0f);
        }
    }
    void descend() const {
        float *w = numbers(value), *g = numbers(gradient);
        for (std::size_t i = 0; i < count_; ++i) w[i] -= bench::rate * g[i];
    }
    void descend_by_adam(float rate, float correction) const {
        float *w = numbers(value), *g = numbers(gradient), *m = numbers(mean), *v = numbers(square);
        for (std::size_t i = 0; i < count_; ++i) {
            m[i] = 0.9f * m[i] + 0.1f * g[i];
            v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
            w[i] -= rate * m[i] / (std::sqrt(v[i]) * correction + 1e-8f);
        }
    }

private:
    std::size_t count_ = count(value);
};

/// All layers for a number of samples at once.
template <class Spec>
class program;
template <class Hidden, class Last, std::size_t... Sizes>
class program<bench::net_spec<Hidden, Last, Sizes...>> {
    using spec = bench::net_spec<Hidden, Last, Sizes...>;
    using tag = memory::format_tag;

public:
    program(memory::dim samples, bool trained, float* x)
        : input_{describe({samples, size(0)}, tag::nc), processor(), x},
          count_{static_cast<std::size_t>(samples) * spec::outputs} {
        parameters_.reserve(2 * spec::layers);
        memory before = input_, gradient_before;
        // Of the two plain layouts, which all passes take, the one that the library chooses itself.
        const tag together = samples == 1 ? tag::oi : tag::io;
        for (std::size_t l = 0; l < spec::layers; ++l) {
            const bool last = l + 1 == spec::layers;
            const dnnl::algorithm activation = last ? algorithm(Last{}) : algorithm(Hidden{});
            dnnl::post_ops behind;
            if (activation != dnnl::algorithm::undef) behind.append_eltwise(1, activation, 0, 0);
            dnnl::primitive_attr attributes;
            attributes.set_post_ops(behind);
            const dnnl::inner_product_forward::primitive_desc form{
                {trained ? dnnl::prop_kind::forward_training : dnnl::prop_kind::forward_inference, before.get_desc(),
                 describe({size(l + 1), size(l)}, trained ? together : tag::any), describe({size(l + 1)}, tag::x),
                 describe({samples, size(l + 1)}, tag::nc)},
                attributes,
                processor()};
            const parameter& weights = parameters_.emplace_back(form.weights_desc(), trained);
            const parameter& bias = parameters_.emplace_back(form.bias_desc(), trained);
            output_ = memory{form.dst_desc(), processor()};
            forward_.push_back({dnnl::inner_product_forward{form},
                                {{DNNL_ARG_SRC, before},
                                 {DNNL_ARG_WEIGHTS, weights.value},
                                 {DNNL_ARG_BIAS, bias.value},
                                 {DNNL_ARG_DST, output_}}});
            if (trained) {
                output_gradient_ = memory{form.dst_desc(), processor()};
                // The calls are made from the last to the first.
                const dnnl::inner_product_backward_weights::primitive_desc for_weights{
                    {before.get_desc(), form.weights_desc(), form.bias_desc(), form.dst_desc()}, processor(), form};
                backward_.push_back({dnnl::inner_product_backward_weights{for_weights},
                                     {{DNNL_ARG_SRC, before},
                                      {DNNL_ARG_DIFF_DST, output_gradient_},
                                      {DNNL_ARG_DIFF_WEIGHTS, weights.gradient},
                                      {DNNL_ARG_DIFF_BIAS, bias.gradient}}});
                if (l != 0) {
                    const dnnl::inner_product_backward_data::primitive_desc for_data{
                        {before.get_desc(), form.weights_desc(), form.dst_desc()}, processor(), form};
                    backward_.push_back({dnnl::inner_product_backward_data{for_data},
                                         {{DNNL_ARG_WEIGHTS, weights.value},
                                          {DNNL_ARG_DIFF_DST, output_gradient_},
                                          {DNNL_ARG_DIFF_SRC, gradient_before}}});
                }
                if (activation != dnnl::algorithm::undef) {
                    const dnnl::eltwise_forward::primitive_desc alone{
                        {dnnl::prop_kind::forward_training, activation, form.dst_desc(), 0}, processor()};
                    backward_.push_back(
                        {dnnl::eltwise_backward{{{activation, form.dst_desc(), form.dst_desc(), 0}, processor(), alone}},
                         {{DNNL_ARG_DST, output_},
                          {DNNL_ARG_DIFF_DST, output_gradient_},
                          {DNNL_ARG_DIFF_SRC, output_gradient_}}});
                }
            }
            before = output_;
            gradient_before = output_gradient_;
        }
        std::reverse(backward_.begin(), backward_.end());
        result_ = numbers(output_);
        if (trained) gradient_ = numbers(output_gradient_);
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
            const memory::dims dims = each.value.get_desc().dims();
            const memory canonical{describe(dims, dims.size() == 2 ? tag::oi : tag::x), processor()};
            std::generate_n(numbers(canonical), count(canonical), next);
            copy(canonical, each.value);
        }
    }
    void copy_from(const program& from) {
        for (std::size_t i = 0; i < parameters_.size(); ++i) copy(from.parameters_[i].value, parameters_[i].value);
    }

private:
    static memory::dim size(std::size_t layer) { return static_cast<memory::dim>(spec::sizes[layer]); }
    void copy(memory from, memory to) {
        dnnl::reorder{from, to}.execute(stream_, from, to);
        stream_.wait();
    }

    dnnl::stream stream_{processor()};
    memory input_, output_, output_gradient_;
    std::size_t count_;
    std::vector<parameter> parameters_;
    std::vector<call> forward_, backward_;
    float *result_ = nullptr, *gradient_ = nullptr;
};

}  // namespace onednn
