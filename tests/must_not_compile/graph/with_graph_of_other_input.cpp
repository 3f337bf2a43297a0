// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A graph in a node that gets another shape than its input has.
// expect: perceptype: the network in this node expects another shape than its source gives; put reshape<...> before it
// expect: input_matches<perceptype::
// expect: at_node<
// expect: inner.v"
// expect: shape<4>

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<
    pt::input_node<"x", 4>,
    pt::node<"inner", pt::from<"x">,
             pt::graph<pt::input_node<"v", 2, 2>, pt::node<"o", pt::from<"v">, pt::flatten>, pt::outputs<"o">>>,
    pt::node<"y", pt::from<"inner">, pt::dense<3>>, pt::outputs<"y">>;
#else
using net =
    pt::graph<pt::input_node<"x", 4>,
              pt::node<"inner", pt::from<"x">,
                       pt::graph<pt::input_node<"v", 4>, pt::node<"o", pt::from<"v">, pt::dense<5>>, pt::outputs<"o">>>,
              pt::node<"y", pt::from<"inner">, pt::dense<3>>, pt::outputs<"y">>;
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
