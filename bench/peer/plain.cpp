// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "plain.hpp"

#include "../network/timed.hpp"

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
#if defined(__FAST_MATH__)
    bench::add_all<plain_peer>("plain-fast-math");
#else
    bench::add_all<plain_peer>("plain");
#endif
    benchmark::RunSpecifiedBenchmarks();
}
