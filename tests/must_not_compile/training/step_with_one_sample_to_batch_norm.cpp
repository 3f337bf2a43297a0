// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A single vector has no spread to normalise by.
// expect: perceptype: this layer learns from batch statistics, which one sample does not have; step with a batch of at least 2
// expect: learns_from_one_sample<perceptype::
// expect: at_layer<2>
// expect: basic_batch_norm<

#include <perceptype.hpp>

#include <vector>

namespace pt = perceptype;

int main() {
    pt::network<pt::input<2>, pt::dense<3>, pt::batch_norm, pt::tanh, pt::dense<1>> net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{}};
    const std::vector<pt::tensor<float, 2>> inputs{pt::tensor<float, 2>{1, 2}, pt::tensor<float, 2>{3, 4}};
    const std::vector<pt::tensor<float, 1>> targets{pt::tensor<float, 1>{0.5f}, pt::tensor<float, 1>{0.25f}};
#if defined(PERCEPTYPE_MUST_FAIL)
    return trainer.step(inputs[0], targets[0]) > 1;
#else
    return trainer.step(inputs, targets) > 1;
#endif
}
