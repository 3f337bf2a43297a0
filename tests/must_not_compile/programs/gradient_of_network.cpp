// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#include PERCEPTYPE_CASE

int main() {
    net model{42};
    const pt::tensor<float, 4> x{0.1f, 0.2f, 0.3f, 0.4f};
    const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 1);
    model -= 0.1f * gradient;
    std::printf("%g\n", value);
}
