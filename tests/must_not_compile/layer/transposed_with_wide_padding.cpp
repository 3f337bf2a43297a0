// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Padding that takes away the whole image.
// expect: perceptype: the padding removes the whole output of this layer; use less padding
// expect: padding_leaves_an_image<perceptype::
// expect: at_layer<1>
// expect: conv_transpose2d<8, perceptype::
// expect: receives<perceptype::
// expect: shape<2, 6, 6>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv_transpose2d<8, pt::kernel<1>, pt::padding<3>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::conv_transpose2d<8, pt::kernel<1>, pt::padding<2>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#endif
