// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A graph in a node that is itself at fault.
// expect: perceptype: no output depends on this node; name it in a from<...> or in outputs<...>, or remove it
// expect: leads_to_an_output<perceptype::
// expect: lost"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::graph<pt::input_node<"x", 4>,
                      pt::node<"y", pt::from<"x">,
                               pt::graph<pt::input_node<"v", 4>, pt::node<"lost", pt::from<"v">, pt::relu>,
                                         pt::node<"o", pt::from<"v">, pt::dense<3>>, pt::outputs<"o">>>,
                      pt::outputs<"y">>;
#else
using net = pt::graph<pt::input_node<"x", 4>,
                      pt::node<"y", pt::from<"x">,
                               pt::graph<pt::input_node<"v", 4>, pt::node<"found", pt::from<"v">, pt::relu>,
                                         pt::node<"o", pt::from<"found">, pt::dense<3>>, pt::outputs<"o">>>,
                      pt::outputs<"y">>;
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
