// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A part that begins at a node that there is none of.
// expect: perceptype: the graph has no node of this name; use the name of an input_node or a node
// expect: has_node<perceptype::
// expect: imge"
// program: subgraph_by_call

#if defined(PERCEPTYPE_MUST_FAIL)
const auto part = pt::cut<"imge", "code">(whole);
#else
const auto part = pt::cut<"image", "code">(whole);
#endif
