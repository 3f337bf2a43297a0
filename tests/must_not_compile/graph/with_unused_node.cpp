// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A node that nobody needs.
// expect: perceptype: no output depends on this node; name it in a from<...> or in outputs<...>, or remove it
// expect: leads_to_an_output<perceptype::
// expect: at_entry<2>
// expect: b"
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
              pt::node<"b", pt::from<"a">, pt::dense<4>>, pt::node<"y", pt::from<"a">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"y", pt::from<"a">, pt::dense<3>>, pt::outputs<"y">>;
#endif
