// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A layer of the user's own that does not say what it does.
// expect: perceptype: this type is not a layer; use one such as dense<8> or relu, or see layer/layer.hpp to write your own
// expect: is_a_layer<perceptype::
// expect: at_layer<2>
// expect: square>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
struct square : pt::layer_base {
#else
struct square : pt::activation_base {
#endif
    static constexpr const char* name = "square";
    static constexpr pt::layer_capabilities can{.derivative = pt::derivative_source::input};

    template <class Pack>
    static constexpr Pack value(Pack z) {
        return z * z;
    }
    template <class Pack>
    static constexpr Pack derivative(Pack z) {
        return z + z;
    }
};
using net = pt::network<pt::input<4>, pt::dense<8>, square, pt::dense<3>, pt::softmax>;

static_assert(net::parameter_count > 0 && pt::cost<net>.forward.multiply_adds > 0);

int main() {
    net model{42};
    pt::tensor<float, 4> x;
    x[0] = 0.5f;
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    for (int i = 0; i < 100; ++i) trainer.step(x, 2);
    const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
    model -= 0.1f * gradient;
    const pt::tensor<float, 3> y = model(x);
    std::printf("%g %g\n", value, y[0]);
}
