// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The layer in the file has another number of units.
// expect: the_file_has_other_extents_for<
// expect: tensor_label<9>{"0.weight"}
// expect: shape<3, 2>
// program: network_from_bytes

#if defined(PERCEPTYPE_MUST_FAIL)
using net_type = pt::network<pt::input<2>, pt::dense<3>>;
#else
using net_type = pt::network<pt::input<2>, pt::dense<1>>;
#endif
