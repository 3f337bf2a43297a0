// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The softmax is part of the loss.
// expect: perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid; outputs of other layers are logits, for softmax_cross_entropy and sigmoid_binary_cross_entropy
// expect: loss_fits<perceptype::
// expect: after<perceptype::
// expect: at_layer<2>
// expect: softmax>
// expect: softmax_cross_entropy>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<3>>;
#endif

int main() {
    net model{42};
    pt::trainer trainer{model, pt::softmax_cross_entropy{}, pt::sgd{.learning_rate = 0.1}};
    std::printf("%g\n", static_cast<double>(trainer.step(pt::tensor<float, 4>{0.1f, 0.2f, 0.3f, 0.4f}, 1)));
}
