// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// One program for old and new processors: the same network is compiled several times, each time for another instruction
// set, and the program picks the best version for the processor that it runs on. The whole library is in an inline
// namespace named after the instruction set that it is compiled for, so that the linker cannot merge functions of
// different versions.

#include "choose_at_run_time/jet_tagger.hpp"
#include "support/timing.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace {

struct version {
    const char* processor;
    jet_tagger_function* run;
    bool can_run;
};

/// All versions, the best one last.
auto versions() {
#if defined(FOR_X86_64_LEVELS)
    return std::array{version{"x86-64", jet_tagger_x86_64, true},
                      version{"x86-64-v3", jet_tagger_x86_64_v3, __builtin_cpu_supports("x86-64-v3") != 0},
                      version{"x86-64-v4", jet_tagger_x86_64_v4, __builtin_cpu_supports("x86-64-v4") != 0}};
#else
    return std::array{version{"native", jet_tagger_native, true}};
#endif
}

using probabilities = std::array<float, class_count>;

}  // namespace

int main() {
    std::array<float, input_count> x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(static_cast<float>(i));

    const auto all = versions();
    const version* picked = nullptr;
    for (const version& each : all)
        if (each.can_run) picked = &each;
    std::printf("a jet tagger, compiled for %zu instruction set%s\n", all.size(), all.size() == 1 ? "" : "s");

    probabilities expected;
    picked->run(x.data(), expected.data());
    float largest = 0;
    bool agree = true;
    for (const version& each : all) {
        if (!each.can_run) {
            std::printf("  %-12s this processor cannot run it\n", each.processor);
            continue;
        }
        probabilities y;
        each.run(x.data(), y.data());
        for (std::size_t i = 0; i < y.size(); ++i) {
            const float difference = std::fabs(y[i] - expected[i]);
            largest = std::fmax(largest, difference);
            agree = agree && difference <= 1e-6f;  // false for NaN
        }

        // The next input depends on this output, as in a control loop, so that latency is measured.
        const double nanoseconds = support::median_nanoseconds([&] {
            each.run(x.data(), y.data());
            x[0] = 1e-6f * y[0];
        });
        x[0] = 0;
        std::printf("  %-12s %7.1f ns per forward pass%s\n", each.processor, nanoseconds,
                    &each == picked ? "   <- picked" : "");
    }

    std::printf("\nits output:");
    for (const float each : expected) std::printf(" %.4f", static_cast<double>(each));
    std::printf("\nlargest difference between versions: %.1e (allowed: 1e-6)\n", static_cast<double>(largest));
    return agree ? 0 : 1;
}
