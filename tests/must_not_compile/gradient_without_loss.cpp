// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Something else where the loss should be.
// expect: perceptype: the second argument must be a loss, such as mean_squared_error{} or cross_entropy{}
// expect: is_a_loss<perceptype::
// expect: adam<double>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#if defined(PERCEPTYPE_MUST_FAIL)
    const pt::adam loss{.learning_rate = 1e-3};
#else
    const pt::cross_entropy loss;
#endif
    const auto [value, gradient] = pt::value_and_gradient(model, loss, x, 1);
    model -= 0.1f * gradient;
    std::printf("%g\n", value);
}
