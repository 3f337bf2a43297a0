// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that may not be changed.
// expect: perceptype: training changes the network: the first argument must be a network that is not const
// expect: is_a_network_to_train<const perceptype::
// expect: basic_network<float

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    constexpr net model{42};
#else
    net model{42};
#endif
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    float loss = 0;
    for (int i = 0; i < 100; ++i) loss = trainer.step(x, 1);
    std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
}
