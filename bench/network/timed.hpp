// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The competitors' tasks, timed by Google Benchmark.

#include "reference.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace bench {

/// Checks and registers one task: `run(peer, y)`, where y is what it returned last.
template <class Peer, class Reference>
void add_task(const std::string& name, auto run, auto teach) {
    check<Peer, Reference>(name, run, teach);
    benchmark::RegisterBenchmark(name.c_str(), [run](benchmark::State& state) {
        const auto peer = prepare<Peer, Reference>();
        float y = 0;
        for (auto _ : state) benchmark::DoNotOptimize(y = run(*peer, y));
    });
}

template <template <class> class Competitor, class Spec>
void add(const char* competitor, const char* net) {
    using peer = Competitor<Spec>;
    using reference = typename network_for<double, Spec>::type;
    const std::string name = std::string(net) + "/" + competitor + "/";
    const pt::sgd sgd{.learning_rate = static_cast<double>(rate)};
    // The tasks that a peer lacks are left out.
    if constexpr (requires(peer each) { each.forward(0.0f); })
        add_task<peer, reference>(name + "forward", [](peer& each, float y) { return each.forward(carried(y)); }, look_on);
    if constexpr (requires(peer each) { each.throughput(); })
        add_task<peer, reference>(name + "throughput", [](peer& each, float) { return each.throughput(); }, look_on);
    if constexpr (requires(peer each) { each.step(0.0f); })
        add_task<peer, reference>(name + "step", [](peer& each, float y) { return each.step(carried(y)); }, follow<false>(sgd));
    if constexpr (requires(peer each) { each.step_batch(); })
        add_task<peer, reference>(name + "batch", [](peer& each, float) { return each.step_batch(); }, follow<true>(sgd));
    if constexpr (requires(peer each) { each.step_adam(); })
        add_task<peer, reference>(name + "adam", [](peer& each, float) { return each.step_adam(); }, follow<true>(pt::adam{}));
}

/// A competitor's program: all reference nets.
template <template <class> class Competitor>
void add_all(const char* competitor) {
    add<Competitor, net_a>(competitor, "A");
    add<Competitor, net_b>(competitor, "B");
    add<Competitor, net_c>(competitor, "C");
    add<Competitor, net_d>(competitor, "D");
    add<Competitor, net_e>(competitor, "E");
    add<Competitor, net_f>(competitor, "F");
}

}  // namespace bench
