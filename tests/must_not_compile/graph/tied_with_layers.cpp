// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A tied node with layers of its own.
// expect: perceptype: tied<...> must stand alone in a node of a graph; remove the layers beside it, or put them in a node of their own
// expect: tied_stands_alone<perceptype::
// expect: b"}, 1>
// expect: a"
// program: called_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">, pt::relu>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"y">>;
#endif
