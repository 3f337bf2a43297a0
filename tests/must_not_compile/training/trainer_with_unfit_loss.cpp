// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss that does not fit the network's output.
// expect: perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid
// expect: loss_fits<perceptype::
// expect: after<perceptype::
// expect: at_layer<2>
// expect: tanh>
// expect: gives<perceptype::
// expect: shape<3>
// expect: cross_entropy>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<3>, pt::tanh>;
#else
using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;
#endif

int main() {
    net model{42};
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    float loss = 0;
    for (int i = 0; i < 100; ++i) loss = trainer.step(x, 1);
    std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
}
