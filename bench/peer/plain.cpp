// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Plain loops over std::array, as one writes them without a library: weights[out][in], one loop a layer, std::tanh and
/// std::exp, the compiler's own vectorizer, backward pass and update in one loop.

#include "../network/reference.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace {

float value(perceptype::relu, float z) { return z > 0 ? z : 0; }
float value(perceptype::tanh, float z) { return std::tanh(z); }
float value(perceptype::sigmoid, float z) { return 1 / (1 + std::exp(-z)); }
float value(perceptype::identity, float z) { return z; }
float derivative(perceptype::relu, float a) { return a > 0 ? 1.0f : 0.0f; }
float derivative(perceptype::tanh, float a) { return 1 - a * a; }
float derivative(perceptype::sigmoid, float a) { return a * (1 - a); }
float derivative(perceptype::identity, float) { return 1; }

template <class Activation, std::size_t In, std::size_t Out>
struct layer {
    std::array<std::array<float, In>, Out> weights{};
    std::array<float, Out> bias{};
    std::array<float, Out> a{};

    void forward(const std::array<float, In>& x) {
        for (std::size_t o = 0; o < Out; ++o) {
            float z = bias[o];
            for (std::size_t i = 0; i < In; ++i) z += weights[o][i] * x[i];
            a[o] = value(Activation{}, z);
        }
    }

    /// From dE/da to dE/dx, where it is wanted; descends on the way.
    void backward(const std::array<float, In>& x, std::array<float, Out>& da, std::array<float, In>* dx) {
        for (std::size_t o = 0; o < Out; ++o) da[o] *= derivative(Activation{}, a[o]);
        if (dx != nullptr) {
            dx->fill(0);
            for (std::size_t o = 0; o < Out; ++o)
                for (std::size_t i = 0; i < In; ++i) (*dx)[i] += weights[o][i] * da[o];
        }
        for (std::size_t o = 0; o < Out; ++o) {
            const float descent = bench::rate * da[o];
            for (std::size_t i = 0; i < In; ++i) weights[o][i] -= descent * x[i];
            bias[o] -= descent;
        }
    }

    void load(auto& next) {
        for (auto& row : weights)
            for (float& weight : row) weight = next();
        for (float& each : bias) each = next();
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
    void backward(const std::array<float, In>& x, const auto& t, std::array<float, In>* dx) {
        std::array<float, Out> da;
        rest.backward(first.a, t, &da);
        first.backward(x, da, dx);
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
    void backward(const std::array<float, In>& x, const std::array<float, Out>& t, std::array<float, In>* dx) {
        std::array<float, Out> da;
        for (std::size_t o = 0; o < Out; ++o) da[o] = 2 * (first.a[o] - t[o]) / static_cast<float>(Out);
        first.backward(x, da, dx);
    }
    void load(auto& next) { first.load(next); }
};

template <class Spec>
struct plain_peer;
template <class Hidden, class Last, std::size_t Input, std::size_t... Sizes>
struct plain_peer<bench::net_spec<Hidden, Last, Input, Sizes...>> {
    layers<Hidden, Last, Input, Sizes...> net;
    std::array<float, Input> x;
    std::array<float, bench::net_spec<Hidden, Last, Input, Sizes...>::outputs> t;

    void load(auto next) { net.load(next); }
    float forward() { return net.forward(x)[0]; }
    float step() {
        const float y = forward();
        net.backward(x, t, nullptr);
        return y;
    }
};

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    bench::add_all<plain_peer>("plain");
    benchmark::RunSpecifiedBenchmarks();
}
