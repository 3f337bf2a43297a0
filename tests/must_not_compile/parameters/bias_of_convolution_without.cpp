// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The bias of a convolution with no_bias.
// expect: deleted
// expect: perceptype: no bias here: the layer has the option no_bias

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<1, 4, 4>, pt::conv2d<8, pt::kernel<3>, pt::no_bias>, pt::relu>;

int main() {
    net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    model.layer<1>().bias(3) = 0.5f;
#else
    model.layer<1>().weights(3, 0, 0, 0) = 0.5f;
#endif
}
