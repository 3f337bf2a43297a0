// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Cross entropy of what are no probabilities.
// expect: perceptype: this loss does not fit the network's output; cross_entropy needs at least 2 outputs of a final softmax or log_softmax, binary_cross_entropy those of a final sigmoid
// expect: loss_fits<perceptype::
// expect: after<perceptype::
// expect: at_layer<3>
// expect: dense<3>
// expect: gives<perceptype::
// expect: shape<3>
// expect: cross_entropy>
// program: gradient_of_network

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#endif
