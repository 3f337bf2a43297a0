// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer of channels behind a vector.
// expect: perceptype: this layer needs (channels, length) or (channels, height, width); put reshape<...> before it
// expect: shapes_match<perceptype::
// expect: at_layer<1>
// expect: squeeze_excite<2>
// expect: receives<perceptype::
// expect: shape<72>
// program: network

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<72>, pt::squeeze_excite<2>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net =
    pt::network<pt::input<72>, pt::reshape<2, 36>, pt::squeeze_excite<2>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif
