// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Something else where the initializer should be.
// expect: perceptype: a network is constructed from an integer seed, or from an initializer such as he_uniform{} and a seed
// expect: is_an_initializer<perceptype::
// expect: relu>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

static_assert(net::parameter_count > 0 && pt::cost<net>.forward.multiply_adds > 0);

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    net model{pt::relu{}, 42};
#else
    net model{pt::he_normal{}, 42};
#endif
    pt::tensor<float, 4> x;
    x[0] = 0.5f;
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    for (int i = 0; i < 100; ++i) trainer.step(x, 2);
    const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
    model -= 0.1f * gradient;
    const pt::tensor<float, 3> y = model(x);
    std::printf("%g %g\n", value, y[0]);
}
