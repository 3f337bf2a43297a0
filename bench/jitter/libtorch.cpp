// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "../peer/libtorch.hpp"
#include "measure.hpp"

int main(int argc, char** argv) {
    at::set_num_threads(1);
    return jitter::run<libtorch::libtorch_peer>("libtorch", argc, argv);
}
