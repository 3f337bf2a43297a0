// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A graph of two inputs in a node with one source.
// expect: perceptype: the graph in this node needs one source for each of its inputs, in their order; name as many in from<...>, with no join or layer before the graph
// expect: inputs_have_sources<perceptype::
// expect: at_node<
// expect: input_node<
// expect: how"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using gate = pt::graph<pt::input_node<"value", 4>, pt::input_node<"how", 4>,
                       pt::node<"o", pt::from<"value", "how">, pt::multiply, pt::dense<3>>, pt::outputs<"o">>;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 4>, pt::node<"y", pt::from<"x">, gate>, pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 4>, pt::node<"y", pt::from<"x", "x">, gate>, pt::outputs<"y">>;
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
