// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The parameters of a node that there is none of.
// expect: perceptype: no node of the graph has this name; name one of its nodes
// expect: has_node<perceptype::
// expect: cod"
// expect: code"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net =
    pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"image">, pt::dense<2>>, pt::outputs<"code">>;

int main() {
    net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    auto code = model.node<"cod">();
#else
    auto code = model.node<"code">();
#endif
    code.layer<1>().weights(0, 1) = 0.5f;
    return code.layer<1>().bias(1) > 0;
}
