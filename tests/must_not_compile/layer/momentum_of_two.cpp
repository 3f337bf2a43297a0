// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A share above 1.
// expect: perceptype: an argument of this layer is out of range; choose one in the range that it needs
// expect: number_is_in_range<perceptype::
// expect: at_layer<1>
// expect: basic_batch_norm<
// expect: needs<perceptype::
// expect: momentum_from_0_to_1
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::network<pt::input<2, 6, 6>, pt::basic_batch_norm<pt::momentum<2.0>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net =
    pt::network<pt::input<2, 6, 6>, pt::basic_batch_norm<pt::momentum<0.2>>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
