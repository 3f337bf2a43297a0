// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A part that ends before it begins.
// expect: perceptype: nothing leads from the first node to the second; name the earlier one first
// expect: has_nodes_between<perceptype::
// expect: copy"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using whole = pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"image">, pt::dense<2>>,
                        pt::node<"copy", pt::from<"code">, pt::dense<6>>, pt::outputs<"copy">>;
#if defined(PERCEPTYPE_MUST_FAIL)
using part = pt::subgraph<whole, "copy", "code">;
#else
using part = pt::subgraph<whole, "image", "code">;
#endif
static_assert(part::parameter_count == 14);

int main() {
    const part net{42};
    return net("image"_node = pt::tensor<float, 6>{})["code"_node][0] > 1;
}
