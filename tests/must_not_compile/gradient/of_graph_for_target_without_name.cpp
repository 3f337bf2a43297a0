// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A target of a graph without the name of its output.
// expect: perceptype: the target must be a tensor, std::array or std::span<T, N> of exactly the output's extents and scalar type, or an integer class for a loss such as cross_entropy; for a graph, named(...) with one for each loss
// expect: target_matches<perceptype::
// expect: receives<perceptype::
// expect: tensor<float, 3>
// expect: y"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 6>, pt::node<"h", pt::from<"x">, pt::dense<4>, pt::softmax>,
                      pt::node<"y", pt::from<"h">, pt::dense<3>>, pt::node<"w", pt::from<"h">, pt::dense<1>>,
                      pt::outputs<"y", "w">>;

int main() {
    const net model{42};
    const auto x = pt::named("x"_node = pt::tensor<float, 6>{});
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
#if defined(PERCEPTYPE_MUST_FAIL)
    return pt::value_and_gradient(model, loss, x, pt::tensor<float, 3>{}).value > 1;
#else
    return pt::value_and_gradient(model, loss, x, pt::named("y"_node = pt::tensor<float, 3>{})).value > 1;
#endif
}
