// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Fewer indices than extents.
// expect: perceptype: give one index for each extent of the tensor
// expect: takes_indices<perceptype::
// expect: tensor<float, 3, 8, 8>
// expect: count<2>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
    pt::tensor<float, 3, 8, 8> image;
#if defined(PERCEPTYPE_MUST_FAIL)
    image(7, 7) = 1.0f;
#else
    image(2, 7, 7) = 1.0f;
#endif
    std::printf("%g\n", image[191]);
}
