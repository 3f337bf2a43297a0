// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A topology that is no tuple of types.
// expect: perceptype: network_from takes the type of a hana::tuple of hana::types, such as decltype(net::topology)
// expect: is_a_tuple_of_types<perceptype::
// expect: basic_network<float

#include <perceptype.hpp>

#include <cstdio>

namespace pt = perceptype;

using first = pt::network<pt::input<4>, pt::dense<8>, pt::relu, pt::dense<3>, pt::softmax>;
#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network_from<first>;
#else
using net = pt::network_from<decltype(first::topology)>;
#endif

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
