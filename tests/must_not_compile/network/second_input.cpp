// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An input that is not the first layer.
// expect: perceptype: only the first layer can be an input; remove this one, or use graph<...> for several inputs
// expect: input_comes_first<perceptype::
// expect: at_layer<2>
// expect: input<8>
// program: network_of_vectors

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<4>, pt::dense<8>, pt::input<8>, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<4>, pt::dense<8>, pt::dense<3>, pt::softmax>;
#endif
