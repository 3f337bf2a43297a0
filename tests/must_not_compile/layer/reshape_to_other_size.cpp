// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Another number of numbers.
// expect: perceptype: reshape<...> keeps the number of elements; give it extents whose product is the size that it receives
// expect: sizes_match<perceptype::
// expect: at_layer<1>
// expect: reshape<8, 8>
// expect: receives<perceptype::
// expect: shape<2, 6, 6>
// program: network_of_images

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::reshape<8, 8>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::reshape<8, 9>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
