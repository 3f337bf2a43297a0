// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A kernel that does not fit into its image.
// expect: perceptype: the kernel is larger than the padded input; use a smaller kernel, or add padding<...>
// expect: window_fits<perceptype::
// expect: at_layer<1>
// expect: conv2d<8, perceptype::
// expect: kernel<7>
// expect: receives<perceptype::
// expect: shape<2, 6, 6>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<7>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<7>, pt::padding<1>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#endif
