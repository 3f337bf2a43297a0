// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A type of the user's own that is no layer.
// expect: perceptype: this type is not a layer; use one such as dense<8> or relu, or see layer/layer.hpp to write your own
// expect: is_a_layer<perceptype::
// expect: at_layer<2>
// expect: swish>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

struct swish {
    static float value(float z) { return z / (1 + z * z); }
};

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, swish, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::silu, pt::dense<3>, pt::softmax>;
#endif

static_assert(net::parameter_count > 0 && pt::cost<net>.forward.multiply_adds > 0);

int main() {
    net model{42};
    pt::tensor<float, 4> x;
    x[0] = 0.5f;
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    for (int i = 0; i < 100; ++i) trainer.step(x, 2);
    const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
    model -= 0.1f * gradient;
    const pt::tensor<float, 3> y = model(x);
    std::printf("%g %g\n", value, y[0]);
}
