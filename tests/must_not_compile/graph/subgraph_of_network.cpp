// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Layers in a row have no names.
// expect: perceptype: only a graph can be cut at its nodes
// expect: can_be_cut_anywhere<perceptype::
// program: subgraph_by_type

#if defined(PERCEPTYPE_MUST_FAIL)
using part = pt::subgraph<pt::network<pt::input<6>, pt::dense<2>>, "image", "code">;
#else
using part = pt::subgraph<whole, "image", "code">;
#endif
