// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A target of another extent than y.
// expect: perceptype: y must be a tensor, and the target must have exactly its extents and scalar type, or be an integer class for a loss such as cross_entropy
// expect: target_matches<perceptype::
// expect: receives<perceptype::
// expect: tensor<float, 2>
// expect: needs<perceptype::
// expect: tensor<float, 3>
// expect: huber>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

int main() {
    const pt::tensor<float, 3> y{0.1f, 0.2f, 0.7f};
#if defined(PERCEPTYPE_MUST_FAIL)
    const pt::tensor<float, 2> t{0.0f, 1.0f};
#else
    const pt::tensor<float, 3> t{0.0f, 0.0f, 1.0f};
#endif
    const float value = pt::huber{.delta = 0.5}.value(y, t);
    std::printf("%g\n", value);
}
