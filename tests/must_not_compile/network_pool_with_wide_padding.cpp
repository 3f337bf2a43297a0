// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A pool with windows in the padding alone.
// expect: perceptype: a pool takes padding of at most half its kernel; pad less, or take a larger kernel
// expect: padding_is_at_most_half<perceptype::
// expect: at_layer<1>
// expect: max_pool<perceptype::
// expect: padding<2>

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<2, 6, 6>, pt::max_pool<pt::kernel<2>, pt::padding<2>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
#else
using net = pt::network<pt::input<2, 6, 6>, pt::max_pool<pt::kernel<2>, pt::padding<1>>, pt::flatten, pt::dense<3>,
                        pt::softmax>;
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
