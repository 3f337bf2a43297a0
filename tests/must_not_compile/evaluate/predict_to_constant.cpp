// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Outputs that cannot be written to.
// expect: perceptype: outputs must be a std::vector, array or span, not const, of tensors or arrays of exactly the output's extents and scalar type
// expect: receives<const std::vector<perceptype::
// expect: outputs_match<perceptype::
// expect: needs<perceptype::
// expect: range_of<perceptype::
// expect: tensor<float, 3>

#include <perceptype.hpp>

#include <cstdio>
#include <vector>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
    const net model{42};
    const std::vector<pt::tensor<float, 4>> inputs(32);
#if defined(PERCEPTYPE_MUST_FAIL)
    const std::vector<pt::tensor<float, 3>> outputs(32);
#else
    std::vector<pt::tensor<float, 3>> outputs(32);
#endif
    pt::predict(model, inputs, outputs);
    std::printf("%g\n", outputs[0][1]);
}
