// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An empty list.
// expect: perceptype: a network begins with its input; put input<Extents...> first
// expect: starts_with_input<perceptype::
// expect: at_layer<0>
// expect: nothing

#include <perceptype.hpp>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<>;
#else
using net = pt::network<pt::input<4>>;
#endif

int main() {
    const net model;
    const pt::tensor<float, 4> y = model(pt::tensor<float, 4>{1.0f, 2.0f, 3.0f, 4.0f});
    return y[0] > 0.0f ? 0 : 1;
}
