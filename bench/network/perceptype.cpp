// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "perceptype.hpp"
#include "timed.hpp"

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
#if defined(__clang__)
    bench::add_all<bench::perceptype_peer>("perceptype-clang");
#else
    bench::add_all<bench::perceptype_peer>("perceptype");
#endif
    benchmark::RunSpecifiedBenchmarks();
}
