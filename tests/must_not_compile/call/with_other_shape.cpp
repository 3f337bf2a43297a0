// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A tensor of as many numbers in another shape.
// expect: perceptype: x must be a tensor, std::array or std::span<T, N> of exactly the input's extents and scalar type; pass a std::vector v as std::span<const T, N>{v}
// expect: x_matches<perceptype::
// expect: receives<perceptype::
// expect: tensor<float, 2, 2, 1>
// expect: needs<perceptype::
// expect: tensor<float, 1, 2, 2>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

using net = pt::network<pt::input<1, 2, 2>, pt::flatten, pt::dense<3>, pt::softmax>;

int main() {
    constexpr net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    const pt::tensor<float, 2, 2, 1> x{0.1f, 0.2f, 0.3f, 0.4f};
#else
    const pt::tensor<float, 1, 2, 2> x{0.1f, 0.2f, 0.3f, 0.4f};
#endif
    const auto y = model(x);
    std::printf("%g %g %g\n", y[0], y[1], y[2]);
}
