// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The sigmoid is part of the loss.
// expect: perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid; outputs of other layers are logits, for softmax_cross_entropy and sigmoid_binary_cross_entropy
// expect: loss_fits<perceptype::
// expect: at_layer<2>
// expect: sigmoid>
// expect: sigmoid_binary_cross_entropy>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<1>, pt::sigmoid>;
#else
using net = pt::network<pt::input<4>, pt::dense<1>>;
#endif

int main() {
    net model{42};
    const auto result =
        pt::value_and_gradient(model, pt::sigmoid_binary_cross_entropy{}, pt::tensor<float, 4>{}, 1);
    std::printf("%g\n", static_cast<double>(result.value));
}
