// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// libtorch with one thread. Training uses torch::nn::Sequential and torch::optim. Inference is written by hand with its
/// parameters, with in-place activations, without recording gradients and, for dense layers, with preallocated outputs,
/// which the functions for convolutions and pools do not support.

#include "../network/reference.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace libtorch {

inline std::int64_t to_int64(std::size_t value) { return static_cast<std::int64_t>(value); }
inline std::vector<std::int64_t> extents(std::size_t samples, const bench::shape& of) {
    std::vector<std::int64_t> all{to_int64(samples), to_int64(of.channels)};
    if (of.axes == 3) all.push_back(to_int64(of.height));
    if (of.axes != 1) all.push_back(to_int64(of.width));
    return all;
}

inline void activate(bench::activation nonlinearity, torch::Tensor& z) {
    switch (nonlinearity) {
        case bench::relu: z.relu_(); break;
        case bench::tanh: z.tanh_(); break;
        case bench::sigmoid: z.sigmoid_(); break;
        case bench::identity: break;
    }
}
inline void append(bench::activation nonlinearity, torch::nn::Sequential& to) {
    switch (nonlinearity) {
        case bench::relu: to->push_back(torch::nn::ReLU{torch::nn::ReLUOptions{true}}); break;
        case bench::tanh: to->push_back(torch::nn::Tanh{}); break;
        case bench::sigmoid: to->push_back(torch::nn::Sigmoid{}); break;
        case bench::identity: break;
    }
}

/// The windows of a convolution or pool along one axis or two.
template <std::size_t Axes>
struct windows {
    torch::ExpandingArray<Axes> kernel, stride, padding, dilation;
};
inline windows<1> along(const bench::window& columns) {
    return {to_int64(columns.kernel), to_int64(columns.stride), to_int64(columns.padding), to_int64(columns.dilation)};
}
inline windows<2> along(const bench::window& rows, const bench::window& columns) {
    return {{to_int64(rows.kernel), to_int64(columns.kernel)},
            {to_int64(rows.stride), to_int64(columns.stride)},
            {to_int64(rows.padding), to_int64(columns.padding)},
            {to_int64(rows.dilation), to_int64(columns.dilation)}};
}

template <class Spec>
class libtorch_peer {
    struct layer {
        bench::layer spec;
        torch::Tensor weights, transposed, bias, one, all;
    };
    std::vector<layer> layers_;
    torch::nn::Sequential net_;
    torch::Tensor x_ = torch::empty(extents(bench::batch, Spec::input));
    torch::Tensor t_ = torch::empty(extents(bench::batch, Spec::layers.back().out));
    torch::Tensor first_x_ = x_.narrow(0, 0, 1), first_t_ = t_.narrow(0, 0, 1);
    torch::Tensor output_;
    float* first_input_ = x_.data_ptr<float>();
    std::vector<torch::Tensor> parameters_ = build();
    torch::optim::SGD descent_{parameters_, torch::optim::SGDOptions{static_cast<double>(bench::rate)}};
    torch::optim::Adam adam_{parameters_, torch::optim::AdamOptions{}};

