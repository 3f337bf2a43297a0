// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Too many values.
// expect: perceptype: a tensor takes as many values as it has elements, or none for all zeros
// expect: takes_values<perceptype::
// expect: tensor<float, 2, 2>
// expect: count<5>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const pt::tensor<float, 2, 2> x{1, 2, 3, 4, 5};
#else
    const pt::tensor<float, 2, 2> x{1, 2, 3, 4};
#endif
    std::printf("%g\n", x(1, 1));
}
