// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A joint loss for a network, whose output has no name.
// expect: perceptype: joint_loss("name"_node = loss, ...) takes names of a graph's outputs, each once; a graph needs one, and a network takes the loss itself
// expect: losses_name_outputs<perceptype::
// expect: joint_loss<perceptype::
// expect: y"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::network<pt::input<4>, pt::dense<3>>;

int main() {
    const net model{42};
    const pt::tensor<float, 4> x{};
    const pt::tensor<float, 3> t{};
#if defined(PERCEPTYPE_MUST_FAIL)
    return pt::value_and_gradient(model, pt::joint_loss("y"_node = pt::mean_squared_error{}), x, t).value > 1;
#else
    return pt::value_and_gradient(model, pt::mean_squared_error{}, x, t).value > 1;
#endif
}
