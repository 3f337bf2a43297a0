// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 6>, pt::input_node<"z", 2>, pt::node<"a", pt::from<"x">, pt::dense<4>>,
                      pt::node<"y", pt::from<"a", "z">, pt::concat, pt::dense<3>, pt::softmax>,
                      pt::node<"w", pt::from<"a">, pt::dense<1>>, pt::outputs<"y", "w">>;

int main() {
    net model{42};
    const pt::tensor<float, 6> x{};
    const pt::tensor<float, 2> z{};
#include PERCEPTYPE_CASE
}
