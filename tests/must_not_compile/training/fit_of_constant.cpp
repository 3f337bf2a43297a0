// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that may not be changed.
// expect: perceptype: training changes the network: the first argument must be a network that is not const
// expect: is_a_network_to_train<const perceptype::
// expect: basic_network<float

#include <perceptype.hpp>

#include <cstdio>
#include <vector>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    const net model{42};
#else
    net model{42};
#endif
    const std::vector<pt::tensor<float, 4>> inputs(32);
    const std::vector<int> targets(32, 1);
    const auto curve = pt::fit(model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}, inputs, targets,
                               pt::fit_options{.epochs = 10, .batch_size = 16});
    std::printf("%g\n", curve.back().loss);
}
