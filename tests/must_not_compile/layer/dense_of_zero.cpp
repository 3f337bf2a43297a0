// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer of no units.
// expect: perceptype: every extent of a layer must be at least 1, and an input needs at least one extent
// expect: extents_are_positive<perceptype::
// expect: at_layer<1>
// expect: dense<0>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<0>, pt::relu, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#endif
