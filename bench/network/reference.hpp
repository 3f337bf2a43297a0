// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The tasks of every competitor for the networks of nets.hpp. The timing is in timed.hpp and ../jitter/.
///
/// A competitor is a class template over a `net_spec` (all of them, or some):
/// - `load(next)` reads its parameters in canonical order;
/// - `sample(s, x, t)` passes sample s of `batch`, which it stores in its own layout;
/// - `outputs(s, y)` writes the outputs for sample s;
/// and, as far as it supports them, the tasks that are timed:
/// - `forward(first)` runs sample 0 with `first` as its first input and returns the first output;
/// - `throughput()` runs all samples and returns an output of the last;
/// - `step(first)` does a step of gradient descent on the mean squared error of sample 0, with `first` as its first input
///   and learning rate `rate`, and returns an output or the loss;
/// - `step_batch()` does such a step with the mean gradient of all samples;
/// - `step_adam()` does a step of Adam with PyTorch's defaults.
/// Before a task is timed, the outputs are compared with those of simple loops in double precision (reference.cpp), before
/// and after training.

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

/// An input value that depends on the last output, so that each call has to wait for the one before and latency is timed.
inline float dependent_input(float y) { return 0.5f + 1e-6f * y; }

/// Reproducible pseudo-random values in (-1, 1).
inline float pseudo_random(std::size_t index) {
    std::uint64_t bits = (index + 1) * 0x9e3779b97f4a7c15;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
    return static_cast<float>(bits >> 40) * 0x1p-23f - 1.0f;
}

/// The training before outputs are compared: none, or steps with one sample or with the whole batch.
enum class training_kind { none, steps, batches, adam_batches };
inline constexpr int training_steps = 20;

/// The samples of a network: inputs and targets, each sample by sample.
template <class Spec>
struct data {
    std::array<float, batch * Spec::inputs> x;
    std::array<float, batch * Spec::outputs> t;

    data() {
        std::size_t index = 0;
        for (float& value : x) value = pseudo_random(index++);
        for (float& value : t) value = pseudo_random(index++);
        x[0] = dependent_input(0);
    }
};

/// The initial parameters of every competitor, in canonical order.
std::vector<float> initial_weights(std::span<const layer> net);

/// The expected outputs for all samples after `training_steps` steps of this kind.
std::vector<double> expected_outputs(std::span<const layer> net, std::span<const float> x, std::span<const float> t,
                                     training_kind kind);

template <class Peer, class Spec>
std::unique_ptr<Peer> prepare() {
    auto peer = std::make_unique<Peer>();
    const std::vector<float> weights = initial_weights(Spec::layers);
    std::size_t next = 0;
    peer->load([&] { return weights[next++]; });  // may be copied
    const auto samples = std::make_unique<data<Spec>>();
    for (std::size_t s = 0; s < batch; ++s)
        peer->sample(s, samples->x.data() + s * Spec::inputs, samples->t.data() + s * Spec::outputs);
    return peer;
}

/// Ends the program if a competitor computes something else. `train` does one training step. After training, the changes
/// of the outputs are compared as well, since they may be small compared with the outputs.
template <class Peer, class Spec>
void check(const std::string& name, auto train, training_kind kind) {
    const auto peer = prepare<Peer, Spec>();
    for (int i = 0; i < training_steps; ++i) train(*peer, 0.0f);
    const auto samples = std::make_unique<data<Spec>>();
    const std::vector<double> expected = expected_outputs(Spec::layers, samples->x, samples->t, kind);
    const std::vector<double> initial = expected_outputs(Spec::layers, samples->x, samples->t, training_kind::none);
    std::vector<float> found(expected.size());
    for (std::size_t s = 0; s < batch; ++s) peer->outputs(s, found.data() + s * Spec::outputs);

    double change_sum = 0, error_sum = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double error = static_cast<double>(found[i]) - expected[i];
        if (!(std::abs(error) <= 2e-4 * (1 + std::abs(expected[i])))) {
            std::fprintf(stderr, "%s: output %d of sample %d: expected %.7g, found %.7g\n", name.c_str(),
                         static_cast<int>(i % Spec::outputs), static_cast<int>(i / Spec::outputs), expected[i],
                         static_cast<double>(found[i]));
            std::exit(1);
        }
        change_sum += (expected[i] - initial[i]) * (expected[i] - initial[i]);
        error_sum += error * error;
    }
    if (kind != training_kind::none && !(error_sum <= 1e-6 * change_sum)) {
        std::fprintf(stderr, "%s: training should have changed the outputs by %.4g; the error of the change is %.4g\n",
                     name.c_str(), std::sqrt(change_sum), std::sqrt(error_sum));
        std::exit(1);
    }
}

}  // namespace bench
