// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An option of batch_norm alone.
// expect: perceptype: this layer does not have this option; remove it or, if it is a layer, put it after this one in the list
// expect: option_is_known<perceptype::
// expect: at_layer<1>
// expect: basic_layer_norm<
// expect: option<perceptype::
// expect: momentum<
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::network<pt::input<2, 6, 6>, pt::basic_layer_norm<pt::momentum<0.5>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net =
    pt::network<pt::input<2, 6, 6>, pt::basic_layer_norm<pt::epsilon<0.5>>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
