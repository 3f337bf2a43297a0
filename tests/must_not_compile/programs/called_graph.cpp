// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

#include PERCEPTYPE_CASE

int main() {
    const net model{42};
    return model("x"_node = pt::tensor<float, 8>{}, "z"_node = pt::tensor<float, 8>{})["y"_node][0] > 1;
}
