// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

#include <array>
#include <cstdio>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
#include PERCEPTYPE_CASE
    const auto [value, gradient] = pt::value_and_gradient(model, pt::mean_squared_error{}, x, target);
    model -= 0.1f * gradient;
    std::printf("%g\n", value);
}
