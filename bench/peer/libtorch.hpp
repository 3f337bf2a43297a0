// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// By libtorch with one thread. Trained is torch::nn::Sequential by torch::optim; inference is by hand over its
/// parameters, with activations in place, no gradient recorded and, for dense layers, tensors made beforehand; its
/// convolutions and pools take none.

#include "../network/reference.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace libtorch {

inline std::int64_t number(std::size_t value) { return static_cast<std::int64_t>(value); }
inline std::vector<std::int64_t> extents(std::size_t samples, const bench::shape& of) {
    std::vector<std::int64_t> all{number(samples), number(of.channels)};
    if (of.axes == 3) all.push_back(number(of.height));
    if (of.axes != 1) all.push_back(number(of.width));
    return all;
}

inline void activate(bench::activation behind, torch::Tensor& z) {
    switch (behind) {
        case bench::relu: z.relu_(); break;
        case bench::tanh: z.tanh_(); break;
        case bench::sigmoid: z.sigmoid_(); break;
        case bench::identity: break;
    }
}
inline void append(bench::activation behind, torch::nn::Sequential& to) {
    switch (behind) {
        case bench::relu: to->push_back(torch::nn::ReLU{torch::nn::ReLUOptions{true}}); break;
        case bench::tanh: to->push_back(torch::nn::Tanh{}); break;
        case bench::sigmoid: to->push_back(torch::nn::Sigmoid{}); break;
        case bench::identity: break;
    }
}

/// A convolution or a pool along one axis or two.
template <std::size_t Axes>
struct windows {
    torch::ExpandingArray<Axes> kernel, stride, padding, dilation;
};
inline windows<1> along(const bench::window& columns) {
    return {number(columns.kernel), number(columns.stride), number(columns.padding), number(columns.dilation)};
}
inline windows<2> along(const bench::window& rows, const bench::window& columns) {
    return {{number(rows.kernel), number(columns.kernel)},
            {number(rows.stride), number(columns.stride)},
            {number(rows.padding), number(columns.padding)},
            {number(rows.dilation), number(columns.dilation)}};
}

template <class Spec>
class libtorch_peer {
    struct layer {
        bench::layer form;
        torch::Tensor weights, transposed, bias, one, all;
    };
    std::vector<layer> layers_;
    torch::nn::Sequential net_;
    torch::Tensor x_ = torch::empty(extents(bench::batch, Spec::input));
    torch::Tensor t_ = torch::empty(extents(bench::batch, Spec::layers.back().out));
    torch::Tensor first_x_ = x_.narrow(0, 0, 1), first_t_ = t_.narrow(0, 0, 1);
    torch::Tensor latest_;
    float* first_input_ = x_.data_ptr<float>();
    std::vector<torch::Tensor> parameters_ = build();
    torch::optim::SGD descent_{parameters_, torch::optim::SGDOptions{static_cast<double>(bench::rate)}};
    torch::optim::Adam adam_{parameters_, torch::optim::AdamOptions{}};

    /// A layer with parameters: its module for training, its parameters for inference.
    template <class Module>
    void append_with_parameters(const bench::layer& form, const Module& module) {
        net_->push_back(module);
        append(form.behind, net_);
        const c10::InferenceMode no_gradient;
        layer& added = layers_.emplace_back(layer{form, module->weight, {}, module->bias, {}, {}});
        if (!form.is(bench::operation::dense)) return;
        added.transposed = added.weights.t();
        added.one = torch::empty(extents(1, form.out));
        added.all = torch::empty(extents(bench::batch, form.out));
    }
    void append_convolution(const bench::layer& form) {
        const std::int64_t in = number(form.in.channels), out = number(form.out.channels), groups = number(form.groups);
        if (form.in.axes == 2) {
            const windows<1> each = along(form.columns);
            append_with_parameters(form, torch::nn::Conv1d{torch::nn::Conv1dOptions{in, out, each.kernel}
                                                               .stride(each.stride)
                                                               .padding(each.padding)
                                                               .dilation(each.dilation)
                                                               .groups(groups)});
        } else {
            const windows<2> each = along(form.rows, form.columns);
            append_with_parameters(form, torch::nn::Conv2d{torch::nn::Conv2dOptions{in, out, each.kernel}
                                                               .stride(each.stride)
                                                               .padding(each.padding)
                                                               .dilation(each.dilation)
                                                               .groups(groups)});
        }
    }
    std::vector<torch::Tensor> build() {
        for (const bench::layer& form : Spec::layers) {
            if (form.is(bench::operation::convolution)) {
                append_convolution(form);
            } else if (form.is(bench::operation::max_pool)) {
                const windows<2> each = along(form.rows, form.columns);
                net_->push_back(torch::nn::MaxPool2d{torch::nn::MaxPool2dOptions{each.kernel}.stride(each.stride)});
                layers_.push_back({form, {}, {}, {}, {}, {}});
            } else {
                if (form.in.axes != 1) net_->push_back(torch::nn::Flatten{});
                append_with_parameters(form, torch::nn::Linear{number(form.in.size()), number(form.out.size())});
            }
        }
        return net_->parameters();
    }
    template <torch::Tensor layer::* Output>
    torch::Tensor run(layer& each, const torch::Tensor& x) {
        const bench::layer& form = each.form;
        if (form.is(bench::operation::dense)) {
            torch::Tensor& z = each.*Output;
            return torch::addmm_out(z, each.bias, form.in.axes == 1 ? x : x.flatten(1), each.transposed);
        }
        if (form.in.axes == 2) {
            const windows<1> by = along(form.columns);
            return torch::conv1d(x, each.weights, each.bias, by.stride, by.padding, by.dilation, number(form.groups));
        }
        const windows<2> by = along(form.rows, form.columns);
        if (form.is(bench::operation::max_pool)) return torch::max_pool2d(x, by.kernel, by.stride);
        return torch::conv2d(x, each.weights, each.bias, by.stride, by.padding, by.dilation, number(form.groups));
    }
    /// An output that is kept until the next one comes.
    template <torch::Tensor layer::* Output>
    const float* infer(const torch::Tensor& x) {
        const c10::InferenceMode no_gradient;
        latest_ = x;
        for (layer& each : layers_) {
            latest_ = run<Output>(each, latest_);
            activate(each.form.behind, latest_);
        }
        return latest_.template data_ptr<float>();
    }
    float train(torch::optim::Optimizer& by, const torch::Tensor& x, const torch::Tensor& t) {
        // A gradient that is not there need neither be cleared nor added to.
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
        std::copy_n(infer<&layer::one>(x_.narrow(0, number(s), 1)), Spec::outputs, to);
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
