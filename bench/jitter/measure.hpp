// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Measures single calls instead of the mean of many.

#include "../network/reference.hpp"
#include "clock.hpp"
#include "histogram.hpp"

#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace jitter {

/// The number of calls, from the command line.
inline std::uint64_t calls(int argc, char** argv) {
    return argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
}

/// Times each of `calls` calls `run(first)`, whose input depends on the previous output, and prints a row of a table: the
/// distribution, the number of involuntary context switches, and the total time.
void measure(const char* name, std::uint64_t calls, auto run) {
    static histogram times;
    const auto involuntary_switches = [] {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_nivcsw;
    };
    float y = 0;
    // Warm up caches, branch prediction and the library's lazy initialization.
    for (int i = 0; i < 1000; ++i) y = run(bench::dependent_input(y));
    const double nanoseconds = nanoseconds_a_tick();

    const long before = involuntary_switches();
    const auto started = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < calls; ++i) {
        const float first = bench::dependent_input(y);
        const std::uint64_t begin = ticks();
        y = run(first);
        asm volatile("" : "+m"(y));  // the output is there before the clock is read
        times.add(ticks() - begin);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    const long switches = involuntary_switches() - before;

    const auto in_nanoseconds = [&](std::uint64_t time) { return static_cast<double>(time) * nanoseconds; };
    std::printf("| %s | %llu | %.0f | %.0f | %.0f | %.0f | %.0f | %ld | %.1f |\n", name,
                static_cast<unsigned long long>(calls), in_nanoseconds(times.percentile(0.5)),
                in_nanoseconds(times.percentile(0.99)), in_nanoseconds(times.percentile(0.999)),
                in_nanoseconds(times.percentile(0.9999)), in_nanoseconds(times.worst()), switches, seconds);
}

/// The main program of a competitor: checks and measures the forward pass of net D.
template <template <class> class Competitor>
int run(const char* name, int argc, char** argv) {
    using peer = Competitor<bench::net_d>;
    bench::check<peer, bench::net_d>(
        name, [](peer& each, float y) { each.forward(bench::dependent_input(y)); }, bench::training_kind::none);
    const auto net = bench::prepare<peer, bench::net_d>();
    measure(name, calls(argc, argv), [&](float first) { return net->forward(first); });
    return 0;
}

}  // namespace jitter
