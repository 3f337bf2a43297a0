// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"image", 6>, pt::node<"code", pt::from<"image">, pt::dense<2>>,
                      pt::node<"copy", pt::from<"code">, pt::dense<6>>, pt::outputs<"copy">>;
using row = pt::network<pt::input<6>, pt::dense<2>>;

int main() {
    const net whole{42};
    const row layers{42};
#include PERCEPTYPE_CASE
    return part("image"_node = pt::tensor<float, 6>{})["code"_node][0] + layers(pt::tensor<float, 6>{})[0] > 0;
}
