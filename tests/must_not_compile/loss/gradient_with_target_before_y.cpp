// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The class number, which comes second, before the output.
// expect: perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, or be an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<perceptype::
// expect: tensor<float, 3>
// expect: needs<int>
// expect: cross_entropy>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
    const pt::tensor<float, 3> y{0.1f, 0.2f, 0.7f};
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto gradient = pt::cross_entropy{}.gradient(2, y);
#else
    const auto gradient = pt::cross_entropy{}.gradient(y, 2);
#endif
    std::printf("%g %d\n", gradient[2], static_cast<int>(gradient.size()));
}
