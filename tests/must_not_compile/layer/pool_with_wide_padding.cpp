// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A pool with windows in the padding alone.
// expect: perceptype: the padding of a pooling layer must be at most half its kernel; pad less, or use a larger kernel
// expect: padding_is_at_most_half<perceptype::
// expect: at_layer<1>
// expect: max_pool<perceptype::
// expect: padding<2>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::max_pool<pt::kernel<2>, pt::padding<2>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::max_pool<pt::kernel<2>, pt::padding<1>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#endif
