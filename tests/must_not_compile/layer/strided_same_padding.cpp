// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Padding that keeps the extents, and a stride that does not.
// expect: perceptype: padding<same> requires a stride of 1; give the padding as numbers, as in padding<1>
// expect: stride_is_one<perceptype::
// expect: at_layer<1>
// expect: conv2d<8, perceptype::
// expect: stride<2>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::stride<2>, pt::padding<pt::same>>,
                        pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::stride<2>, pt::padding<1>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#endif
