// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What every competitor has to compute for the nets of nets.hpp: no timing here, see timed.hpp and ../jitter/.
///
/// A competitor is a class template over a `net_spec` (all of them, or some):
/// - `load(next)` reads its weights in canonical order;
/// - `sample(s, x, t)` gives it sample s of `batch`, to be kept as it likes;
/// - `outputs(s, y)` writes what it makes of sample s;
/// and, as far as it can do them, the tasks that are timed:
/// - `forward(first)` runs sample 0 with `first` as its first input and returns the first output;
/// - `throughput()` runs all samples and returns an output of the last;
/// - `step(first)` descends the mean squared error of sample 0, likewise, by `rate`, and returns an output or the loss;
/// - `step_batch()` descends the mean gradient of all samples by `rate`;
/// - `step_adam()` likewise by Adam with PyTorch's defaults.
/// Before any is timed, its outputs are compared with those of simple loops in double precision (reference.cpp), fresh
/// and after it has trained.

#include "nets.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace bench {

/// A first input that carries a little of the last output: calls wait for each other, so that latency is timed.
inline float carried(float y) { return 0.5f + 1e-6f * y; }

/// Numbers in (-1, 1) from a formula.
inline float number(std::size_t index) {
    std::uint64_t bits = (index + 1) * 0x9e3779b97f4a7c15;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
    return static_cast<float>(bits >> 40) * 0x1p-23f - 1.0f;
}

/// What is learnt before outputs are compared: nothing, or from one sample or from all at a time.
enum class lesson { none, steps, batches, adam_batches };
inline constexpr int lessons = 20;

/// The samples of a net: inputs and targets, one sample behind the other.
template <class Spec>
struct data {
    std::array<float, batch * Spec::inputs> x;
    std::array<float, batch * Spec::outputs> t;

    data() {
        std::size_t index = 0;
        for (float& value : x) value = number(index++);
        for (float& value : t) value = number(index++);
        x[0] = carried(0);
    }
};

/// The weights that every competitor begins with, in canonical order.
std::vector<float> first_weights(std::span<const layer> net);

/// What it then has to make of the samples, after `lessons` of the kind.
std::vector<double> expected_outputs(std::span<const layer> net, std::span<const float> x, std::span<const float> t,
                                     lesson kind);

template <class Peer, class Spec>
std::unique_ptr<Peer> prepare() {
    auto peer = std::make_unique<Peer>();
    const std::vector<float> weights = first_weights(Spec::layers);
    std::size_t next = 0;
    peer->load([&] { return weights[next++]; });  // may be copied
    const auto samples = std::make_unique<data<Spec>>();
    for (std::size_t s = 0; s < batch; ++s)
        peer->sample(s, samples->x.data() + s * Spec::inputs, samples->t.data() + s * Spec::outputs);
    return peer;
}

/// Ends the program where a competitor computes something else. `train` is one lesson of the peer. After it, what was
/// learnt is compared, too: the outputs' changes, which may be small beside the outputs.
template <class Peer, class Spec>
void check(const std::string& name, auto train, lesson kind) {
    const auto peer = prepare<Peer, Spec>();
    for (int i = 0; i < lessons; ++i) train(*peer, 0.0f);
    const auto samples = std::make_unique<data<Spec>>();
    const std::vector<double> expected = expected_outputs(Spec::layers, samples->x, samples->t, kind);
    const std::vector<double> fresh = expected_outputs(Spec::layers, samples->x, samples->t, lesson::none);
    std::vector<float> found(expected.size());
    for (std::size_t s = 0; s < batch; ++s) peer->outputs(s, found.data() + s * Spec::outputs);

    double learnt = 0, missed = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double error = static_cast<double>(found[i]) - expected[i];
        if (!(std::abs(error) <= 2e-4 * (1 + std::abs(expected[i])))) {
            std::fprintf(stderr, "%s: output %d of sample %d: expected %.7g, found %.7g\n", name.c_str(),
                         static_cast<int>(i % Spec::outputs), static_cast<int>(i / Spec::outputs), expected[i],
                         static_cast<double>(found[i]));
            std::exit(1);
        }
        learnt += (expected[i] - fresh[i]) * (expected[i] - fresh[i]);
        missed += error * error;
    }
    if (kind != lesson::none && !(missed <= 1e-6 * learnt)) {
        std::fprintf(stderr, "%s: training should have changed the outputs by %.4g, what it did differs by %.4g\n",
                     name.c_str(), std::sqrt(learnt), std::sqrt(missed));
        std::exit(1);
    }
}

}  // namespace bench
