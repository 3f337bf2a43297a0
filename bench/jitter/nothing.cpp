// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// What is measured where nothing is called: the clock's own time, and how often the machine interrupts.

#include "measure.hpp"

int main(int argc, char** argv) {
    jitter::measure("nothing", jitter::calls(argc, argv), [](float first) { return first; });
    // For the script, which writes it below the table.
    std::fprintf(stderr, "%.1f\n", static_cast<double>(jitter::smallest_step()) * jitter::nanoseconds_a_tick());
}
