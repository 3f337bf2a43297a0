// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Written by hand with OpenBLAS and one thread: weights[out][in], the bias copied to the output before the product is
/// added, the activations as simple loops. A step of one sample is sgemv and sger, which updates the weights without
/// storing a gradient. A batch is sgemm with a row for each sample, and its update another sgemm that subtracts the
/// gradient from the weights.

#include "../network/timed.hpp"
#include "by_hand.hpp"

#include <cblas.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace {

constexpr int batch = static_cast<int>(bench::batch);

template <bench::layer Layer>
struct layer {
    static_assert(Layer.is(bench::operation::dense));
    static constexpr int In = static_cast<int>(Layer.in.size()), Out = static_cast<int>(Layer.out.size());
    struct parameters {
        alignas(64) std::array<float, std::size_t{Out} * In> weights{};
        alignas(64) std::array<float, Out> bias{};
    };
    parameters own, gradient, mean, square;
    /// For every sample of a batch, or for a single one in the first row.
    alignas(64) std::array<float, std::size_t{batch} * Out> a{}, da{};

    void forward(const float* x) {
        std::copy_n(own.bias.data(), Out, a.data());
        cblas_sgemv(CblasRowMajor, CblasNoTrans, Out, In, 1, own.weights.data(), In, x, 1, 1, a.data(), 1);
        for (std::size_t o = 0; o < Out; ++o) a[o] = by_hand::value<Layer.nonlinearity>(a[o]);
    }
    void backward(const float* x, float* dx) {
        for (std::size_t o = 0; o < Out; ++o) da[o] *= by_hand::derivative<Layer.nonlinearity>(a[o]);
        if (dx != nullptr)
            cblas_sgemv(CblasRowMajor, CblasTrans, Out, In, 1, own.weights.data(), In, da.data(), 1, 0, dx, 1);
        cblas_sger(CblasRowMajor, Out, In, -bench::rate, da.data(), 1, x, 1, own.weights.data(), In);
        for (std::size_t o = 0; o < Out; ++o) own.bias[o] -= bench::rate * da[o];
    }

    void forward_all(const float* x) {
        for (std::size_t s = 0; s < bench::batch; ++s) std::copy_n(own.bias.data(), Out, a.data() + s * Out);
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, batch, Out, In, 1, x, In, own.weights.data(), In, 1,
                    a.data(), Out);
        for (float& each : a) each = by_hand::value<Layer.nonlinearity>(each);
    }
    /// to = beta * to + factor * dE/dw.
    void backward_all(parameters& to, float beta, float factor, const float* x, float* dx) {
        for (std::size_t k = 0; k < a.size(); ++k) da[k] *= by_hand::derivative<Layer.nonlinearity>(a[k]);
        if (dx != nullptr)
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, batch, In, Out, 1, da.data(), Out,
                        own.weights.data(), In, 0, dx, In);
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, Out, In, batch, factor, da.data(), Out, x, In, beta,
                    to.weights.data(), In);
        for (float& each : to.bias) each *= beta;
        for (std::size_t s = 0; s < bench::batch; ++s)
            for (std::size_t o = 0; o < Out; ++o) to.bias[o] += factor * da[s * Out + o];
    }
    void descend_by_adam(float rate, float correction) {
        const auto update = [=](auto& w, const auto& g, auto& m, auto& v) {
            for (std::size_t i = 0; i < w.size(); ++i) {
                m[i] = 0.9f * m[i] + 0.1f * g[i];
                v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
                w[i] -= rate * m[i] / (std::sqrt(v[i]) * correction + 1e-8f);
            }
        };
        update(own.weights, gradient.weights, mean.weights, square.weights);
        update(own.bias, gradient.bias, mean.bias, square.bias);
    }

    void load(auto& next) {
        for (float& weight : own.weights) weight = next();
        for (float& each : own.bias) each = next();
    }
};

/// Layer `Index` of a network and all later ones.
template <class Spec, std::size_t Index = 0, bool Last = Index + 1 == Spec::depth>
struct layers {
    layer<Spec::layers[Index]> first;
    layers<Spec, Index + 1> rest;

    const float* forward(const float* x) {
        first.forward(x);
        return rest.forward(first.a.data());
    }
    void backward(const float* x, const float* t, float* dx) {
        rest.backward(first.a.data(), t, first.da.data());
        first.backward(x, dx);
    }
    const float* forward_all(const float* x) {
        first.forward_all(x);
        return rest.forward_all(first.a.data());
    }
    template <bool InPlace>
    void backward_all(const float* x, const float* t, float* dx) {
        rest.template backward_all<InPlace>(first.a.data(), t, first.da.data());
        first.backward_all(InPlace ? first.own : first.gradient, InPlace ? 1 : 0, InPlace ? -bench::rate : 1, x, dx);
    }
    void for_each(auto use) {
        use(first);
        rest.for_each(use);
    }
};

template <class Spec, std::size_t Index>
struct layers<Spec, Index, true> {
    static constexpr int Out = static_cast<int>(Spec::outputs);
    layer<Spec::layers[Index]> first;

    const float* forward(const float* x) {
        first.forward(x);
        return first.a.data();
    }
    void backward(const float* x, const float* t, float* dx) {
        for (std::size_t o = 0; o < Out; ++o) first.da[o] = 2.0f / Out * (first.a[o] - t[o]);
        first.backward(x, dx);
    }
    const float* forward_all(const float* x) {
        first.forward_all(x);
        return first.a.data();
    }
    template <bool InPlace>
    void backward_all(const float* x, const float* t, float* dx) {
        for (std::size_t k = 0; k < first.a.size(); ++k) first.da[k] = 2.0f / (Out * batch) * (first.a[k] - t[k]);
        first.backward_all(InPlace ? first.own : first.gradient, InPlace ? 1 : 0, InPlace ? -bench::rate : 1, x, dx);
    }
    void for_each(auto use) { use(first); }
};

template <class Spec>
struct openblas_peer {
    static constexpr std::size_t inputs = Spec::inputs, output_count = Spec::outputs;
    layers<Spec> net;
    alignas(64) std::array<float, bench::batch * inputs> x;
    alignas(64) std::array<float, bench::batch * output_count> t;
    by_hand::adam_clock clock;

    void load(auto next) {
        net.for_each([&](auto& each) { each.load(next); });
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, inputs, x.data() + s * inputs);
        std::copy_n(target, output_count, t.data() + s * output_count);
    }
    void outputs(std::size_t s, float* to) { std::copy_n(net.forward(x.data() + s * inputs), output_count, to); }
    float forward(float first) {
        x[0] = first;
        return net.forward(x.data())[0];
    }
    float throughput() { return net.forward_all(x.data())[(bench::batch - 1) * output_count]; }
    float step(float first) {
        const float y = forward(first);
        net.backward(x.data(), t.data(), nullptr);
        return y;
    }
    float step_batch() {
        const float y = throughput();
        net.template backward_all<true>(x.data(), t.data(), nullptr);
        return y;
    }
    float step_adam() {
        const float y = throughput();
        net.template backward_all<false>(x.data(), t.data(), nullptr);
        const by_hand::adam_clock::factors now = clock.next();
        net.for_each([now](auto& each) { each.descend_by_adam(now.rate, now.correction); });
        return y;
    }
};

}  // namespace

int main(int argc, char** argv) {
    openblas_set_num_threads(1);
    benchmark::Initialize(&argc, argv);
    bench::add_dense<openblas_peer>("openblas");
    benchmark::RunSpecifiedBenchmarks();
}
