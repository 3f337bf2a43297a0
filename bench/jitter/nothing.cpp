// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The measurement without any call: the time of reading the clock, and the interruptions by the machine.

#include "measure.hpp"

int main(int argc, char** argv) {
    jitter::measure("nothing", jitter::calls(argc, argv), [](float first) { return first; });
    // For the script, which writes it below the table.
    std::fprintf(stderr, "%.1f\n", static_cast<double>(jitter::smallest_step()) * jitter::nanoseconds_a_tick());
}
