// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer without a derivative in a node that learns; one that leads to no loss may have it.
// expect: perceptype: this layer has no derivative, so the network has no gradient; use sigmoid or relu
// expect: has_derivative<perceptype::
// expect: at_node<perceptype::
// expect: h"}, 2>
// expect: step>

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 4>, pt::node<"h", pt::from<"x">, pt::dense<2>, pt::step>,
                      pt::node<"a", pt::from<"x">, pt::dense<2>>, pt::outputs<"a", "h">>;

int main() {
    net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto loss = pt::joint_loss("h"_node = pt::mean_squared_error{});
#else
    const auto loss = pt::joint_loss("a"_node = pt::mean_squared_error{});
#endif
    pt::trainer trainer{model, loss, pt::adam{}};
    return trainer.step(pt::named("x"_node = pt::tensor<float, 4>{}), pt::named("a"_node = pt::tensor<float, 2>{})) > 1;
}
