// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer's number in parentheses.
// expect: perceptype: each layer is of a type of its own; write its number in angle brackets
// expect: takes_as_many<perceptype::

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    model.layer(1).bias(0) = 0.5f;
#else
    model.layer<1>().bias(0) = 0.5f;
#endif
}
