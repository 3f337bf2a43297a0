// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss of numbers that are no tensor: only a tensor says what scalar type and extents the result has.
// expect: perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, or be an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<std::array<float, 3>
// expect: needs<std::array<float, 3>
// expect: mean_squared_error>

#include <perceptype.hpp>

#include <array>
#include <cstdio>

namespace pt = perceptype;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const std::array<float, 3> y{0.1f, 0.2f, 0.7f};
#else
    const pt::tensor<float, 3> y{0.1f, 0.2f, 0.7f};
#endif
    const std::array<float, 3> t{0.0f, 0.0f, 1.0f};
    const float value = pt::mean_squared_error{}.value(y, t);
    std::printf("%g\n", value);
}
