// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A graph that takes nothing.
// expect: perceptype: a graph needs an input; add input_node<"name", extents...>
// expect: has_an_input_node<perceptype::
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::node<"y", pt::from<"y">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">>;
#endif
