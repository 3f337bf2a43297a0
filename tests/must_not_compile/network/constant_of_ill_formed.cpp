// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Constants of a network that does not fit together: that they are not constant is not said as well.
// expect: perceptype: this layer needs a vector, shape<N>; put flatten before it
// expect: shapes_match<perceptype::
// expect: at_layer<1>
// expect: receives<perceptype::

#include <perceptype.hpp>

namespace pt = perceptype;

#if defined(PERCEPTYPE_MUST_FAIL)
using net = pt::network<pt::input<1, 2, 2>, pt::dense<3>, pt::softmax>;
#else
using net = pt::network<pt::input<1, 2, 2>, pt::flatten, pt::dense<3>, pt::softmax>;
#endif

constexpr net model{42};
constexpr net other{pt::he_normal{}, 7};
struct controller {
    static constexpr net model{1};
};
constexpr pt::tensor<float, 1, 2, 2> x{0.5f, 0.0f, 0.0f, 0.0f};
constexpr auto y = model(x);
static_assert(controller::model(x) == controller::model(x));
static_assert(pt::value_and_gradient(other, pt::cross_entropy{}, x, 2).value >= 0);

int main() {
    constexpr net local{3};
    return static_cast<int>(y[0] + local(x)[1]);
}
