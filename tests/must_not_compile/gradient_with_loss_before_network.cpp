// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The loss before the network.
// expect: perceptype: the first argument must be a network
// expect: is_a_network<perceptype::
// expect: cross_entropy

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const pt::tensor<float, 4> x;
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto result = pt::value_and_gradient(pt::cross_entropy{}, model, x, 2);
#else
    const auto result = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
#endif
    return result.value > 3 ? 1 : 0;
}
