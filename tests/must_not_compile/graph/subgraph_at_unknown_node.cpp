// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A part that ends at a node that there is none of.
// expect: perceptype: the graph has no node of this name; use the name of an input_node or a node
// expect: can_be_cut_there<perceptype::
// expect: cod"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using whole = pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"image">, pt::dense<2>>,
                        pt::node<"copy", pt::from<"code">, pt::dense<6>>, pt::outputs<"copy">>;
#if defined(PERCEPTYPE_MUST_FAIL)
using part = pt::subgraph<whole, "image", "cod">;
#else
using part = pt::subgraph<whole, "image", "code">;
#endif
using reused = pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, part, pt::relu>, pt::outputs<"y">>;

int main() {
    const reused net{42};
    return net("x"_node = pt::tensor<float, 6>{})["y"_node][0] > 1;
}
