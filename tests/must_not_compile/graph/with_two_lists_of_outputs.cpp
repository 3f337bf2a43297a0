// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Outputs in two lists.
// expect: perceptype: a graph has only one outputs<...>; name all its outputs there
// expect: outputs_are_one_list<perceptype::
// expect: at_entry<6>
// expect: y"
// program: called_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"a">, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 8>, pt::input_node<"z", 8>, pt::node<"a", pt::from<"x">, pt::dense<8>>,
                      pt::node<"b", pt::from<"z">, pt::tied<"a">>, pt::node<"y", pt::from<"a", "b">, pt::add>,
                      pt::outputs<"y">>;
#endif
