// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Nodes that wait for each other.
// expect: perceptype: these nodes form a cycle, each depending on the next in the list; remove one of the names from its from<...>
// expect: has_no_cycle<perceptype::
// expect: cycle<
// expect: a"
// expect: b"
// program: trained_graph

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x", "b">, pt::concat, pt::dense<4>>,
              pt::node<"b", pt::from<"a">, pt::dense<4>>, pt::node<"y", pt::from<"b">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net =
    pt::graph<pt::input_node<"x", 6>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
              pt::node<"b", pt::from<"a">, pt::dense<4>>, pt::node<"y", pt::from<"b">, pt::dense<3>>, pt::outputs<"y">>;
#endif
