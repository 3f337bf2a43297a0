// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Activations and Adam for competitors that do not provide them.

#include "../network/nets.hpp"

#include <cmath>

namespace by_hand {

template <bench::activation Activation>
float value(float z) {
    if constexpr (Activation == bench::relu)
        return z > 0 ? z : 0;
    else if constexpr (Activation == bench::tanh)
        return std::tanh(z);
    else if constexpr (Activation == bench::sigmoid)
        return 1 / (1 + std::exp(-z));
    else
        return z;
}

/// The derivative in terms of the activation's value.
template <bench::activation Activation>
float derivative(float a) {
    if constexpr (Activation == bench::relu)
        return a > 0 ? 1.0f : 0.0f;
    else if constexpr (Activation == bench::tanh)
        return 1 - a * a;
    else if constexpr (Activation == bench::sigmoid)
        return a * (1 - a);
    else
        return 1;
}

/// Adam's bias corrections: w -= rate * m / (sqrt(v) * correction + 1e-8).
class adam_clock {
public:
    struct factors {
        float rate, correction;
    };
    factors next() {
        beta1_power_ *= 0.9f;
        beta2_power_ *= 0.999f;
        return {1e-3f / (1 - beta1_power_), 1 / std::sqrt(1 - beta2_power_)};
    }

private:
    float beta1_power_ = 1, beta2_power_ = 1;
};

}  // namespace by_hand
