// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An option that the layer does not know.
// expect: perceptype: this layer does not have this option; remove it or, if it is a layer, put it after this one in the list
// expect: option_is_known<perceptype::
// expect: at_layer<3>
// expect: dense<3, int>
// expect: option<int>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3, int>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3, pt::no_bias>, pt::softmax>;
#endif
