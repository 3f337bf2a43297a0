// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An extent of 0.
// expect: perceptype: every extent of a tensor must be at least 1
// expect: has_positive_extents<perceptype::
// expect: shape<3, 0>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    pt::tensor<float, 3, 0> x;
#else
    pt::tensor<float, 3, 1> x;
#endif
    for (float& number : x) number = 1.0f;
    std::printf("%g\n", x(0, 0));
}
