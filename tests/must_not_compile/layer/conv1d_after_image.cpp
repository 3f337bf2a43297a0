// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer of sequences behind an image.
// expect: perceptype: this layer needs (channels, length); put reshape<...> before it
// expect: shapes_match<perceptype::
// expect: at_layer<1>
// expect: conv1d<8, perceptype::
// expect: receives<perceptype::
// expect: shape<2, 6, 6>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv1d<8, pt::kernel<3>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::reshape<2, 36>, pt::conv1d<8, pt::kernel<3>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#endif
