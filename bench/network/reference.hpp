// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What every competitor has to compute for the nets of nets.hpp: no timing here, see timed.hpp and ../jitter/.
///
/// A competitor is a class template over a `net_spec`:
/// - `load(next)` reads its weights in canonical order;
/// - `sample(s, x, t)` gives it sample s of `batch`, to be kept as it likes;
/// - `outputs(s, y)` writes what it makes of sample s;
/// and, as far as it can do them, the tasks that are timed:
/// - `forward(first)` runs sample 0 with `first` as its first input and returns the first output;
/// - `throughput()` runs all samples and returns an output of the last;
/// - `step(first)` descends the mean squared error of sample 0, likewise, by `rate`, and returns an output or the loss;
/// - `step_batch()` descends the mean gradient of all samples by `rate`;
/// - `step_adam()` likewise by Adam with PyTorch's defaults.
/// Before any is timed, its outputs are compared with Perceptype's in double precision, fresh and after it has trained.

#include "nets.hpp"

#include <perceptype.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <type_traits>

namespace bench {

namespace pt = perceptype;

/// A first input that carries a little of the last output: calls wait for each other, so that latency is timed.
inline float carried(float y) { return 0.5f + 1e-6f * y; }

/// Numbers in (-1, 1) from a formula.
inline float number(std::size_t index) {
    std::uint64_t bits = (index + 1) * 0x9e3779b97f4a7c15;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
    return static_cast<float>(bits >> 40) * 0x1p-23f - 1.0f;
}

/// The samples of a net.
template <class Reference>
struct data {
    std::array<typename Reference::input_type, batch> x;
    std::array<typename Reference::output_type, batch> t;

    data() {
        using scalar = typename Reference::scalar_type;
        std::size_t index = 0;
        for (auto& each : x)
            for (scalar& value : each) value = static_cast<scalar>(number(index++));
        for (auto& each : t)
            for (scalar& value : each) value = static_cast<scalar>(number(index++));
        x[0][0] = static_cast<scalar>(carried(0));
    }
};

template <class Peer, class Reference>
std::unique_ptr<Peer> prepare() {
    using single = typename Reference::template rebind<float>;
    auto peer = std::make_unique<Peer>();
    const auto weights = pt::parameters_to_vector(Reference{1});
    std::size_t next = 0;
    peer->load([&] { return static_cast<float>(weights[next++]); });
    const auto samples = std::make_unique<data<single>>();
    for (std::size_t s = 0; s < batch; ++s) peer->sample(s, samples->x[s].data(), samples->t[s].data());
    return peer;
}

/// Ends the program where a competitor computes something else. `train` trains the peer, `teach` the reference, likewise.
template <class Peer, class Reference>
void check(const std::string& name, auto train, auto teach) {
    const auto peer = prepare<Peer, Reference>();
    const auto net = std::make_unique<Reference>(1);
    const auto samples = std::make_unique<data<Reference>>();
    for (int i = 0; i < 20; ++i) train(*peer, 0.0f);
    teach(*net, *samples, 20);
    for (std::size_t s = 0; s < batch; ++s) {
        const auto expected = (*net)(samples->x[s]);
        float found[Reference::output_type::size()];
        peer->outputs(s, found);
        for (std::size_t o = 0; o < expected.size(); ++o)
            if (!(std::abs(static_cast<double>(found[o]) - expected[o]) <= 2e-4 * (1 + std::abs(expected[o])))) {
                std::fprintf(stderr, "%s: output %d of sample %d: expected %.7g, found %.7g\n", name.c_str(),
                             static_cast<int>(o), static_cast<int>(s), expected[o], static_cast<double>(found[o]));
                std::exit(1);
            }
    }
}

/// What the reference does meanwhile: nothing, or steps of an optimizer with one sample or with all.
inline constexpr auto look_on = [](auto&, const auto&, int) {};
template <bool Together, class Optimizer>
auto follow(Optimizer optimizer) {
    return [optimizer](auto& net, const auto& samples, int steps) {
        const auto trainer = std::make_unique<pt::trainer<std::remove_reference_t<decltype(net)>, pt::mean_squared_error, Optimizer>>(
            net, pt::mean_squared_error{}, optimizer);
        for (int i = 0; i < steps; ++i)
            if constexpr (Together)
                trainer->step(samples.x, samples.t);
            else
                trainer->step(samples.x[0], samples.t[0]);
    };
}

}  // namespace bench
