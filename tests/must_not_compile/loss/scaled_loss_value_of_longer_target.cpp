// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A scaled loss of a target of another extent than y.
// expect: perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, or be an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<perceptype::
// expect: tensor<float, 3>
// expect: needs<perceptype::
// expect: tensor<float, 2>
// expect: mean_squared_error>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
    const pt::tensor<float, 2> y{0.1f, 0.9f};
#if defined(PERCEPTYPE_MUST_FAIL)
    const pt::tensor<float, 3> t{0.0f, 0.0f, 1.0f};
#else
    const pt::tensor<float, 2> t{0.0f, 1.0f};
#endif
    const float value = (0.5f * pt::mean_squared_error{}).value(y, t);
    std::printf("%g\n", value);
}
