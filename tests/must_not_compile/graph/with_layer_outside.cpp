// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer that is in no node.
// expect: perceptype: a graph is a list of input_node<...>, node<...> and outputs<...>; a layer goes into a node
// expect: is_a_node<perceptype::
// expect: at_entry<1>
// expect: dense<4>
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::graph<pt::input_node<"x", 6>, pt::dense<4>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">>;
#endif
