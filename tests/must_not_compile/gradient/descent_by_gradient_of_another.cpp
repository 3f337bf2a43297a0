// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The gradient of another network.
// expect: perceptype: only a gradient of the same network can be subtracted from it, as in net -= 0.1f * result.gradient
// expect: is_the_gradient<perceptype::
// expect: network_gradient<perceptype::

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
using other = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const pt::tensor<float, 4> x;
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto result = pt::value_and_gradient(other{1}, pt::cross_entropy{}, x, 2);
#else
    const auto result = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
#endif
    model -= 0.1f * result.gradient;
}
