// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A convolution that does not say how large its window is.
// expect: perceptype: this layer needs a kernel size; add kernel<3> or kernel<height, width>
// expect: kernel_is_given<perceptype::
// expect: at_layer<1>
// expect: conv2d<8>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<3>>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
