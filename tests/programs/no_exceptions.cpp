// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// The whole library without exceptions and without run-time type information; built with -fno-exceptions -fno-rtti.

#include <perceptype.hpp>

#include <array>
#include <cstdio>

#if defined(__cpp_exceptions) || defined(__GXX_RTTI)
#error "this program is to be compiled with -fno-exceptions -fno-rtti"
#endif

namespace pt = perceptype;

template <class Activation>
bool learns(const char* name) {
    using net_type = pt::network<pt::input<3>, pt::dense<9>, Activation, pt::dense<2>, pt::softmax>;
    net_type net{1};
    const std::array<pt::tensor<float, 3>, 4> x{
        {{1.0f, 0.0f, 0.5f}, {0.0f, 1.0f, 0.5f}, {1.0f, 1.0f, -0.5f}, {0.0f, 0.0f, -0.5f}}};
    const std::array<int, 4> t{0, 0, 1, 1};
    const float before = pt::evaluate(net, pt::cross_entropy{}, x, t);
    pt::fit(net, pt::cross_entropy{}, pt::clip_norm{.max_norm = 5.0, .optimizer = pt::adam{.learning_rate = 0.02}}, x,
            t, pt::fit_options{.epochs = 100, .batch_size = 2});
    pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.01, .momentum = 0.5, .nesterov = true}};
    for (std::size_t k = 0; k < 4; ++k) trainer.step(x[k], t[k]);
    trainer.step(x, t);
    net -= 0.01f * pt::value_and_gradient(net, pt::cross_entropy{}, x[0], t[0]).gradient;
    const auto dx = pt::input_gradient(net, pt::cross_entropy{}, x[0], t[0]);
    std::array<std::array<float, 2>, 4> y;
    pt::predict(net, x, y);
    const auto vector = pt::parameters_to_vector(net);
    pt::vector_to_parameters(vector, net);
    const float after = pt::evaluate(net, pt::cross_entropy{}, x, t);
    const bool good = after < before / 2 && pt::accuracy(net, x, t) == 1.0 && pt::confusion(net, x, t)(1, 1) == 2 &&
                      dx[0] == dx[0] && y[0][0] > 0.5f;
    if (!good) std::printf("%s: %g before, %g after\n", name, static_cast<double>(before), static_cast<double>(after));
    return good;
}

int main() {
    bool good = true;
    good &= learns<pt::tanh>("tanh");
    good &= learns<pt::gelu>("gelu");
    good &= learns<pt::prelu>("prelu");
    return good ? 0 : 1;
}
