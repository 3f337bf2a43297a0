// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// More than an initializer and a seed.
// expect: perceptype: a network takes a seed, or an initializer and a seed
// expect: takes_as_many<perceptype::
// expect: count<3>
// expect: count<2>

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const net model{pt::uniform{}, 0.5, 7};
#else
    const net model{pt::uniform{}, 7};
#endif
    return model == net{} ? 1 : 0;
}
