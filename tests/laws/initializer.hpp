// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The laws of an initializer, checked in one line:
///
///     laws::check_initializer<pt::he_normal{}, 24, 6>({.variance = 2.0 / 24});

#include <boost/test/unit_test.hpp>

#include <perceptype/random/generator.hpp>
#include <perceptype/initializer/initializer.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace laws {

struct weight_distribution {
    double mean = 0;
    double variance = 0;
    double lowest = -std::numeric_limits<double>::infinity();
    double highest = std::numeric_limits<double>::infinity();
};

template <std::size_t Count>
constexpr std::array<double, Count> first_weights(const perceptype::Initializer auto& initializer, std::size_t fan_in,
                                                  std::size_t fan_out, int seed) {
    perceptype::generator random{seed};
    const auto sample = initializer.sampler(fan_in, fan_out);
    std::array<double, Count> weights{};
    for (double& weight : weights) weight = sample(random);
    return weights;
}

template <auto initializer, std::size_t fan_in, std::size_t fan_out>
void check_initializer(const weight_distribution& stated) {
    // Volatile, so that the compiler cannot evaluate the run-time part itself.
    volatile int seed = 42;
    volatile std::size_t fan[] = {fan_in, fan_out};

    static constexpr auto compiled = first_weights<50>(initializer, fan_in, fan_out, 42);
    const auto run = first_weights<50>(initializer, fan[0], fan[1], seed);
    for (std::size_t i = 0; i < run.size(); ++i)
        BOOST_TEST(std::bit_cast<std::uint64_t>(run[i]) == std::bit_cast<std::uint64_t>(compiled[i]));

    static constexpr std::size_t count = 200000;
    perceptype::generator random{int{seed}};
    const auto sample = initializer.sampler(fan[0], fan[1]);
    double sum = 0;
    double squares = 0;
    double products = 0;
    double previous = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double weight = sample(random);
        if (!(weight >= stated.lowest && weight <= stated.highest)) BOOST_ERROR("out of bounds: " << weight);
        const double deviation = weight - stated.mean;
        sum += deviation;
        squares += deviation * deviation;
        products += deviation * previous;
        previous = deviation;
    }
    // Five standard errors; the one of a variance is largest for the normal distribution.
    const double root = std::sqrt(double{count});
    BOOST_TEST(std::abs(sum / count) <= 5 * std::sqrt(stated.variance) / root);
    BOOST_TEST(std::abs(squares / count - stated.variance) <= 5 * std::sqrt(2.0) * stated.variance / root);
    BOOST_TEST(std::abs(products / count) <= 5 * stated.variance / root);
}

}  // namespace laws
