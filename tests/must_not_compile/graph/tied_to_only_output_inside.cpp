// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A node tied to the only output of a graph in a node, which has the name of that node.
// expect: perceptype: the graph has no node of this name; use the name of an input_node or a node; for a graph in node "a", its only output is "a", other nodes are "a.name"
// expect: name_is_known<perceptype::
// expect: a.r"
// program: called_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>,
              pt::node<"a", pt::from<"x">,
                       pt::graph<pt::input_node<"p", 8>, pt::node<"r", pt::from<"p">, pt::dense<8>>, pt::outputs<"r">>>,
              pt::node<"b", pt::from<"z">, pt::tied<"a.r">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
              pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"y">>;
#endif
