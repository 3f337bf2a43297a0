// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// Trains a network in a program without exceptions and without an error handler: see microcontroller.cmake.

#include <perceptype.hpp>

namespace pt = perceptype;

using network = pt::network<pt::input<4>, pt::dense<8>, pt::tanh, pt::dense<3>, pt::softmax>;

float learn(network& net, const std::array<pt::tensor<float, 4>, 8>& inputs, const std::array<int, 8>& classes) {
    pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{}};
    return trainer.step(inputs, classes);
}
