// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network in a node that gets another shape.
// expect: perceptype: the network in this node expects another shape than its source gives; put reshape<...> before it
// expect: input_matches<perceptype::
// expect: at_node<
// expect: y"
// expect: shape<6>
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::graph<pt::input_node<"x", 6>,
              pt::node<"y", pt::from<"x">, pt::network<pt::input<2, 3>, pt::flatten, pt::dense<3>>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::network<pt::input<6>, pt::dense<3>>>,
                      pt::outputs<"y">>;
#endif
