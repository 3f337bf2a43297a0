// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A net that the compiler trains. XOR is what Rosenblatt's perceptron, one layer, cannot learn (Minsky and Papert,
// 1969); with a hidden layer and backpropagation it takes 40 passes over the truth table, and this file compiles only
// if they succeed.

#include <perceptype.hpp>

#include <array>
#include <cstddef>
#include <cstdio>

namespace pt = perceptype;

using xor_net = pt::network<pt::input<2>, pt::dense<4>, pt::tanh, pt::dense<1>, pt::sigmoid>;

constexpr std::array<pt::tensor<float, 2>, 4> inputs{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
constexpr std::array<float, 4> targets{0, 1, 1, 0};

constexpr xor_net trained() {
    xor_net net{1};
    pt::trainer trainer{net, pt::binary_cross_entropy{}, pt::sgd{.learning_rate = 1.0, .momentum = 0.9}};
    for (int pass = 0; pass < 40; ++pass) trainer.step(inputs, targets);
    return net;
}

/// How far the worst of the four answers is from the truth.
constexpr float largest_error(const xor_net& net) {
    float largest = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const float difference = net(inputs[i])[0] - targets[i];
        const float error = difference < 0 ? -difference : difference;
        largest = error > largest ? error : largest;
    }
    return largest;
}

static_assert(largest_error(xor_net{1}) > 0.4f, "nobody knows before learning");
static_assert(largest_error(trained()) < 0.05f, "everything is known afterwards");

int main() {
    // The program starts with weights that are constants in its binary. They can go on learning like any others.
    constexpr xor_net net = trained();

    std::puts(" x0  x1   target   answer");
    for (std::size_t i = 0; i < inputs.size(); ++i)
        std::printf("%3.0f %3.0f %8.0f %8.4f\n", inputs[i][0], inputs[i][1], targets[i], net(inputs[i])[0]);

    // The same code at run time, in vector registers, agrees up to rounding.
    const xor_net again = trained();
    std::printf("largest error: %.4f when trained by the compiler, %.4f when trained just now\n", largest_error(net),
                largest_error(again));
    return largest_error(again) < 0.05f ? 0 : 1;
}
