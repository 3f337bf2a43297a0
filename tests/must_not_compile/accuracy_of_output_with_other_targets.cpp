// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Targets of another extent than the output's.
// expect: perceptype: targets must be a std::vector, array or span of integers as classes, or of tensors or arrays of exactly that output's extents
// expect: target_matches<perceptype::
// expect: tensor<float, 2>
// expect: tensor<float, 3>

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
#if defined(PERCEPTYPE_MUST_FAIL)
    return pt::accuracy<"kind">(model, inputs, pairs) > 0.5;
#else
    return pt::accuracy<"kind">(model, inputs, kinds) > 0.5;
#endif
}
