// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

#include PERCEPTYPE_CASE

int main() {
    net model{42};
    const auto in = pt::named("x"_node = pt::tensor<float, 6>{});
    const auto y = model(in);
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
    const auto goal = pt::named("y"_node = pt::tensor<float, 3>{});
    pt::trainer trainer{model, loss, pt::adam{.learning_rate = 1e-3}};
    return trainer.step(in, goal) + pt::value_and_gradient(model, loss, in, goal).value + y["y"_node][0] > 1;
}
