// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer with a number out of its range.
// expect: perceptype: an argument of this layer is out of range; choose one in the range that it needs
// expect: number_is_in_range<perceptype::
// expect: at_layer<2>
// expect: leaky_relu_with<0
// expect: needs<perceptype::
// expect: above<0>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, pt::leaky_relu_with<0>, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::leaky_relu_with<0.2>, pt::dense<3>, pt::softmax>;
#endif
