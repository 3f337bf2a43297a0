// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A call with a name that no input has.
// expect: perceptype: a graph takes a value for each of its inputs by name, "name"_node = x, and each x must be a tensor, std::array or std::span<T, N> of exactly that input's extents and scalar type
// expect: x_matches<perceptype::
// expect: zz"

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
#if defined(PERCEPTYPE_MUST_FAIL)
    return model("x"_node = x, "zz"_node = z)["w"_node][0] > 1;
#else
    return model("x"_node = x, "z"_node = z)["w"_node][0] > 1;
#endif
}
