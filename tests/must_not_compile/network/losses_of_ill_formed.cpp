// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// What a faulty network gives goes to a loss, which says nothing more.
// expect: perceptype: every extent of a layer must be at least 1, and an input needs at least one extent
// expect: extents_are_positive<perceptype::
// expect: at_layer<3>
// expect: dense<0>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
constexpr int outputs = 0;
#else
constexpr int outputs = 2;
#endif

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<outputs>>;

int main() {
    const net model{42};
    const pt::tensor<float, 4> x{1, 2, 3, 4};
    const pt::tensor<float, 2> t{0, 1};
    const auto y = model(x);
    const float value = pt::mean_squared_error{}.value(y, t) + (0.5f * pt::huber{}).value(y, t);
    const auto gradient = pt::sum_of_squared_errors{}.gradient(y, t);
    std::printf("%g %g\n", value, gradient[1]);
}
