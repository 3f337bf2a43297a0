// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Every node doubles the paths.
// expect: perceptype: more than 64 paths lead from one node of this graph to its outputs, too many to print; explain a part of the graph
// expect: are_few<std::integral_constant<
// expect: 128

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

template <pt::node_name Name, pt::node_name From>
using doubled = pt::node<Name, pt::from<From, From>, pt::add>;
#if defined(PERCEPTYPE_MUST_FAIL)
using last = doubled<"g", "f">;
#else
using last = pt::node<"g", pt::from<"f">, pt::relu>;
#endif
using net = pt::graph<pt::input_node<"x", 2>, pt::node<"start", pt::from<"x">, pt::dense<2>>, doubled<"a", "start">,
                      doubled<"b", "a">, doubled<"c", "b">, doubled<"d", "c">, doubled<"e", "d">, doubled<"f", "e">,
                      last, pt::outputs<"g">>;

int main() { std::puts(pt::chain_rule<net>().data()); }
