// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

#include <array>
#include <cstdio>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    constexpr net model{42};
#include PERCEPTYPE_CASE
    const auto y = model(x);
    std::printf("%g %g %g\n", y[0], y[1], y[2]);
}
