// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The chain rule down from a loss that does not fit the network's output.
// expect: perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid
// expect: loss_fits<perceptype::
// expect: at_layer<1>
// expect: dense<3>
// expect: cross_entropy>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<3>>;
#else
using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;
#endif

int main() { std::puts(pt::chain_rule<net, pt::cross_entropy>().data()); }