    /// A layer with parameters: its module for training, its parameters for inference.
    template <class Module>
    void append_with_parameters(const bench::layer& spec, const Module& module) {
        net_->push_back(module);
        append(spec.nonlinearity, net_);
        const c10::InferenceMode no_gradient;
        layer& added = layers_.emplace_back(layer{spec, module->weight, {}, module->bias, {}, {}});
        if (!spec.is(bench::operation::dense)) return;
        added.transposed = added.weights.t();
        added.one = torch::empty(extents(1, spec.out));
        added.all = torch::empty(extents(bench::batch, spec.out));
    }
    void append_convolution(const bench::layer& spec) {
        const std::int64_t in = to_int64(spec.in.channels), out = to_int64(spec.out.channels),
                           groups = to_int64(spec.groups);
        if (spec.in.axes == 2) {
            const windows<1> each = along(spec.columns);
            append_with_parameters(spec, torch::nn::Conv1d{torch::nn::Conv1dOptions{in, out, each.kernel}
                                                               .stride(each.stride)
                                                               .padding(each.padding)
                                                               .dilation(each.dilation)
                                                               .groups(groups)});
        } else {
            const windows<2> each = along(spec.rows, spec.columns);
            append_with_parameters(spec, torch::nn::Conv2d{torch::nn::Conv2dOptions{in, out, each.kernel}
                                                               .stride(each.stride)
                                                               .padding(each.padding)
                                                               .dilation(each.dilation)
                                                               .groups(groups)});
        }
    }
    std::vector<torch::Tensor> build() {
        for (const bench::layer& spec : Spec::layers) {
            if (spec.is(bench::operation::convolution)) {
                append_convolution(spec);
            } else if (spec.is(bench::operation::max_pool)) {
                const windows<2> each = along(spec.rows, spec.columns);
                net_->push_back(torch::nn::MaxPool2d{torch::nn::MaxPool2dOptions{each.kernel}.stride(each.stride)});
                layers_.push_back({spec, {}, {}, {}, {}, {}});
            } else {
                if (spec.in.axes != 1) net_->push_back(torch::nn::Flatten{});
                append_with_parameters(spec, torch::nn::Linear{to_int64(spec.in.size()), to_int64(spec.out.size())});
            }
        }
        return net_->parameters();
    }
    template <torch::Tensor layer::* Output>
    torch::Tensor run(layer& each, const torch::Tensor& x) {
        const bench::layer& spec = each.spec;
        if (spec.is(bench::operation::dense)) {
            torch::Tensor& z = each.*Output;
            return torch::addmm_out(z, each.bias, spec.in.axes == 1 ? x : x.flatten(1), each.transposed);
        }
        if (spec.in.axes == 2) {
            const windows<1> by = along(spec.columns);
            return torch::conv1d(x, each.weights, each.bias, by.stride, by.padding, by.dilation, to_int64(spec.groups));
        }
        const windows<2> by = along(spec.rows, spec.columns);
        if (spec.is(bench::operation::max_pool)) return torch::max_pool2d(x, by.kernel, by.stride);
        return torch::conv2d(x, each.weights, each.bias, by.stride, by.padding, by.dilation, to_int64(spec.groups));
    }
    /// The output, valid until the next call.
    template <torch::Tensor layer::* Output>
    const float* infer(const torch::Tensor& x) {
        const c10::InferenceMode no_gradient;
        output_ = x;
        for (layer& each : layers_) {
            output_ = run<Output>(each, output_);
            activate(each.spec.nonlinearity, output_);
        }
        return output_.template data_ptr<float>();
    }
    float train(torch::optim::Optimizer& by, const torch::Tensor& x, const torch::Tensor& t) {
        // An undefined gradient need neither be cleared nor added to.
        for (torch::Tensor& each : parameters_) each.mutable_grad().reset();
        const torch::Tensor loss = torch::mse_loss(net_->forward(x), t);
        loss.backward();
        by.step();
        return *loss.data_ptr<float>();
    }

public:
    void load(auto next) {
        for (const torch::Tensor& parameter : parameters_)
            std::generate_n(parameter.data_ptr<float>(), parameter.numel(), next);
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, Spec::inputs, x_.data_ptr<float>() + s * Spec::inputs);
        std::copy_n(target, Spec::outputs, t_.data_ptr<float>() + s * Spec::outputs);
    }
    void outputs(std::size_t s, float* to) {
        std::copy_n(infer<&layer::one>(x_.narrow(0, to_int64(s), 1)), Spec::outputs, to);
    }
    float forward(float first) {
        *first_input_ = first;
        return *infer<&layer::one>(first_x_);
    }
    float throughput() { return infer<&layer::all>(x_)[(bench::batch - 1) * Spec::outputs]; }
    float step(float first) {
        *first_input_ = first;
        return train(descent_, first_x_, first_t_);
    }
    float step_batch() { return train(descent_, x_, t_); }
    float step_adam() { return train(adam_, x_, t_); }
};

}  // namespace libtorch
