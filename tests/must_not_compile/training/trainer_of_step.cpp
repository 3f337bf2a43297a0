// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that cannot be differentiated.
// expect: perceptype: this layer has no derivative, so the network has no gradient; use sigmoid or relu
// expect: has_derivative<perceptype::
// expect: at_layer<2>
// expect: step>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, pt::step, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::sigmoid, pt::dense<3>, pt::softmax>;
#endif

int main() {
    net model{42};
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    float loss = 0;
    for (int i = 0; i < 100; ++i) loss = trainer.step(x, 1);
    std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
}
