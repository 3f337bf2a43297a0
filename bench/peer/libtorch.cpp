// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "../network/timed.hpp"
#include "libtorch.hpp"

int main(int argc, char** argv) {
    at::set_num_threads(1);
    benchmark::Initialize(&argc, argv);
    bench::add_all<libtorch::libtorch_peer>("libtorch");
    benchmark::RunSpecifiedBenchmarks();
}
