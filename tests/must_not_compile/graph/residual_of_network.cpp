// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network in a residual in a node.
// expect: perceptype: this belongs in a graph, not in a list of layers; write graph<...> with nodes, and put whole networks and joins in a node<...>, a join first
// expect: stands_among_layers<perceptype::
// expect: at_node<perceptype::
// expect: a"}, 1, 1>
// expect: basic_network<float,
// program: called_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>,
                      pt::node<"a", pt::from<"x">, pt::residual<pt::network<pt::input<8>, pt::dense<8>>>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"y">>;
#endif
