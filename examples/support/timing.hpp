// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace support {

/// A clock that can be stopped and started.
class stopwatch {
    using clock = std::chrono::steady_clock;

public:
    void start() { started_ = clock::now(); }
    void stop() { passed_ += clock::now() - started_; }
    /// Between all starts and stops.
    double seconds() const { return std::chrono::duration<double>(passed_).count(); }

private:
    clock::time_point started_{};
    clock::duration passed_{};
};

/// The time of one call: the median of 101 rounds, each of as many calls as take about half a millisecond. Calls have
/// to depend on each other, else what is measured is how many of them the processor runs at a time, or nothing at all.
template <class Function>
double median_nanoseconds(Function call) {
    const auto nanoseconds_of = [&](std::size_t calls) {
        stopwatch watch;
        watch.start();
        for (std::size_t i = 0; i < calls; ++i) call();
        watch.stop();
        return watch.seconds() * 1e9;
    };
    std::size_t calls = 1;
    while (nanoseconds_of(calls) < 500'000) calls *= 2;

    std::array<double, 101> times;
    for (double& time : times) time = nanoseconds_of(calls) / static_cast<double>(calls);
    std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
    return times[times.size() / 2];
}

}  // namespace support
