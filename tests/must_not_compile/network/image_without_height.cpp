// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// One extent of several is 0.
// expect: perceptype: every extent of a layer must be at least 1, and an input needs at least one extent
// expect: extents_are_positive<perceptype::
// expect: at_layer<0>
// expect: input<1, 0, 4>
// program: network

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<1, 0, 4>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<1, 2, 2>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
