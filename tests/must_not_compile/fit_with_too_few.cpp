// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// fit with an argument too few.
// expect: perceptype: the arguments are fit(net, loss, optimizer, inputs, targets)
// expect: takes_as_many<perceptype::
// expect: count<4>
// expect: count<5>

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const std::vector<pt::tensor<float, 4>> inputs(32);
    const std::vector<int> targets(32, 1);
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto result = pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs);
#else
    const auto result = pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, targets);
#endif
    static_cast<void>(result);
}
