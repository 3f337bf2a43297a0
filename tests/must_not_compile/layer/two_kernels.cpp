// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// One option twice, with other numbers.
// expect: perceptype: this option is given twice; give each option once
// expect: option_is_given_once<perceptype::
// expect: at_layer<1>
// expect: conv2d<8, perceptype::
// expect: option<perceptype::
// expect: kernel<3>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<3>, pt::kernel<2>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::conv2d<8, pt::kernel<3>>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
