// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An output of a graph by its number.
// expect: perceptype: values are accessed by name, as in y["digit"_node], with using namespace perceptype::literals
// expect: is_a_name<int

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

using net = pt::graph<pt::input_node<"x", 4>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">>;

int main() {
    net model{42};
    const auto y = model("x"_node = pt::tensor<float, 4>{});
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto digit = y[0];
#else
    const auto digit = y["y"_node];
#endif
    return digit[0] > 3 ? 1 : 0;
}
