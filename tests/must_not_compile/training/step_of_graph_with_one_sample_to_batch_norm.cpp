// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A single vector has no spread to normalise by; that matters in nodes that lead to a loss.
// expect: perceptype: this layer learns from batch statistics, which one sample does not have; step with a batch of at least 2
// expect: learns_from_one_sample<perceptype::
// expect: at_node<
// expect: y"
// expect: basic_batch_norm<

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

int main() {
    pt::graph<pt::input_node<"x", 2>, pt::node<"y", pt::from<"x">, pt::dense<3>, pt::batch_norm>,
              pt::node<"z", pt::from<"x">, pt::dense<3>>, pt::outputs<"y", "z">>
        net{1};
    const auto in = pt::named("x"_node = pt::tensor<float, 2>{1, 2});
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
    const auto goal = pt::named("y"_node = pt::tensor<float, 3>{});
#else
    const auto loss = pt::joint_loss("z"_node = pt::mean_squared_error{});
    const auto goal = pt::named("z"_node = pt::tensor<float, 3>{});
#endif
    pt::trainer trainer{net, loss, pt::sgd{}};
    return trainer.step(in, goal) > 1;
}
