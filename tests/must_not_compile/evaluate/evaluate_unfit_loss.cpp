// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss that does not fit the network's output.
// expect: perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid
// expect: loss_fits<perceptype::
// expect: after<perceptype::
// expect: at_layer<1>
// expect: dense<3>
// expect: gives<perceptype::
// expect: shape<3>
// expect: cross_entropy>

#include <perceptype.hpp>

#include <cstdio>
#include <vector>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<3>>;
#else
using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;
#endif

int main() {
    const net model{42};
    const std::vector<pt::tensor<float, 4>> inputs(32);
    const std::vector<int> targets(32, 1);
    std::printf("%g\n", pt::evaluate(model, pt::cross_entropy{}, inputs, targets));
}
