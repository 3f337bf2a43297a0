// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

/// A net that runs and learns, compiled for one processor after the other: see run.cmake.

#include <perceptype.hpp>

namespace pt = perceptype;

using small = pt::network<pt::input<5>, pt::dense<9>, pt::tanh, pt::dense<2>, pt::softmax>;

float learn(pt::trainer<small, pt::cross_entropy, pt::adam<>>& trainer, const pt::tensor<float, 5>& x) {
    return trainer.step(x, 1);
}
