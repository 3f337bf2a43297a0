// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A part of a network of layers in a row, which have no names.
// expect: perceptype: only a graph can be cut at its nodes
// expect: is_a_graph<perceptype::
// expect: dense<2>
// program: subgraph_by_call

#if defined(PERCEPTYPE_MUST_FAIL)
const auto part = pt::cut<"image", "code">(layers);
#else
const auto part = pt::cut<"image", "code">(whole);
#endif
