// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Parameters of a network that is const.
// expect: perceptype: vector_to_parameters takes the values first, then the network or gradient to fill, which must not be const
// expect: holds_parameters_to_write<const perceptype::
// expect: input<4>

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const net model{42};
#else
    net model{42};
#endif
    pt::vector_to_parameters(pt::parameters_to_vector(model), model);
}
