// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A part from a node to one that is computed before it.
// expect: perceptype: no path leads from the first node to the second; name the earlier one first
// expect: leads_to<perceptype::
// expect: code"
// expect: image"
// program: subgraph_by_call

#if defined(PERCEPTYPE_MUST_FAIL)
const auto part = pt::view<"code", "image">(whole);
#else
const auto part = pt::view<"image", "code">(whole);
#endif
