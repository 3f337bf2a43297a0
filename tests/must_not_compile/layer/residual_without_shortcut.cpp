// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Layers that give what their input cannot be projected to.
// expect: perceptype: the input of this residual cannot be projected to the shape that its layers give: the ranks differ, or no whole stride leads from one to the other; change its layers
// expect: shortcut_fits<perceptype::
// expect: at_layer<1>
// expect: residual<perceptype::
// expect: receives<perceptype::
// expect: shape<2, 6, 6>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::network<pt::input<2, 6, 6>, pt::residual<pt::conv2d<2, pt::kernel<3>>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::residual<pt::conv2d<2, pt::kernel<3>, pt::padding<1>>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#endif
