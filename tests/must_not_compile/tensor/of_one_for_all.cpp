// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// One value for several elements.
// expect: perceptype: a tensor takes as many values as it has elements, or none for all zeros
// expect: takes_values<perceptype::
// expect: tensor<float, 3>
// expect: count<1>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const pt::tensor<float, 3> x{0.5f};
#else
    const pt::tensor<float, 3> x{0.5f, 0.5f, 0.5f};
#endif
    std::printf("%g\n", x[2]);
}
