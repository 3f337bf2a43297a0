// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A momentum set later, where the optimizer's type was deduced without one.
// expect: perceptype: this optimizer's type has no momentum; set it on construction, as in sgd{.momentum = 0.9}, or name the type, sgd<double, double>
// expect: name the type, sgd<double, double>
// expect: optimizer_has_momentum<double>

#include <perceptype.hpp>

namespace pt = perceptype;

using net = pt::network<pt::input<4>, pt::dense<3>>;

int main() {
    static net model{42};
#if defined(PERCEPTYPE_MUST_FAIL)
    static pt::trainer trainer{model, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1}};
#else
    static pt::trainer trainer{model, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1, .momentum = 0.5}};
#endif
    trainer.optimizer().momentum = 0.9;
}
