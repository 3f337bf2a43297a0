// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Times the tasks of the competitors with Google Benchmark.

#include "reference.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace bench {

/// Runs once more, on the result of the last run. The value is passed to DoNotOptimize as const: with the non-const
/// overload of Google Benchmark 1.7, g++ may store one variable in two locations, so that the next run would read the wrong
/// one and not wait for this one.
void run_on(float& y, auto run) {
    y = run(y);
    benchmark::DoNotOptimize(static_cast<const float&>(y));
}

/// Checks and registers one task: `run(peer, y)`, where y is its last result.
template <class Peer, class Spec>
void add_task(const std::string& name, auto run, training_kind kind) {
    check<Peer, Spec>(name, run, kind);
    benchmark::RegisterBenchmark(name.c_str(), [run](benchmark::State& state) {
        const auto peer = prepare<Peer, Spec>();
        float y = 0;
        for (auto _ : state) run_on(y, [&](float last) { return run(*peer, last); });
    });
}

template <template <class> class Competitor, class Spec>
void add(const char* competitor, const char* net) {
    using peer = Competitor<Spec>;
    const std::string name = std::string(net) + "/" + competitor + "/";
    // Tasks that a peer does not support are omitted.
    if constexpr (requires(peer each) { each.forward(0.0f); })
        add_task<peer, Spec>(
            name + "forward", [](peer& each, float y) { return each.forward(dependent_input(y)); },
            training_kind::none);
    if constexpr (requires(peer each) { each.throughput(); })
        add_task<peer, Spec>(
            name + "throughput", [](peer& each, float) { return each.throughput(); }, training_kind::none);
    if constexpr (requires(peer each) { each.step(0.0f); })
        add_task<peer, Spec>(
            name + "step", [](peer& each, float y) { return each.step(dependent_input(y)); }, training_kind::steps);
    if constexpr (requires(peer each) { each.step_batch(); })
        add_task<peer, Spec>(
            name + "batch", [](peer& each, float) { return each.step_batch(); }, training_kind::batches);
    if constexpr (requires(peer each) { each.step_adam(); })
        add_task<peer, Spec>(
            name + "adam", [](peer& each, float) { return each.step_adam(); }, training_kind::adam_batches);
}

/// For the main program of a competitor: the networks of dense layers, and those with convolutions.
template <template <class> class Competitor>
void add_dense(const char* competitor) {
    add<Competitor, net_a>(competitor, "A");
    add<Competitor, net_b>(competitor, "B");
    add<Competitor, net_c>(competitor, "C");
    add<Competitor, net_d>(competitor, "D");
    add<Competitor, net_e>(competitor, "E");
    add<Competitor, net_f>(competitor, "F");
}
template <template <class> class Competitor>
void add_convolutional(const char* competitor) {
    add<Competitor, net_g>(competitor, "G");
    add<Competitor, net_h>(competitor, "H");
    add<Competitor, net_i>(competitor, "I");
    add<Competitor, net_j>(competitor, "J");
}
template <template <class> class Competitor>
void add_all(const char* competitor) {
    add_dense<Competitor>(competitor);
    add_convolutional<Competitor>(competitor);
}

}  // namespace bench
