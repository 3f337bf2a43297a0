// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include "../network/perceptype.hpp"
#include "measure.hpp"

int main(int argc, char** argv) { return jitter::run<bench::perceptype_peer>("perceptype", argc, argv); }
