// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A list that begins with something else than an input.
// expect: perceptype: a network begins with its input; put input<Extents...> first
// expect: starts_with_input<perceptype::
// expect: at_layer<0>
// expect: dense<8>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#endif
