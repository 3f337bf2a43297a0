// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A number among the layers of a residual.
// expect: perceptype: this type is not a layer; use one such as dense<8> or relu, or see layer/layer.hpp to write your own
// expect: is_a_layer<perceptype::
// expect: at_layer<1, 2>
// expect: int
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::residual<pt::relu, int>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::residual<pt::relu>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
