// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A transposed convolution that is to keep the extents.
// expect: perceptype: a transposed convolution does not support padding<same>; give the padding as numbers, as in padding<1>
// expect: padding_is_a_number<perceptype::
// expect: at_layer<1>
// expect: conv_transpose2d<8, perceptype::
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv_transpose2d<8, pt::kernel<3>, pt::padding<pt::same>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::conv_transpose2d<8, pt::kernel<3>, pt::padding<1>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#endif
