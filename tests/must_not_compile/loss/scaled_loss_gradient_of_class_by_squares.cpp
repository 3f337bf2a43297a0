// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A scaled loss that takes no class numbers is given one.
// expect: perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, or be an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<int>
// expect: needs<perceptype::
// expect: tensor<float, 3>
// expect: mean_squared_error>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
    const pt::tensor<float, 3> y{0.1f, 0.2f, 0.7f};
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto gradient = (2 * pt::mean_squared_error{}).gradient(y, 2);
#else
    const auto gradient = (2 * pt::cross_entropy{}).gradient(y, 2);
#endif
    std::printf("%g\n", gradient[2]);
}
