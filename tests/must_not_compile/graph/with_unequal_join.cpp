// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A sum of unequal shapes.
// expect: perceptype: these shapes cannot be joined; concat needs equal extents except along its axis, other joins need equal shapes
// expect: shapes_can_be_joined<perceptype::
// expect: at_node<
// expect: add
// expect: shape<4>
// expect: shape<6>
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"y", pt::from<"a", "x">, pt::add, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<6>>,
                      pt::node<"y", pt::from<"a", "x">, pt::add, pt::dense<3>>, pt::outputs<"y">>;
#endif
