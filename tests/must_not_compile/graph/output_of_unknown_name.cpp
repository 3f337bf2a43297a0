// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A result that the graph does not give.
// expect: perceptype: there is no value of this name; use one of the names in the list
// expect: has_value<perceptype::
// expect: cod"
// expect: code"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net =
    pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"image">, pt::dense<2>>, pt::outputs<"code">>;

int main() {
    const net model{42};
    const auto y = model("image"_node = pt::tensor<float, 6>{});
#if defined(PERCEPTYPE_MUST_FAIL)
    return y["cod"_node][0] > 0;
#else
    return y["code"_node][0] > 0;
#endif
}
