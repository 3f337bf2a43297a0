// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A tie to a node that is not there.
// expect: perceptype: the graph has no node of this name; use the name of an input_node or a node
// expect: name_is_known<perceptype::
// expect: at_node<
// expect: b"
// expect: tied<
// expect: z"
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"b", pt::from<"x">, pt::tied<"z">>,
                      pt::node<"y", pt::from<"a", "b">, pt::add, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"b", pt::from<"x">, pt::tied<"a">>,
                      pt::node<"y", pt::from<"a", "b">, pt::add, pt::dense<3>>, pt::outputs<"y">>;
#endif
