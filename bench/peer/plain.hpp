// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Plain loops over std::array, as one writes them without a library: parameters in canonical order, one loop per layer,
/// std::tanh and std::exp, the compiler's auto-vectorizer, one sample after the other. A step of one sample updates the
/// weights during the backward pass; a batch sums its gradients first. Built with and without -ffast-math.

#include "../network/nets.hpp"
#include "by_hand.hpp"
#include "plain_layers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

// Each program has one competitor; internal linkage lets the compiler optimize it as in a source file.
namespace {

/// Layer `Index` of a network and all later ones.
template <class Spec, std::size_t Index = 0, bool AfterLast = Index == Spec::depth>
struct layers {
    using input = typename layer<Spec::layers[Index]>::input;
    using output = typename layer<Spec::layers[Index]>::output;
    layer<Spec::layers[Index]> first;
    layers<Spec, Index + 1> rest;

    const auto& forward(const input& x) {
        first.forward(x);
        return rest.forward(first.a);
    }
    template <bool InPlace>
    void backward(float factor, const input& x, const auto& t, input* dx) {
        output da;
        rest.template backward<InPlace>(factor, first.a, t, &da);
        first.backward(InPlace ? first.own : first.gradient, factor, x, da, dx);
    }
    void for_each(auto use) {
        use(first);
        rest.for_each(use);
    }
};

/// The loss, after the last layer.
template <class Spec, std::size_t Index>
struct layers<Spec, Index, true> {
    using output = std::array<float, Spec::outputs>;

    const output& forward(const output& y) { return y; }
    template <bool InPlace>
    void backward(float, const output& y, const output& t, output* dy) {
        for (std::size_t o = 0; o < Spec::outputs; ++o)
            (*dy)[o] = 2 * (y[o] - t[o]) / static_cast<float>(Spec::outputs);
    }
    void for_each(auto) {}
};

template <class Spec>
struct plain_peer {
    layers<Spec> net;
    std::array<std::array<float, Spec::inputs>, bench::batch> x;
    std::array<std::array<float, Spec::outputs>, bench::batch> t;
    by_hand::adam_clock clock;

    void load(auto next) {
        net.for_each([&](auto& each) { each.load(next); });
    }
    void sample(std::size_t s, const float* input, const float* target) {
        std::copy_n(input, Spec::inputs, x[s].data());
        std::copy_n(target, Spec::outputs, t[s].data());
    }
    void outputs(std::size_t s, float* to) { std::copy_n(net.forward(x[s]).data(), Spec::outputs, to); }
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
        for_each_parameter([](float& w, float& g, float&, float&) { w -= bench::rate * g; });
        return y;
    }
    float step_adam() {
        const float y = add_gradients();
        const by_hand::adam_clock::factors now = clock.next();
        for_each_parameter([now](float& w, float& g, float& m, float& v) {
            m = 0.9f * m + 0.1f * g;
            v = 0.999f * v + 0.001f * g * g;
            w -= now.rate * m / (std::sqrt(v) * now.correction + 1e-8f);
        });
        return y;
    }

private:
    void for_each_parameter(auto use) {
        net.for_each([&](auto& each) { each.for_each_parameter(use); });
    }
    float add_gradients() {
        for_each_parameter([](float&, float& g, float&, float&) { g = 0; });
        float y = 0;
        for (std::size_t s = 0; s < bench::batch; ++s) {
            y += net.forward(x[s])[0];
            net.template backward<false>(1.0f / bench::batch, x[s], t[s], nullptr);
        }
        return y;
    }
};

}  // namespace
