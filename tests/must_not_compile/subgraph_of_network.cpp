// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Layers in a row have no names.
// expect: perceptype: only a graph has nodes to be cut at
// expect: can_be_cut_anywhere<perceptype::

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using whole = pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"image">, pt::dense<2>>,
                        pt::node<"copy", pt::from<"code">, pt::dense<6>>, pt::outputs<"copy">>;
#if defined(PERCEPTYPE_MUST_FAIL)
using part = pt::subgraph<pt::network<pt::input<6>, pt::dense<2>>, "image", "code">;
#else
using part = pt::subgraph<whole, "image", "code">;
#endif
static_assert(part::parameter_count == 14);

int main() {
    const part net{42};
    return net("image"_node = pt::tensor<float, 6>{})["code"_node][0] > 1;
}
