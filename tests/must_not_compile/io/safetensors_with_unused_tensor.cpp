// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The layer in the file has a bias.
// expect: the_file_has_a_tensor_that_no_layer_takes<
// expect: no_bias
// program: network_from_bytes

#if defined(PERCEPTYPE_MUST_FAIL)
using net_type = pt::network<pt::input<2>, pt::dense<1, pt::no_bias>>;
#else
using net_type = pt::network<pt::input<2>, pt::dense<1>>;
#endif
