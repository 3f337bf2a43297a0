// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A share above 1.
// expect: perceptype: a number of this layer is out of range; choose one in the range that it needs
// expect: number_is_in_range<perceptype::
// expect: at_layer<1>
// expect: basic_batch_norm<
// expect: needs<perceptype::
// expect: momentum_from_0_to_1

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net =
    pt::network<pt::input<2, 6, 6>, pt::basic_batch_norm<pt::momentum<2.0>>, pt::flatten, pt::dense<3>, pt::softmax>;
#else
using net =
    pt::network<pt::input<2, 6, 6>, pt::basic_batch_norm<pt::momentum<0.2>>, pt::flatten, pt::dense<3>, pt::softmax>;
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
