// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A capability of a layer that there is not.
// expect: layer_capabilities
// expect: derivativ

#include <perceptype.hpp>

namespace pt = perceptype;

struct square : pt::activation_base {
    static constexpr const char* name = "square";
#if defined(PERCEPTYPE_MUST_FAIL)
    static constexpr pt::layer_capabilities can{.derivativ = pt::derivative_source::input};
#else
    static constexpr pt::layer_capabilities can{.derivative = pt::derivative_source::input};
#endif
    template <class Pack>
    static constexpr Pack value(Pack z) {
        return z * z;
    }
    template <class Pack>
    static constexpr Pack derivative(Pack z) {
        return z + z;
    }
};
using net = pt::network<pt::input<4>, pt::dense<8>, square, pt::dense<3>>;

int main() {
    net model{42};
    pt::trainer trainer{model, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1}};
    trainer.step(pt::tensor<float, 4>{1.0f, 2.0f, 3.0f, 4.0f}, pt::tensor<float, 3>{});
}
