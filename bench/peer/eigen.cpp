// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// By hand in Eigen: fixed-size matrices of either storage order, arrays for the activations, backward pass and update
/// without a gradient in between.

#include "../network/reference.hpp"

#include <Eigen/Core>

#include <cstddef>

namespace {

template <int Size>
using vector = Eigen::Matrix<float, Size, 1>;

void activate(perceptype::relu, auto& z) { z = z.cwiseMax(0.0f); }
void activate(perceptype::tanh, auto& z) { z = z.array().tanh(); }
void activate(perceptype::sigmoid, auto& z) { z = z.array().logistic(); }
void activate(perceptype::identity, auto&) {}
void differentiate(perceptype::relu, const auto& a, auto& da) { da.array() *= (a.array() > 0.0f).template cast<float>(); }
void differentiate(perceptype::tanh, const auto& a, auto& da) { da.array() *= 1.0f - a.array().square(); }
void differentiate(perceptype::sigmoid, const auto& a, auto& da) { da.array() *= a.array() * (1.0f - a.array()); }
void differentiate(perceptype::identity, const auto&, auto&) {}

template <int Order, class Activation, int In, int Out>
struct layer {
    // Eigen has no row-major matrix of one column and no column-major one of one row.
    Eigen::Matrix<float, Out, In, (In == 1 ? Eigen::ColMajor : Out == 1 ? Eigen::RowMajor : Order)> weights;
    vector<Out> bias;
    vector<Out> a;

    void forward(const vector<In>& x) {
        a = bias;
        a.noalias() += weights * x;
        activate(Activation{}, a);
    }
    void backward(const vector<In>& x, vector<Out>& da, vector<In>* dx) {
        differentiate(Activation{}, a, da);
        if (dx != nullptr) dx->noalias() = weights.transpose() * da;
        da *= bench::rate;
        weights.noalias() -= da * x.transpose();
        bias -= da;
    }
    void load(auto& next) {
        for (int o = 0; o < Out; ++o)
            for (int i = 0; i < In; ++i) weights(o, i) = next();
        for (int o = 0; o < Out; ++o) bias(o) = next();
    }
};

template <int Order, class Hidden, class Last, int In, int Out, int... Rest>
struct layers {
    layer<Order, Hidden, In, Out> first;
    layers<Order, Hidden, Last, Out, Rest...> rest;

    const auto& forward(const vector<In>& x) {
        first.forward(x);
        return rest.forward(first.a);
    }
    void backward(const vector<In>& x, const auto& t, vector<In>* dx) {
        vector<Out> da;
        rest.backward(first.a, t, &da);
        first.backward(x, da, dx);
    }
    void load(auto& next) {
        first.load(next);
        rest.load(next);
    }
};

template <int Order, class Hidden, class Last, int In, int Out>
struct layers<Order, Hidden, Last, In, Out> {
    layer<Order, Last, In, Out> first;

    const vector<Out>& forward(const vector<In>& x) {
        first.forward(x);
        return first.a;
    }
    void backward(const vector<In>& x, const vector<Out>& t, vector<In>* dx) {
        vector<Out> da = (first.a - t) * (2.0f / static_cast<float>(Out));
        first.backward(x, da, dx);
    }
    void load(auto& next) { first.load(next); }
};

template <int Order, class Spec>
struct eigen_peer;
template <int Order, class Hidden, class Last, std::size_t Input, std::size_t... Sizes>
struct eigen_peer<Order, bench::net_spec<Hidden, Last, Input, Sizes...>> {
    layers<Order, Hidden, Last, static_cast<int>(Input), static_cast<int>(Sizes)...> net;
    vector<static_cast<int>(Input)> x;
    vector<static_cast<int>(bench::net_spec<Hidden, Last, Input, Sizes...>::outputs)> t;

    void load(auto next) { net.load(next); }
    float forward() { return net.forward(x)[0]; }
    float step() {
        const float y = forward();
        net.backward(x, t, nullptr);
        return y;
    }
};

template <class Spec>
using by_rows = eigen_peer<Eigen::RowMajor, Spec>;
template <class Spec>
using by_columns = eigen_peer<Eigen::ColMajor, Spec>;

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    bench::add_all<by_rows>("eigen-by-rows");
    bench::add_all<by_columns>("eigen-by-columns");
    benchmark::RunSpecifiedBenchmarks();
}
