// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Two neurons in a chain, with one weight each, are trained on one sample: backpropagation by hand and by the library.
//
//     x --w1--> (z1) a1 --w2--> (z2) a2        z1 = w1 x,  a1 = s(z1),  z2 = w2 a1,  a2 = s(z2),  E = (a2 - t)^2 / 2
//
// With s the logistic function, s' = s (1 - s), the chain rule gives
//
//     delta2 = dE/dz2 = (a2 - t) a2 (1 - a2)               dE/dw2 = delta2 a1
//     delta1 = dE/dz1 = delta2 w2 a1 (1 - a1)              dE/dw1 = delta1 x
//
// and gradient descent updates w to w - eta dE/dw.

#include <perceptype.hpp>

#include <array>
#include <cstdio>

namespace pt = perceptype;

using cascade = pt::basic_network<double, pt::input<1>,                     //
                                  pt::dense<1, pt::no_bias>, pt::sigmoid,   // layer 1: w1
                                  pt::dense<1, pt::no_bias>, pt::sigmoid>;  // layer 3: w2

static_assert(cascade::parameter_count == 2);

constexpr double x = 1.5;
constexpr double t = 0.2;
constexpr double eta = 2;

/// All values of one training step.
struct step_values {
    double a1, a2, error;
    double dE_dw2, dE_dw1;
    double w1, w2;  // after the step
};

/// e^z as a power series, for -1 < z < 1, so that the calculation by hand uses nothing of the library.
constexpr double exponential(double z) {
    double sum = 1;
    for (int term = 20; term > 0; --term) sum = 1 + z / term * sum;
    return sum;
}

constexpr double logistic(double z) { return 1 / (1 + exponential(-z)); }

constexpr step_values by_hand(double w1, double w2) {
    const double a1 = logistic(w1 * x);
    const double a2 = logistic(w2 * a1);
    const double delta2 = (a2 - t) * a2 * (1 - a2);
    const double delta1 = delta2 * w2 * a1 * (1 - a1);
    const double dE_dw2 = delta2 * a1;
    const double dE_dw1 = delta1 * x;
    return {a1, a2, (a2 - t) * (a2 - t) / 2, dE_dw2, dE_dw1, w1 - eta * dE_dw1, w2 - eta * dE_dw2};
}

constexpr step_values by_library(double w1, double w2) {
    cascade net;
    net.layer<1>().weights(0, 0) = w1;
    net.layer<3>().weights(0, 0) = w2;

    const auto [error, gradient] = pt::value_and_gradient(net, pt::sum_of_squared_errors{}, std::array{x}, t);
    const double dE_dw1 = gradient.layer<1>().weights(0, 0);
    const double dE_dw2 = gradient.layer<3>().weights(0, 0);

    // The first neuron alone is a network as well.
    pt::basic_network<double, pt::input<1>, pt::dense<1, pt::no_bias>, pt::sigmoid> first;
    first.layer<1>().weights(0, 0) = w1;
    const double a1 = first(std::array{x})[0];
    const double a2 = net(std::array{x})[0];

    net -= eta * gradient;
    return {a1, a2, error, dE_dw2, dE_dw1, net.layer<1>().weights(0, 0), net.layer<3>().weights(0, 0)};
}

/// Equal up to rounding.
constexpr bool close(double a, double b) { return a - b < 1e-15 && b - a < 1e-15; }

constexpr bool close(const step_values& a, const step_values& b) {
    return close(a.a1, b.a1) && close(a.a2, b.a2) && close(a.error, b.error) && close(a.dE_dw2, b.dE_dw2) &&
           close(a.dE_dw1, b.dE_dw1) && close(a.w1, b.w1) && close(a.w2, b.w2);
}

static_assert(close(by_hand(0.4, -0.6), by_library(0.4, -0.6)), "the library's derivatives are right");

void print(const char* who, const step_values& step) {
    std::printf("  %-11s a1 %.6f  a2 %.6f  E %.6f  dE/dw2 %+.6f  dE/dw1 %+.6f  ->  w1 %+.6f  w2 %+.6f\n", who, step.a1,
                step.a2, step.error, step.dE_dw2, step.dE_dw1, step.w1, step.w2);
}

int main() {
    std::printf("x = %g, t = %g, eta = %g\n", x, t, eta);
    double w1 = 0.4;
    double w2 = -0.6;
    for (int step = 1; step <= 5; ++step) {
        const step_values hand = by_hand(w1, w2);
        const step_values library = by_library(w1, w2);
        std::printf("step %d\n", step);
        print("by hand", hand);
        print("by library", library);
        if (!close(hand, library)) return 1;
        w1 = hand.w1;
        w2 = hand.w2;
    }
}
