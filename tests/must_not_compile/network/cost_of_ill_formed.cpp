// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The cost of a network that does not fit together, the first that the program asks of it: rejected where it is asked for.
// expect: perceptype: this layer needs a vector, shape<N>; put flatten before it
// expect: shapes_match<perceptype::
// expect: at_layer<1>
// expect: dense<3>
// expect: receives<perceptype::
// expect: shape<1, 2, 2>

#include <perceptype.hpp>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<1, 2, 2>, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<1, 2, 2>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif

constexpr auto cost = pt::cost<net>;
static_assert(cost.forward.workspace_bytes <= 2048 && pt::cost<net>.training.flops > 0);
static_assert(net::parameter_count > 0);

int main() {
    const auto& same = pt::cost<net>;
    return same.parameter_bytes > 0 ? 0 : 1;
}
