// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A part that ends before it begins.
// expect: perceptype: no path leads from the first node to the second; name the earlier one first
// expect: has_nodes_between<perceptype::
// expect: copy"
// program: subgraph_by_type

#if defined(PERCEPTYPE_MUST_FAIL)
using part = pt::subgraph<whole, "copy", "code">;
#else
using part = pt::subgraph<whole, "image", "code">;
#endif
