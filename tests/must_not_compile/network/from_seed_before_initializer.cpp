// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A seed and an initializer, each in the place of the other.
// expect: perceptype: a network takes an initializer first and its seed second, net{he_uniform{}, 7}
// expect: seed_comes_second<int, perceptype::
// expect: he_uniform>

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const net model{7, pt::he_uniform{}};
#else
    const net model{pt::he_uniform{}, 7};
#endif
    return model(pt::tensor<float, 4>{})[0] > 1;
}
