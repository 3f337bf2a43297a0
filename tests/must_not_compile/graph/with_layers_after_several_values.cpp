// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Layers behind a graph of two outputs.
// expect: perceptype: layers after a graph take one value, but this graph gives several; put them in a node with from<"node.output">
// expect: layers_take_one_value<perceptype::
// expect: at_node<
// expect: relu
// expect: outputs<

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using fork = pt::graph<pt::input_node<"v", 4>, pt::node<"a", pt::from<"v">, pt::dense<3>>,
                       pt::node<"b", pt::from<"v">, pt::dense<3>>, pt::outputs<"a", "b">>;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 4>, pt::node<"f", pt::from<"x">, fork, pt::relu>,
                      pt::node<"y", pt::from<"f">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 4>, pt::node<"f", pt::from<"x">, fork>,
                      pt::node<"y", pt::from<"f.a", "f.b">, pt::add, pt::relu>, pt::outputs<"y">>;
#endif

int main() {
    net model{42};
    const auto in = pt::named("x"_node = pt::tensor<float, 4>{});
    const auto y = model(in);
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
    const auto goal = pt::named("y"_node = pt::tensor<float, 3>{});
    pt::trainer trainer{model, loss, pt::adam{.learning_rate = 1e-3}};
    return trainer.step(in, goal) + pt::value_and_gradient(model, loss, in, goal).value + y["y"_node][0] > 1;
}
