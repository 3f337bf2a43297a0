// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Written by hand with Eigen: fixed-size matrices of either storage order, arrays for the activations. A step of one
/// sample updates the weights without storing a gradient; a batch is a matrix with a column for each sample.

#include "../network/nets.hpp"
#include "by_hand.hpp"

#include <Eigen/Core>

#include <cmath>
#include <cstddef>

// Each program has one competitor; internal linkage lets the compiler optimize it as in a source file.
namespace {

/// A column of `Size` elements for each of `Samples` samples.
template <int Size, int Samples = 1>
using columns = Eigen::Matrix<float, Size, Samples, (Size == 1 && Samples != 1 ? Eigen::RowMajor : Eigen::ColMajor)>;
constexpr int batch = static_cast<int>(bench::batch);

template <bench::activation Activation>
void activate(auto& z) {
    if constexpr (Activation == bench::relu)
        z = z.cwiseMax(0.0f);
    else if constexpr (Activation == bench::tanh)
        z = z.array().tanh();
    else if constexpr (Activation == bench::sigmoid)
        z = z.array().logistic();
}
template <bench::activation Activation>
void differentiate(const auto& a, auto& da) {
    if constexpr (Activation == bench::relu)
        da.array() *= (a.array() > 0.0f).template cast<float>();
    else if constexpr (Activation == bench::tanh)
        da.array() *= 1.0f - a.array().square();
    else if constexpr (Activation == bench::sigmoid)
        da.array() *= a.array() * (1.0f - a.array());
}

template <int Order, bench::layer Layer>
struct layer {
    static_assert(Layer.is(bench::operation::dense));
    static constexpr int In = static_cast<int>(Layer.in.size()), Out = static_cast<int>(Layer.out.size());
    // Eigen has no row-major matrix of one column and no column-major one of one row.
    using matrix = Eigen::Matrix<float, Out, In, (In == 1 ? Eigen::ColMajor : Out == 1 ? Eigen::RowMajor : Order)>;
    matrix weights, weight_gradient, weight_mean = matrix::Zero(), weight_square = matrix::Zero();
    columns<Out> bias, bias_gradient, bias_mean = columns<Out>::Zero(), bias_square = columns<Out>::Zero();
    columns<Out> a;
    columns<Out, batch> all;

    void forward(const columns<In>& x) {
        a = bias;
        a.noalias() += weights * x;
        activate<Layer.nonlinearity>(a);
    }
    void backward(const columns<In>& x, columns<Out>& da, columns<In>* dx) {
        differentiate<Layer.nonlinearity>(a, da);
        if (dx != nullptr) dx->noalias() = weights.transpose() * da;
        da *= bench::rate;
        weights.noalias() -= da * x.transpose();
        bias -= da;
    }

    void forward_all(const columns<In, batch>& x) {
        all.noalias() = weights * x;
        all.colwise() += bias;
        activate<Layer.nonlinearity>(all);
    }
    void backward_all(const columns<In, batch>& x, columns<Out, batch>& da, columns<In, batch>* dx) {
        differentiate<Layer.nonlinearity>(all, da);
        if (dx != nullptr) dx->noalias() = weights.transpose() * da;
        weight_gradient.noalias() = da * x.transpose();
        bias_gradient = da.rowwise().sum();
    }
    void descend() {
        weights -= bench::rate * weight_gradient;
        bias -= bench::rate * bias_gradient;
    }
    void descend_by_adam(float rate, float correction) {
        const auto update = [=](auto& w, const auto& g, auto& m, auto& v) {
            m = 0.9f * m + 0.1f * g;
            v = 0.999f * v + 0.001f * g.cwiseAbs2();
            w.array() -= rate * m.array() / (v.array().sqrt() * correction + 1e-8f);
        };
        update(weights, weight_gradient, weight_mean, weight_square);
        update(bias, bias_gradient, bias_mean, bias_square);
    }

