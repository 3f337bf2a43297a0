// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A graph that gives nothing.
// expect: perceptype: a graph needs outputs; add outputs<"name"...>, with at least one of its nodes
// expect: has_outputs<perceptype::
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::dense<3>>>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">>;
#endif
