// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An input of no numbers.
// expect: perceptype: every extent of a layer must be at least 1, and an input needs at least one extent
// expect: extents_are_positive<perceptype::
// expect: at_layer<0>
// expect: input<0>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<0>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#endif
