// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A type without the members of a loss.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<absolute>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

struct absolute {
    static float value(float y, float t) { return y < t ? t - y : y - t; }
};
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#if defined(PERCEPTYPE_MUST_FAIL)
    pt::trainer trainer{model, absolute{}, pt::adam{}};
#else
    pt::trainer trainer{model, pt::mean_absolute_error{}, pt::adam{}};
#endif
    float loss = 0;
    for (int i = 0; i < 100; ++i) loss = trainer.step(x, (pt::tensor<float, 3>{0.0f, 1.0f, 0.0f}));
    std::printf("%g after %d steps\n", loss, static_cast<int>(trainer.steps()));
}
