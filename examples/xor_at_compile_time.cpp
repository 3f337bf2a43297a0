// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that the compiler trains. Rosenblatt's perceptron, a single layer, cannot learn XOR (Minsky and Papert,
// 1969). With a hidden layer and backpropagation it takes 40 epochs over the truth table, and this file only compiles if
// they succeed.

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
    for (int epoch = 0; epoch < 40; ++epoch) trainer.step(inputs, targets);
    return net;
}

/// The largest error of the four outputs.
constexpr float largest_error(const xor_net& net) {
    float largest = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const float difference = net(inputs[i])[0] - targets[i];
        const float error = difference < 0 ? -difference : difference;
        largest = error > largest ? error : largest;
    }
    return largest;
}

static_assert(largest_error(xor_net{1}) > 0.4f, "wrong before training");
static_assert(largest_error(trained()) < 0.05f, "right after training");

int main() {
    // The program starts with weights that are constants in its binary. A copy of them could be trained further.
    constexpr xor_net net = trained();

    std::puts(" x0  x1   target   output");
    for (std::size_t i = 0; i < inputs.size(); ++i)
        std::printf("%3.0f %3.0f %8.0f %8.4f\n", inputs[i][0], inputs[i][1], targets[i], net(inputs[i])[0]);

    // The same code at run time, with SIMD instructions, agrees up to rounding.
    const xor_net again = trained();
    std::printf("largest error: %.4f when trained at compile time, %.4f at run time\n", largest_error(net),
                largest_error(again));
    return largest_error(again) < 0.05f ? 0 : 1;
}
