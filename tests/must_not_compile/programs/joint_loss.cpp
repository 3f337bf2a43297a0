// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 6>, pt::node<"h", pt::from<"x">, pt::dense<4>, pt::softmax>,
                      pt::node<"y", pt::from<"h">, pt::dense<3>>, pt::node<"w", pt::from<"h">, pt::dense<1>>,
                      pt::outputs<"y", "w">>;

int main() {
    net model{42};
#include PERCEPTYPE_CASE
    pt::trainer trainer{model, loss, pt::sgd{}};
    return trainer.step(pt::named("x"_node = pt::tensor<float, 6>{}), pt::named("y"_node = pt::tensor<float, 3>{})) > 1;
}
