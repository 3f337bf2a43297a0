// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The parameters of a network that does not fit together: that they are not there is not said as well.
// expect: perceptype: this layer needs a vector, shape<N>; put flatten before it
// expect: shapes_match<perceptype::
// expect: at_layer<1>
// expect: dense<3>
// expect: receives<perceptype::
// expect: shape<1, 2, 2>

#include <perceptype.hpp>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<1, 2, 2>, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<1, 2, 2>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif

constexpr net model{42};
static_assert(model.layer<2>().weights(0, 0) != 7.0f);

struct controller {
    net inside{1};
    void nudge() { inside.layer<2>().bias(0) += 1; }
};

int main() {
    net local{3};
    local.layer<2>().weights(0, 1) = 1.5f;
    const auto [value, gradient] = pt::value_and_gradient(local, pt::cross_entropy{}, pt::tensor<float, 1, 2, 2>{}, 2);
    const net moved = local - 0.1f * gradient;
    return gradient.layer<2>().bias(0) < moved.layer<2>().bias(1) && value > 0 ? 0 : 1;
}
