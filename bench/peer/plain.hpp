// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Plain loops over std::array, as one writes them without a library: weights[out][in], one loop a layer, std::tanh and
/// std::exp, the compiler's own vectorizer, one sample after the other. A step of one sample updates as it goes back; a
/// batch adds its gradients up first. Built with and without -ffast-math.

#include "../network/nets.hpp"
#include "by_hand.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

// Each program has one competitor, which may know, as in a source file, that nobody else calls its functions.
namespace {

template <class Activation, std::size_t In, std::size_t Out>
struct layer {
    struct parameters {
        std::array<std::array<float, In>, Out> weights{};
        std::array<float, Out> bias{};
    };
    parameters own, gradient, mean, square;
    std::array<float, Out> a{};

    void forward(const std::array<float, In>& x) {
        for (std::size_t o = 0; o < Out; ++o) {
            float z = own.bias[o];
            for (std::size_t i = 0; i < In; ++i) z += own.weights[o][i] * x[i];
            a[o] = by_hand::value(Activation{}, z);
        }
    }

    /// From dE/da to dE/dx, where it is wanted; adds `factor` dE/dw to `to`.
    void backward(parameters& to, float factor, const std::array<float, In>& x, std::array<float, Out>& da, std::array<float, In>* dx) {
        for (std::size_t o = 0; o < Out; ++o) da[o] *= by_hand::derivative(Activation{}, a[o]);
        if (dx != nullptr) {
            dx->fill(0);
            for (std::size_t o = 0; o < Out; ++o)
                for (std::size_t i = 0; i < In; ++i) (*dx)[i] += own.weights[o][i] * da[o];
        }
        for (std::size_t o = 0; o < Out; ++o) {
            const float scaled = factor * da[o];
            for (std::size_t i = 0; i < In; ++i) to.weights[o][i] += scaled * x[i];
            to.bias[o] += scaled;
        }
    }

    void for_each_parameter(auto use) {
        for (std::size_t o = 0; o < Out; ++o)
            for (std::size_t i = 0; i < In; ++i)
                use(own.weights[o][i], gradient.weights[o][i], mean.weights[o][i], square.weights[o][i]);
        for (std::size_t o = 0; o < Out; ++o) use(own.bias[o], gradient.bias[o], mean.bias[o], square.bias[o]);
    }

    void load(auto& next) {
        for (auto& row : own.weights)
            for (float& weight : row) weight = next();
        for (float& each : own.bias) each = next();
    }
};

template <class Hidden, class Last, std::size_t In, std::size_t Out, std::size_t... Rest>
struct layers {
    layer<Hidden, In, Out> first;
    layers<Hidden, Last, Out, Rest...> rest;

    const auto& forward(const std::array<float, In>& x) {
        first.forward(x);
        return rest.forward(first.a);
    }
    template <bool AtOnce>
    void backward(float factor, const std::array<float, In>& x, const auto& t, std::array<float, In>* dx) {
        std::array<float, Out> da;
        rest.template backward<AtOnce>(factor, first.a, t, &da);
        first.backward(AtOnce ? first.own : first.gradient, factor, x, da, dx);
    }
    void for_each_parameter(auto use) {
        first.for_each_parameter(use);
        rest.for_each_parameter(use);
    }
    void load(auto& next) {
        first.load(next);
        rest.load(next);
    }
};

template <class Hidden, class Last, std::size_t In, std::size_t Out>
struct layers<Hidden, Last, In, Out> {
    layer<Last, In, Out> first;

    const std::array<float, Out>& forward(const std::array<float, In>& x) {
        first.forward(x);
        return first.a;
    }
    template <bool AtOnce>
    void backward(float factor, const std::array<float, In>& x, const std::array<float, Out>& t, std::array<float, In>* dx) {
        std::array<float, Out> da;
        for (std::size_t o = 0; o < Out; ++o) da[o] = 2 * (first.a[o] - t[o]) / static_cast<float>(Out);
        first.backward(AtOnce ? first.own : first.gradient, factor, x, da, dx);
    }
    void for_each_parameter(auto use) { first.for_each_parameter(use); }
    void load(auto& next) { first.load(next); }
};

template <class Spec>
struct plain_peer;
template <class Hidden, class Last, std::size_t Input, std::size_t... Sizes>
struct plain_peer<bench::net_spec<Hidden, Last, Input, Sizes...>> {
    static constexpr std::size_t output_count = bench::net_spec<Hidden, Last, Input, Sizes...>::outputs;
    layers<Hidden, Last, Input, Sizes...> net;
    std::array<std::array<float, Input>, bench::batch> x;
    std::array<std::array<float, output_count>, bench::batch> t;
    by_hand::adam_clock clock;

    void load(auto next) { net.load(next); }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, Input, x[s].data());
        std::copy_n(target, output_count, t[s].data());
    }
    void outputs(std::size_t s, float* to) { std::copy_n(net.forward(x[s]).data(), output_count, to); }
    float forward(float first) {
        x[0][0] = first;
        return net.forward(x[0])[0];
    }
    float throughput() {
        float y = 0;
        for (const auto& each : x) y += net.forward(each)[0];
        return y;
    }
    float step(float first) {
        const float y = forward(first);
        net.template backward<true>(-bench::rate, x[0], t[0], nullptr);
        return y;
    }
    float step_batch() {
        const float y = add_gradients();
        net.for_each_parameter([](float& w, float& g, float&, float&) { w -= bench::rate * g; });
        return y;
    }
    float step_adam() {
        const float y = add_gradients();
        const by_hand::adam_clock::factors now = clock.next();
        net.for_each_parameter([now](float& w, float& g, float& m, float& v) {
            m = 0.9f * m + 0.1f * g;
            v = 0.999f * v + 0.001f * g * g;
            w -= now.rate * m / (std::sqrt(v) * now.correction + 1e-8f);
        });
        return y;
    }

private:
    float add_gradients() {
        net.for_each_parameter([](float&, float& g, float&, float&) { g = 0; });
        float y = 0;
        for (std::size_t s = 0; s < bench::batch; ++s) {
            y += net.forward(x[s])[0];
            net.template backward<false>(1.0f / bench::batch, x[s], t[s], nullptr);
        }
        return y;
    }
};

}  // namespace
