// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The bias of a dense layer with no_bias.
// expect: deleted
// expect: perceptype: no bias here: the layer has the option no_bias

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8, pt::no_bias>, pt::relu, pt::dense<3>>;

int main() {
    net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    model.layer<1>().bias(3) = 0.5f;
#else
    model.layer<3>().bias(0) = 0.5f;
#endif
}
