// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Two losses of one output.
// expect: perceptype: joint_loss("name"_node = loss, ...) takes names of a graph's outputs, each once; a graph needs one, and a network takes the loss itself
// expect: losses_name_outputs<perceptype::
// expect: named_twice<perceptype::
// expect: y"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 6>, pt::node<"h", pt::from<"x">, pt::dense<4>, pt::softmax>,
                      pt::node<"y", pt::from<"h">, pt::dense<3>>, pt::node<"w", pt::from<"h">, pt::dense<1>>,
                      pt::outputs<"y", "w">>;

int main() {
    net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{}, "y"_node = pt::huber{});
#else
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
#endif
    pt::trainer trainer{model, loss, pt::sgd{}};
    return trainer.step(pt::named("x"_node = pt::tensor<float, 6>{}), pt::named("y"_node = pt::tensor<float, 3>{})) > 1;
}
