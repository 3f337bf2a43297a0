// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The clock with the finest resolution, for times of a few nanoseconds.

#include <chrono>
#include <cstdint>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace jitter {

/// The processor's counter of constant rate. Fences: when it is read, all earlier instructions have completed and no later
/// one has begun.
inline std::uint64_t ticks() {
#if defined(__x86_64__)
    _mm_lfence();
    const std::uint64_t now = __rdtsc();
    _mm_lfence();
    return now;
#else
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

/// Calibrated with the system's clock over 0.2 s.
inline double nanoseconds_a_tick() {
    using system = std::chrono::steady_clock;
    const auto started = system::now();
    const std::uint64_t first = ticks();
    while (system::now() - started < std::chrono::milliseconds{200}) {
    }
    const std::uint64_t last = ticks();
    return std::chrono::duration<double, std::nano>(system::now() - started).count() /
           static_cast<double>(last - first);
}

/// The smallest nonzero time between two readings, an upper bound for the resolution of the clock.
inline std::uint64_t smallest_step() {
    std::uint64_t smallest = ~std::uint64_t{0};
    for (int i = 0; i < 1'000'000; ++i) {
        const std::uint64_t first = ticks();
#if defined(__x86_64__)
        const std::uint64_t passed = __rdtsc() - first;
#else
        const std::uint64_t passed = ticks() - first;
#endif
        if (passed != 0 && passed < smallest) smallest = passed;
    }
    return smallest;
}

}  // namespace jitter
