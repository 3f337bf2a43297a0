// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A window without an extent.
// expect: perceptype: an argument of this layer is out of range; choose one in the range that it needs
// expect: number_is_in_range<perceptype::
// expect: at_layer<1>
// expect: conv2d<8, perceptype::
// expect: stride<0>
// expect: needs<perceptype::
// expect: above<0>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::stride<0>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::stride<1>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#endif
