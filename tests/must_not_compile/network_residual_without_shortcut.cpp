// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Layers that give what their input cannot be projected to.
// expect: perceptype: the layers of a residual give a shape that what it receives cannot be projected to: another rank, or extents that are no whole strides; change them
// expect: shortcut_fits<perceptype::
// expect: at_layer<1>
// expect: residual<perceptype::
// expect: receives<perceptype::
// expect: shape<2, 6, 6>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::network<pt::input<2, 6, 6>, pt::residual<pt::conv2d<2, pt::kernel<3>>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::residual<pt::conv2d<2, pt::kernel<3>, pt::padding<1>>>, pt::flatten,
                        pt::dense<3>, pt::softmax>;
#endif

static_assert(net::parameter_count > 0 && pt::cost<net>.forward.multiply_adds > 0);

int main() {
    net model{42};
    pt::tensor<float, 2, 6, 6> x;
    x[0] = 0.5f;
    pt::trainer trainer{model, pt::cross_entropy{}, pt::adam{.learning_rate = 1e-3}};
    for (int i = 0; i < 100; ++i) trainer.step(x, 2);
    const auto [value, gradient] = pt::value_and_gradient(model, pt::cross_entropy{}, x, 2);
    model -= 0.1f * gradient;
    const pt::tensor<float, 3> y = model(x);
    std::printf("%g %g\n", value, y[0]);
}
