// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "../network/timed.hpp"
#include "onednn.hpp"

#include <omp.h>

int main(int argc, char** argv) {
    omp_set_num_threads(1);
    benchmark::Initialize(&argc, argv);
    bench::add_all<onednn::onednn_peer>("onednn");
    benchmark::RunSpecifiedBenchmarks();
}
