// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "../peer/onednn.hpp"
#include "measure.hpp"

#include <omp.h>

int main(int argc, char** argv) {
    omp_set_num_threads(1);
    return jitter::run<onednn::onednn_peer>("onednn", argc, argv);
}
