// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Values without names, and what is done with them then.
// expect: perceptype: named takes values under names: named("image"_node = image)
// expect: values_have_names<perceptype::
// expect: tensor<float, 2>

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 6>, pt::input_node<"w", 2>,
                      pt::node<"y", pt::from<"x", "w">, pt::concat, pt::dense<3>>, pt::outputs<"y">>;

int main() {
    net model{42};
    const pt::tensor<float, 6> x{};
    const pt::tensor<float, 2> w{};
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto in = pt::named("x"_node = x, w);
#else
    const auto in = pt::named("x"_node = x, "w"_node = w);
#endif
    static_cast<void>(w);
    const auto goal = pt::named("y"_node = pt::tensor<float, 3>{});
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
    pt::trainer trainer{model, loss, pt::adam{}};
    const float stepped = trainer.step(in, goal) + trainer.step(std::vector{in, in}, std::vector{goal, goal});
    return stepped + pt::value_and_gradient(model, loss, in, goal).value + model(in)["y"_node][0] +
               pt::input_gradient(model, loss, in, goal)["x"_node][0] >
           1;
}
