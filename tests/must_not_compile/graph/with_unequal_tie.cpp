// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A tied node that receives another shape.
// expect: perceptype: a tied node shares the layers and parameters of another node, so both must receive the same shape
// expect: shapes_can_be_tied<perceptype::
// expect: at_node<
// expect: b"
// expect: shape<4>
// expect: shape<6>
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"b", pt::from<"a">, pt::tied<"a">>,
                      pt::node<"y", pt::from<"a", "b">, pt::add, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"b", pt::from<"x">, pt::tied<"a">>,
                      pt::node<"y", pt::from<"a", "b">, pt::add, pt::dense<3>>, pt::outputs<"y">>;
#endif
