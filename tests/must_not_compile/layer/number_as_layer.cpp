// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A type that is no layer.
// expect: perceptype: this type is not a layer; use one such as dense<8> or relu, or see layer/layer.hpp to write your own
// expect: is_a_layer<perceptype::
// expect: at_layer<2>
// expect: int>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, int, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#endif
