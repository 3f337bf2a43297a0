// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A target of three numbers for a network of two outputs.
// expect: perceptype: a tensor takes as many values as it has elements
// expect: tensor<float, 2>
// expect: count<3>

#include <perceptype.hpp>

namespace pt = perceptype;

int main() {
    const pt::network<pt::input<2>, pt::dense<4>, pt::tanh, pt::dense<2>> net{1};
#if defined(PERCEPTYPE_MUST_FAIL)
    const auto result = pt::value_and_gradient(net, pt::mean_squared_error{}, {0.0f, 1.0f}, {1.0f, 0.0f, 0.5f});
#else
    const auto result = pt::value_and_gradient(net, pt::mean_squared_error{}, {0.0f, 1.0f}, {1.0f, 0.0f});
#endif
    return result.value > 0 ? 0 : 1;
}
