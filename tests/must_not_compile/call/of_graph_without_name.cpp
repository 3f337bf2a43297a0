// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An input of a graph without its name.
// expect: perceptype: a graph takes a value for each of its inputs by name, "name"_node = x, and each x must be a tensor, std::array or std::span<T, N> of exactly that input's extents and scalar type
// expect: x_matches<perceptype::
// expect: receives<perceptype::
// expect: tensor<float, 6>
// expect: x"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 6>, pt::node<"h", pt::from<"x">, pt::dense<4>, pt::softmax>,
                      pt::node<"y", pt::from<"h">, pt::dense<3>>, pt::node<"w", pt::from<"h">, pt::dense<1>>,
                      pt::outputs<"y", "w">>;

int main() {
    const net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    return model(pt::tensor<float, 6>{})["w"_node][0] > 1;
#else
    return model("x"_node = pt::tensor<float, 6>{})["w"_node][0] > 1;
#endif
}
