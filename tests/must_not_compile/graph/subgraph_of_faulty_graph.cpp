// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A graph that does not fit together has no parts either.
// expect: perceptype: the graph has no node of this name; use the name of an input_node or a node; for a graph in node "a", its only output is "a", other nodes are "a.name"
// expect: imge"
// program: subgraph_by_type

#if defined(PERCEPTYPE_MUST_FAIL)
using part = pt::subgraph<
    pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"imge">, pt::dense<2>>, pt::outputs<"code">>,
    "image", "code">;
#else
using part = pt::subgraph<whole, "image", "code">;
#endif
