// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What competitors do by hand that bring no activations or no optimizer of their own.

#include "../network/nets.hpp"

#include <cmath>

namespace by_hand {

inline float value(bench::relu, float z) { return z > 0 ? z : 0; }
inline float value(bench::tanh, float z) { return std::tanh(z); }
inline float value(bench::sigmoid, float z) { return 1 / (1 + std::exp(-z)); }
inline float value(bench::identity, float z) { return z; }

/// In terms of the value.
inline float derivative(bench::relu, float a) { return a > 0 ? 1.0f : 0.0f; }
inline float derivative(bench::tanh, float a) { return 1 - a * a; }
inline float derivative(bench::sigmoid, float a) { return a * (1 - a); }
inline float derivative(bench::identity, float) { return 1; }

/// Adam's corrections for the zeros that its means begin with: w -= rate * m / (sqrt(v) * correction + 1e-8).
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
