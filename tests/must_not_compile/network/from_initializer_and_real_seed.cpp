// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A seed that is no integer, behind an initializer.
// expect: perceptype: the seed is an integer, as in net{he_uniform{}, 7}
// expect: is_a_seed<double>

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const net model{pt::he_uniform{}, 7.0};
#else
    const net model{pt::he_uniform{}, 7};
#endif
    return model == net{} ? 1 : 0;
}
