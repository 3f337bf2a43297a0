// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Several sources and nothing that joins them.
// expect: perceptype: a node with several sources must begin with a join; put concat, add or another join before its layers
// expect: sources_are_joined<perceptype::
// expect: at_node<
// expect: shape<4>
// expect: shape<6>
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"y", pt::from<"a", "x">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"y", pt::from<"a", "x">, pt::concat, pt::dense<3>>, pt::outputs<"y">>;
#endif
