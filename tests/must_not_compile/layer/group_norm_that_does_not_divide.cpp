// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Groups of unequal numbers of channels.
// expect: perceptype: the number of groups must divide both the input channels and the output channels
// expect: groups_divide_channels<perceptype::
// expect: at_layer<1>
// expect: group_norm<4>
// expect: receives<perceptype::
// expect: shape<2, 6, 6>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::group_norm<4>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::group_norm<2>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