    void load(auto& next) {
        for (int o = 0; o < Out; ++o)
            for (int i = 0; i < In; ++i) weights(o, i) = next();
        for (int o = 0; o < Out; ++o) bias(o) = next();
    }
};

/// Layer `Index` of a network and all later ones.
template <int Order, class Spec, std::size_t Index = 0, bool Last = Index + 1 == Spec::depth>
struct layers {
    using own = layer<Order, Spec::layers[Index]>;
    static constexpr int In = own::In, Out = own::Out;
    own first;
    layers<Order, Spec, Index + 1> rest;

    const auto& forward(const columns<In>& x) {
        first.forward(x);
        return rest.forward(first.a);
    }
    void backward(const columns<In>& x, const auto& t, columns<In>* dx) {
        columns<Out> da;
        rest.backward(first.a, t, &da);
        first.backward(x, da, dx);
    }
    const auto& forward_all(const columns<In, batch>& x) {
        first.forward_all(x);
        return rest.forward_all(first.all);
    }
    void backward_all(const columns<In, batch>& x, const auto& t, columns<In, batch>* dx) {
        columns<Out, batch> da;
        rest.backward_all(first.all, t, &da);
        first.backward_all(x, da, dx);
    }
    void for_each(auto use) {
        use(first);
        rest.for_each(use);
    }
};

template <int Order, class Spec, std::size_t Index>
struct layers<Order, Spec, Index, true> {
    using own = layer<Order, Spec::layers[Index]>;
    static constexpr int In = own::In, Out = own::Out;
    own first;

    const columns<Out>& forward(const columns<In>& x) {
        first.forward(x);
        return first.a;
    }
    void backward(const columns<In>& x, const columns<Out>& t, columns<In>* dx) {
        columns<Out> da = (first.a - t) * (2.0f / static_cast<float>(Out));
        first.backward(x, da, dx);
    }
    const columns<Out, batch>& forward_all(const columns<In, batch>& x) {
        first.forward_all(x);
        return first.all;
    }
    void backward_all(const columns<In, batch>& x, const columns<Out, batch>& t, columns<In, batch>* dx) {
        columns<Out, batch> da = (first.all - t) * (2.0f / static_cast<float>(Out * batch));
        first.backward_all(x, da, dx);
    }
    void for_each(auto use) { use(first); }
};

template <int Order, class Spec>
struct eigen_peer {
    static constexpr int inputs = static_cast<int>(Spec::inputs), output_count = static_cast<int>(Spec::outputs);
    layers<Order, Spec> net;
    columns<inputs> x;
    columns<output_count> t;
    columns<inputs, batch> all_x;
    columns<output_count, batch> all_t;
    by_hand::adam_clock clock;

    void load(auto next) {
        net.for_each([&](auto& each) { each.load(next); });
    }
    void sample(std::size_t s, const float* input, const float* target) {
        all_x.col(static_cast<int>(s)) = Eigen::Map<const columns<inputs>>(input);
        all_t.col(static_cast<int>(s)) = Eigen::Map<const columns<output_count>>(target);
        if (s == 0) {
            x = all_x.col(0);
            t = all_t.col(0);
        }
    }
    void outputs(std::size_t s, float* to) {
        Eigen::Map<columns<output_count>>{to} = net.forward(all_x.col(static_cast<int>(s)));
    }
    float forward(float first) {
        x[0] = first;
        return net.forward(x)[0];
    }
    float throughput() { return net.forward_all(all_x)(0, batch - 1); }
    float step(float first) {
        const float y = forward(first);
        net.backward(x, t, nullptr);
        return y;
    }
    float step_batch() {
        const float y = throughput();
        net.backward_all(all_x, all_t, nullptr);
        net.for_each([](auto& each) { each.descend(); });
        return y;
    }
    float step_adam() {
        const float y = throughput();
        net.backward_all(all_x, all_t, nullptr);
        const by_hand::adam_clock::factors now = clock.next();
        net.for_each([now](auto& each) { each.descend_by_adam(now.rate, now.correction); });
        return y;
    }
};

template <class Spec>
using by_rows = eigen_peer<Eigen::RowMajor, Spec>;
template <class Spec>
using by_columns = eigen_peer<Eigen::ColMajor, Spec>;

}  // namespace
