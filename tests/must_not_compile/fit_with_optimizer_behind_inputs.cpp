// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Targets where the optimizer belongs, and the optimizer where they do: one fault, told once.
// expect: perceptype: the third argument must be an optimizer, such as sgd{.learning_rate = 0.1} or adam{}
// expect: is_an_optimizer<std::
// expect: vector<int

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;

int main() {
    net model{42};
    const std::vector<pt::tensor<float, 4>> inputs(2);
    const std::vector<int> classes(2);
#if defined(PERCEPTYPE_MUST_FAIL)
    pt::fit(model, pt::cross_entropy{}, classes, inputs, pt::adam{});
#else
    pt::fit(model, pt::cross_entropy{}, pt::adam{}, inputs, classes);
#endif
}
