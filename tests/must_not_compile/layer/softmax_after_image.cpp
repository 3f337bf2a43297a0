// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Softmax behind an image.
// expect: perceptype: this layer needs a vector, shape<N>; put flatten before it
// expect: shapes_match<perceptype::
// expect: at_layer<2>
// expect: softmax
// expect: receives<perceptype::
// expect: shape<3, 2, 2>
// program: network

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<3, 2, 2>, pt::relu, pt::softmax>;
#else
using net = pt::network<pt::input<3, 2, 2>, pt::relu, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
