// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A joint loss of nothing.
// expect: perceptype: joint_loss takes at least one loss, each under the name of an output: joint_loss("digit"_node = cross_entropy{})
// expect: losses_have_names<>

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 6>, pt::node<"h", pt::from<"x">, pt::dense<4>, pt::softmax>,
                      pt::node<"y", pt::from<"h">, pt::dense<3>>, pt::node<"w", pt::from<"h">, pt::dense<1>>,
                      pt::outputs<"y", "w">>;

int main() {
    net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto loss = pt::joint_loss();
#else
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
#endif
    pt::trainer trainer{model, loss, pt::sgd{}};
    return trainer.step(pt::named("x"_node = pt::tensor<float, 6>{}), pt::named("y"_node = pt::tensor<float, 3>{})) > 1;
}
