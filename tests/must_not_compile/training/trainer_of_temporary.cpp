// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A network that is gone when the trainer is to use it.
// expect: perceptype: a trainer refers to its network, which must outlive it; make the network a variable and pass that
// expect: outlives_the_trainer<perceptype::
// expect: input<4>

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<3>, pt::softmax>;

int main() {
#if defined(PERCEPTYPE_MUST_FAIL)
    pt::trainer trainer{net{42}, pt::cross_entropy{}, pt::sgd{}};
#else
    net model{42};
    pt::trainer trainer{model, pt::cross_entropy{}, pt::sgd{}};
#endif
    return trainer.step(pt::tensor<float, 4>{}, 1) > 100;
}
