// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "eigen.hpp"

#include "../network/timed.hpp"

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    bench::add_dense<by_rows>("eigen-by-rows");
    bench::add_dense<by_columns>("eigen-by-columns");
    benchmark::RunSpecifiedBenchmarks();
}
