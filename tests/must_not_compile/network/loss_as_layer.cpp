// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A loss in the list of layers.
// expect: perceptype: this type is not a layer; use one such as dense<8> or relu, or see layer/layer.hpp to write your own
// expect: is_a_layer<perceptype::
// expect: at_layer<3>
// expect: cross_entropy>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax, pt::cross_entropy>;
#else
using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;
#endif
