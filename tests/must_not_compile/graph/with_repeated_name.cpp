// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Two nodes of one name.
// expect: perceptype: this name is used twice, by two nodes or in outputs<...>; use each name once
// expect: name_is_given_once<perceptype::
// expect: at_entry<2>
// expect: a"
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
              pt::node<"a", pt::from<"x">, pt::dense<4>>, pt::node<"y", pt::from<"a">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"y", pt::from<"a">, pt::dense<3>>, pt::outputs<"y">>;
#endif
