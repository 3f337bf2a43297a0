// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Updates of an optimizer against a formula written for one parameter, in double.

#include <boost/test/unit_test.hpp>

#include <perceptype/random/generator.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/optimizer/optimizer.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace optimizer_test {

/// Fifteen updates of `Count` parameters; the gradient is a random one with a scale.
///
/// `formula(step, weight, gradient, memory)` is what one parameter should do, `memory` its own four numbers, zero
/// at first.
template <std::size_t Count, class Scalar>
void compare(const auto& optimizer, const auto& formula) {
    constexpr std::size_t size = perceptype::kernels::aligned<Scalar>(Count);
    static Scalar weights[size], gradient[size], slots[4][size];
    static double expected[Count], memory[Count][4];
    for (auto& slot : slots)
        for (Scalar& each : slot) each = 0;
    for (auto& parameter : memory)
        for (double& each : parameter) each = 0;
    for (Scalar& each : weights) each = 0;
    for (Scalar& each : gradient) each = 0;
    perceptype::generator random{11};
    for (std::size_t i = 0; i < Count; ++i) {
        weights[i] = static_cast<Scalar>(random.symmetric());
        expected[i] = double{weights[i]};
    }
    const Scalar scale = static_cast<Scalar>(0.3);
    for (std::uint64_t step = 0; step < 15; ++step) {
        for (std::size_t i = 0; i < Count; ++i) {
            gradient[i] = static_cast<Scalar>(random.symmetric() * 3);
            formula(step, expected[i], double{scale} * double{gradient[i]}, memory[i]);
        }
        perceptype::update_parameters(optimizer, step, scale, weights, gradient, slots);
        for (std::size_t i = 0; i < Count; ++i) {
            const double error = std::abs(double{weights[i]} - expected[i]);
            if (!(error <= 50 * double{std::numeric_limits<Scalar>::epsilon()}))
                BOOST_ERROR("parameter " << i << " of " << Count << ", update " << step << ": " << weights[i]
                                         << " instead of " << expected[i]);
        }
    }
}

void check_against(const auto& optimizer, const auto& formula) {
    compare<1, float>(optimizer, formula);
    compare<3, float>(optimizer, formula);
    compare<17, float>(optimizer, formula);
    compare<101, float>(optimizer, formula);
    compare<1, double>(optimizer, formula);
    compare<37, double>(optimizer, formula);
}

/// The weight after each of some updates of one parameter with the same gradient.
template <std::size_t Updates>
struct path {
    double weights[Updates];
};

template <std::size_t Updates>
constexpr path<Updates> follow(const auto& optimizer, double weight, double gradient) {
    path<Updates> taken{};
    double weights[1] = {weight};
    const double gradients[1] = {gradient};
    double slots[4][1] = {};
    for (std::size_t step = 0; step < Updates; ++step) {
        perceptype::update_parameters(optimizer, step, 1, weights, gradients, slots);
        taken.weights[step] = weights[0];
    }
    return taken;
}

constexpr bool near(double a, double b) { return a - b < 1e-14 && b - a < 1e-14; }

}  // namespace optimizer_test
