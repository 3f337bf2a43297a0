// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;

const std::vector<pt::tensor<float, 4>> inputs(32);
const std::vector<int> targets(32, 1);

int main() {
    net model{42};
#include PERCEPTYPE_CASE
}
