// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A node tied to one that is tied itself.
// expect: perceptype: tied<...> must name another node that has layers of its own, not an input and not a tied node; name the node that has the layers
// expect: owner_has_layers<perceptype::
// expect: at_node<perceptype::
// expect: c"
// expect: tied<perceptype::
// expect: b"
// program: called_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"c", pt::from<"z">, pt::tied<"b">>,
                      pt::node<"y", pt::from<"a", "b", "c">, pt::add>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"y">>;
#endif
