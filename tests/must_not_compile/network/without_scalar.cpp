// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The first layer where the scalar should be.
// expect: perceptype: a network computes in float or double; write network<layers...> or basic_network<double, layers...>
// expect: is_float_or_double<perceptype::
// expect: input<4>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::basic_network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#endif
