// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Elements that are no numbers.
// expect: perceptype: a tensor holds numbers: float, double or integers
// expect: holds_numbers<color>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

struct color {
    float red, green, blue;
};

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    pt::tensor<color, 8, 8> image;
#else
    pt::tensor<float, 3, 8, 8> image;
#endif
    std::printf("%d\n", static_cast<int>(image.size()));
}
