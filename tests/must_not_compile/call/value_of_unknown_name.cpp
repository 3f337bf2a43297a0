// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An output by a name that there is not, of a result that is kept nowhere.
// expect: perceptype: there is no value of this name; use one of the names in the list
// expect: has_value<perceptype::
// expect: q"

#include <perceptype.hpp>

namespace pt = perceptype;
using namespace pt::literals;

int main() {
    const pt::graph<pt::input_node<"x", 6>, pt::node<"y", pt::from<"x">, pt::dense<3>>, pt::outputs<"y">> net{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    return net("x"_node = pt::tensor<float, 6>{})["q"_node][0] > 1;
#else
    return net("x"_node = pt::tensor<float, 6>{})["y"_node][0] > 1;
#endif
}
