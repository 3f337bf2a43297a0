// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

using net =
    pt::graph<pt::input_node<"x", 4>, pt::node<"kind", pt::from<"x">, pt::dense<3>, pt::softmax>, pt::outputs<"kind">>;

int main() {
    const net model{42};
    const std::vector inputs(2, pt::named("x"_node = pt::tensor<float, 4>{}));
    const std::vector kinds{0, 2};
    const std::vector<pt::tensor<float, 2>> pairs(2);
    (void)pairs;
#include PERCEPTYPE_CASE
}
