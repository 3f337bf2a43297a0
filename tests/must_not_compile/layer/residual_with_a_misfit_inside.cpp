// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Layers inside of a layer that do not fit together.
// expect: perceptype: this layer needs (channels, height, width); put reshape<...> before it
// expect: shapes_match<perceptype::
// expect: at_layer<2, 2>
// expect: conv2d<2, perceptype::
// expect: receives<perceptype::
// expect: shape<72>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::relu, pt::residual<pt::flatten, pt::conv2d<2, pt::kernel<3>>>,
                        pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::relu, pt::residual<pt::conv2d<2, pt::kernel<3>, pt::padding<1>>>,
                        pt::flatten, pt::dense<3>, pt::softmax>;
#endif
