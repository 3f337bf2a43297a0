// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer of images behind a vector.
// expect: perceptype: this layer needs (channels, height, width); put reshape<...> before it
// expect: shapes_match<perceptype::
// expect: at_layer<1>
// expect: conv2d<8, perceptype::
// expect: receives<perceptype::
// expect: shape<72>
// program: network

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<72>, pt::conv2d<8, pt::kernel<3>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<72>, pt::reshape<2, 6, 6>, pt::conv2d<8, pt::kernel<3>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#endif
