// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The reference nets, and what every competitor is measured by.
///
/// A competitor is a class template over a `net_spec`: `load(next)` reads its weights in canonical order, `x` and `t` are its
/// input and target, `forward()` runs it and returns its first output, `step()` descends the mean squared error of one
/// sample by `rate` and returns the first output before. Its output, before and after training, is checked against
/// Perceptype in double precision before it is timed.

#include <perceptype.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

namespace bench {

namespace pt = perceptype;

inline constexpr float rate = 1e-3f;

template <class Hidden, class Last, std::size_t... Sizes>
struct net_spec {
    static constexpr std::size_t outputs = [] {
        std::size_t last = 0;
        ((last = Sizes), ...);
        return last;
    }();
};

/// The network of a spec: `Hidden` behind every layer but the last, `Last` behind that.
template <class Scalar, class Built, class Hidden, class Last, std::size_t... Sizes>
struct network_of;
template <class Scalar, class... Built, class Hidden, class Last, std::size_t Size, std::size_t Next, std::size_t... Rest>
struct network_of<Scalar, pt::option_list<Built...>, Hidden, Last, Size, Next, Rest...>
    : network_of<Scalar, pt::option_list<Built..., pt::dense<Size>, Hidden>, Hidden, Last, Next, Rest...> {};
template <class Scalar, class... Built, class Hidden, class Last, std::size_t Size>
struct network_of<Scalar, pt::option_list<Built...>, Hidden, Last, Size> {
    using type = pt::basic_network<Scalar, Built..., pt::dense<Size>, Last>;
};

template <class Scalar, class Spec>
struct network_for;
template <class Scalar, class Hidden, class Last, std::size_t Input, std::size_t... Sizes>
struct network_for<Scalar, net_spec<Hidden, Last, Input, Sizes...>>
    : network_of<Scalar, pt::option_list<pt::input<Input>>, Hidden, Last, Sizes...> {};

using net_a = net_spec<pt::tanh, pt::sigmoid, 2, 3, 1>;
using net_b = net_spec<pt::relu, pt::identity, 4, 16, 16, 3>;
using net_c = net_spec<pt::tanh, pt::identity, 17, 64, 64, 4>;
using net_d = net_spec<pt::relu, pt::identity, 16, 64, 32, 32, 5>;
using net_e = net_spec<pt::relu, pt::identity, 64, 32, 10>;
using net_f = net_spec<pt::relu, pt::identity, 784, 128, 64, 10>;

/// Carries a little of the last output into the next input: calls wait for each other, so that latency is timed.
template <class X>
void chain(X& x, float y) {
    x[0] = 0.5f + 1e-6f * y;
}

template <class Peer, class Reference>
std::unique_ptr<Peer> prepare() {
    auto peer = std::make_unique<Peer>();
    const auto weights = pt::parameters_to_vector(Reference{1});
    std::size_t next = 0;
    peer->load([&] { return static_cast<float>(weights[next++]); });
    for (std::size_t i = 0; i < Reference::input_type::size(); ++i) peer->x[i] = 0.5f - 0.01f * static_cast<float>(i % 50);
    for (std::size_t i = 0; i < Reference::output_type::size(); ++i) peer->t[i] = 0.1f * static_cast<float>(i + 1);
    return peer;
}

/// Ends the program where a competitor computes something else.
template <class Peer, class Reference>
void check(const std::string& name) {
    const auto peer = prepare<Peer, Reference>();
    Reference net{1};
    typename Reference::input_type x;
    typename Reference::output_type t;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(peer->x[i]);
    for (std::size_t i = 0; i < t.size(); ++i) t[i] = static_cast<double>(peer->t[i]);
    pt::trainer teacher{net, pt::mean_squared_error{}, pt::sgd{.learning_rate = static_cast<double>(rate)}};
    const auto compare = [&](const char* when) {
        const double expected = net(x)[0];
        const double found = static_cast<double>(peer->forward());
        if (!(std::abs(found - expected) <= 1e-4 * (1 + std::abs(expected)))) {
            std::fprintf(stderr, "%s %s: expected %.7g, found %.7g\n", name.c_str(), when, expected, found);
            std::exit(1);
        }
    };
    compare("before training");
    for (int i = 0; i < 100; ++i) {
        teacher.step(x, t);
        peer->step();
    }
    compare("after 100 steps");
}

template <template <class> class Peer, class Spec>
void add(const char* competitor, const char* net) {
    using reference = typename network_for<double, Spec>::type;
    const std::string name = std::string(net) + "/" + competitor;
    check<Peer<Spec>, reference>(name);
    benchmark::RegisterBenchmark((name + "/forward").c_str(), [](benchmark::State& state) {
        const auto peer = prepare<Peer<Spec>, reference>();
        for (auto _ : state) {
            const float y = peer->forward();
            chain(peer->x, y);
            benchmark::DoNotOptimize(y);
        }
    });
    benchmark::RegisterBenchmark((name + "/step").c_str(), [](benchmark::State& state) {
        const auto peer = prepare<Peer<Spec>, reference>();
        for (auto _ : state) {
            const float y = peer->step();
            chain(peer->x, y);
            benchmark::DoNotOptimize(y);
        }
    });
}

/// All reference nets for one competitor.
template <template <class> class Peer>
void add_all(const char* competitor) {
    add<Peer, net_a>(competitor, "A");
    add<Peer, net_b>(competitor, "B");
    add<Peer, net_c>(competitor, "C");
    add<Peer, net_d>(competitor, "D");
    add<Peer, net_e>(competitor, "E");
    add<Peer, net_f>(competitor, "F");
}

}  // namespace bench
