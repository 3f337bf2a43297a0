// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Layers of a node that do not fit together.
// expect: perceptype: this layer needs a vector, shape<N>; put flatten before it
// expect: shapes_match<perceptype::
// expect: at_node<
// expect: 2>
// expect: dense<3>
// expect: shape<2, 3>
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::reshape<2, 3>, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>,
                      pt::node<"y", pt::from<"x">, pt::reshape<2, 3>, pt::flatten, pt::dense<3>>, pt::outputs<"y">>;
#endif
