// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// By libtorch with one thread. Trained is torch::nn::Sequential by torch::optim; inference is by hand over its parameters,
/// with tensors made beforehand, activations in place, and no gradient recorded.

#include "../network/reference.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace libtorch {

inline void activate(bench::relu, torch::Tensor& z) { z.relu_(); }
inline void activate(bench::tanh, torch::Tensor& z) { z.tanh_(); }
inline void activate(bench::sigmoid, torch::Tensor& z) { z.sigmoid_(); }
inline void activate(bench::identity, torch::Tensor&) {}
inline void append(bench::relu, torch::nn::Sequential& to) { to->push_back(torch::nn::ReLU{torch::nn::ReLUOptions{true}}); }
inline void append(bench::tanh, torch::nn::Sequential& to) { to->push_back(torch::nn::Tanh{}); }
inline void append(bench::sigmoid, torch::nn::Sequential& to) { to->push_back(torch::nn::Sigmoid{}); }
inline void append(bench::identity, torch::nn::Sequential&) {}

template <class Spec>
class libtorch_peer;
template <class Hidden, class Last, std::size_t... Sizes>
class libtorch_peer<bench::net_spec<Hidden, Last, Sizes...>> {
    using spec = bench::net_spec<Hidden, Last, Sizes...>;
    static constexpr auto inputs = static_cast<std::int64_t>(spec::inputs);
    static constexpr auto output_count = static_cast<std::int64_t>(spec::outputs);
    static constexpr auto samples = static_cast<std::int64_t>(bench::batch);

    struct layer {
        torch::Tensor weights, transposed, bias, one, all;
    };
    std::array<layer, spec::layers> layers_;
    torch::nn::Sequential net_;
    torch::Tensor x_ = torch::empty({samples, inputs}), t_ = torch::empty({samples, output_count});
    torch::Tensor first_x_ = x_.narrow(0, 0, 1), first_t_ = t_.narrow(0, 0, 1);
    float* first_input_ = x_.data_ptr<float>();
    std::vector<torch::Tensor> parameters_ = build();
    torch::optim::SGD descent_{parameters_, torch::optim::SGDOptions{static_cast<double>(bench::rate)}};
    torch::optim::Adam adam_{parameters_, torch::optim::AdamOptions{}};

    std::vector<torch::Tensor> build() {
        for (std::size_t l = 0; l < spec::layers; ++l) {
            const auto in = static_cast<std::int64_t>(spec::sizes[l]), out = static_cast<std::int64_t>(spec::sizes[l + 1]);
            const torch::nn::Linear linear{in, out};
            net_->push_back(linear);
            if (l + 1 == spec::layers)
                append(Last{}, net_);
            else
                append(Hidden{}, net_);
            const c10::InferenceMode no_gradient;
            layers_[l] = {linear->weight, linear->weight.t(), linear->bias, torch::empty({1, out}), torch::empty({samples, out})};
        }
        return net_->parameters();
    }
    template <torch::Tensor layer::* Output>
    const float* infer(const torch::Tensor& x) {
        const c10::InferenceMode no_gradient;
        const torch::Tensor* before = &x;
        for (std::size_t l = 0; l < spec::layers; ++l) {
            layer& each = layers_[l];
            torch::Tensor& z = each.*Output;
            torch::addmm_out(z, each.bias, *before, each.transposed);
            if (l + 1 == spec::layers)
                activate(Last{}, z);
            else
                activate(Hidden{}, z);
            before = &z;
        }
        return before->template data_ptr<float>();
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
        for (layer& each : layers_)
            for (const torch::Tensor& parameter : {each.weights, each.bias})
                std::generate_n(parameter.data_ptr<float>(), parameter.numel(), next);
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, inputs, x_.data_ptr<float>() + s * spec::inputs);
        std::copy_n(target, output_count, t_.data_ptr<float>() + s * spec::outputs);
    }
    void outputs(std::size_t s, float* to) {
        std::copy_n(infer<&layer::one>(x_.narrow(0, static_cast<std::int64_t>(s), 1)), output_count, to);
    }
    float forward(float first) {
        *first_input_ = first;
        return *infer<&layer::one>(first_x_);
    }
    float throughput() { return infer<&layer::all>(x_)[(bench::batch - 1) * spec::outputs]; }
    float step(float first) {
        *first_input_ = first;
        return train(descent_, first_x_, first_t_);
    }
    float step_batch() { return train(descent_, x_, t_); }
    float step_adam() { return train(adam_, x_, t_); }
};

}  // namespace libtorch
