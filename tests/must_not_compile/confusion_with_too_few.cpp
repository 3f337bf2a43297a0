// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// confusion with an argument too few.
// expect: perceptype: the arguments are confusion(net, inputs, targets)
// expect: takes_as_many<perceptype::
// expect: count<2>
// expect: count<3>

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const std::vector<pt::tensor<float, 4>> inputs(32);
    const std::vector<int> targets(32, 1);
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto result = pt::confusion(model, inputs);
#else
    const auto result = pt::confusion(model, inputs, targets);
#endif
    static_cast<void>(result);
}
