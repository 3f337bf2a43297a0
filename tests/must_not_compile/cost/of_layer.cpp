// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The cost of a layer alone.
// expect: perceptype: cost takes the type of a network, cost<net_type>; a single layer is not a network
// expect: is_a_network<perceptype::
// expect: dense<3>

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    static_assert(pt::cost<pt::dense<3>>.parameters > 0);
#else
    static_assert(pt::cost<net>.parameters > 0);
#endif
}
