// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An option that is given twice.
// expect: perceptype: this option is given twice; give each option once
// expect: option_is_given_once<perceptype::
// expect: at_layer<1>
// expect: dense<8, perceptype::
// expect: option<perceptype::
// expect: no_bias>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8, pt::no_bias, pt::no_bias>, pt::relu, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8, pt::no_bias>, pt::relu, pt::dense<3>, pt::softmax>;
#endif
