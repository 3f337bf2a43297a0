// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The parameters of a node in a graph that does not fit together.
// expect: perceptype: this layer needs a vector, shape<N>; put flatten before it
// expect: shapes_match<perceptype::
// expect: at_node<
// expect: dense<3>
// expect: shape<1, 2, 2>

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 1, 2, 2>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net =
    pt::graph<pt::input_node<"x", 1, 2, 2>, pt::node<"y", pt::from<"x">, pt::flatten, pt::dense<3>>, pt::outputs<"y">>;
#endif

int main() {
    net model{1};
    model.node<"y">().layer<2>().bias(0) = 1;
    const auto y = model("x"_node = pt::tensor<float, 1, 2, 2>{});
    return y["y"_node][0] == 1 ? 0 : 1;
}
