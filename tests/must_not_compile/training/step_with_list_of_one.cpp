// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A list of one number for a network of two.
// expect: perceptype: a tensor takes as many values as it has elements
// expect: tensor<float, 2>
// expect: count<1>

#include <perceptype.hpp>

namespace pt = perceptype;

int main() {
    pt::network<pt::input<2>, pt::dense<4>, pt::tanh, pt::dense<1>> net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{}};
#if defined(PERCEPTYPE_MUST_FAIL)
    trainer.step({0.0f}, {1.0f});
#else
    trainer.step({0.0f, 1.0f}, {1.0f});
#endif
}
