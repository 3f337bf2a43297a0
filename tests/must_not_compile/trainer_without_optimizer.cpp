// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A learning rate where the optimizer should be.
// expect: perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}
// expect: is_an_optimizer<double>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#if defined(PERCEPTYPE_MUST_FAIL)
    pt::trainer trainer{model, pt::cross_entropy{}, 0.01};
#else
    pt::trainer trainer{model, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.01}};
#endif
    float loss = 0;
    for (int i = 0; i < 100; ++i) loss = trainer.step(x, 1);
    std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
}
