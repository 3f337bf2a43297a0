// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Training a network with a jump inside of one of its layers.
// expect: perceptype: this layer has no derivative, so the network has no gradient; use sigmoid or relu
// expect: has_derivative<perceptype::
// expect: at_layer<2>
// expect: residual<perceptype::

#include <perceptype.hpp>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using activation = pt::step;
#else
using activation = pt::tanh;
#endif

int main() {
    pt::network<pt::input<4>, pt::dense<3>, pt::residual<pt::dense<3>, activation>, pt::dense<1>> net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{}};
    return trainer.step(pt::tensor<float, 4>{1, 2, 3, 4}, pt::tensor<float, 1>{0.5f}) > 1;
}
