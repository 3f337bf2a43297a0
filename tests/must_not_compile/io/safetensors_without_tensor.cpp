// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The file has no tensor of the second dense layer.
// expect: the_file_has_no_tensor<
// expect: tensor_label<9>{"2.weight"}
// expect: shape<3, 1>
// program: network_from_bytes

#if defined(PERCEPTYPE_MUST_FAIL)
using net_type = pt::network<pt::input<2>, pt::dense<1>, pt::relu, pt::dense<3>>;
#else
using net_type = pt::network<pt::input<2>, pt::dense<1>>;
#endif
