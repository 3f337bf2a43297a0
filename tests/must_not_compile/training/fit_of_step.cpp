// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that cannot be differentiated.
// expect: perceptype: this layer has no derivative, so the network has no gradient; use sigmoid or relu
// expect: has_derivative<perceptype::
// expect: at_layer<2>
// expect: step>

#include <perceptype.hpp>

#include <cstdio>
#include <vector>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, pt::step, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::sigmoid, pt::dense<3>, pt::softmax>;
#endif

int main() {
    net model{42};
    const std::vector<pt::tensor<float, 4>> inputs(32);
    const std::vector<int> targets(32, 1);
    const auto curve = pt::fit(model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}, inputs, targets,
                               pt::fit_options{.epochs = 10, .batch_size = 16});
    std::printf("%g\n", curve.back().loss);
}
