// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An activation whose derivative is another than the default, and which does not say so.
// expect: perceptype: this layer lacks a member that it states or needs, or has it with other arguments; block/block.hpp and activation/activation.hpp declare each
// expect: keeps_contract<perceptype::
// expect: at_layer<2>
// expect: square
// expect: member::derivative_from_value

#include <perceptype.hpp>

namespace pt = perceptype;

struct square : pt::activation_base {
    static constexpr const char* name = "square";
#if !defined(PERCEPTYPE_MUST_FAIL)
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
