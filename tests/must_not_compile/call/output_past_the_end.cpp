// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An output by a position that there is not.
// expect: perceptype: there is no value at this position; positions count from 0
// expect: has_position<1

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

int main() {
    const pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">> net{42};
    const auto y = net("x"_node = pt::tensor<float, 6>{});
#if defined(PERCEPTYPE_MUST_FAIL)
    return get<1>(y)[0] > 1;
#else
    return get<0>(y)[0] > 1;
#endif
}
