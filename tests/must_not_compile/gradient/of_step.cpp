// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that cannot be differentiated.
// expect: perceptype: this layer has no derivative, so the network has no gradient; use sigmoid or relu
// expect: has_derivative<perceptype::
// expect: at_layer<2>
// expect: step>
// program: gradient_of_network

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, pt::step, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::sigmoid, pt::dense<3>, pt::softmax>;
#endif
