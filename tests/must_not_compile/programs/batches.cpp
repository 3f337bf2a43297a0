// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

#include <cstdio>
#include <list>
#include <vector>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
#include PERCEPTYPE_CASE
    const std::vector<int> targets(32, 1);
    float loss = 0;
    for (int i = 0; i < 100; ++i) loss = trainer.step(inputs, targets);
    std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
}
