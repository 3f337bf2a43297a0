// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A node among the layers of a residual.
// expect: perceptype: this belongs in a graph, not in a list of layers; write graph<...> with nodes, and put whole networks and joins in a node<...>, a join first
// expect: stands_among_layers<perceptype::
// expect: at_layer<1, 1>
// expect: node<perceptype::
// program: called_network

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<8>, pt::residual<pt::node<"q", pt::from<"x">, pt::dense<8>>>>;
#else
using net = pt::network<pt::input<8>, pt::residual<pt::dense<8>>>;
#endif
