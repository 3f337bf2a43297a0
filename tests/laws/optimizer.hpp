// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The laws of an optimizer, checked in one line:
///
///     laws::check_optimizer<pt::adam{}>();
///     laws::check_optimizer<pt::adam_w{}, laws::decays_weights>();

#include <boost/test/unit_test.hpp>

#include <perceptype/random/generator.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/optimizer/optimizer.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace laws {

inline constexpr bool decays_weights = true;

inline constexpr std::size_t optimizer_count = 37;  // parameters, followed by padding
inline constexpr std::size_t optimizer_size = 48;

/// The arrays of one training; gradients are random values times `steepness`.
template <class Scalar>
struct training {
    Scalar weights[optimizer_size] = {};
    Scalar gradient[optimizer_size] = {};
    Scalar slots[4][optimizer_size] = {};
    double steepness = 1;

    constexpr explicit training(double steep = 1) : steepness(steep) {
        perceptype::generator random{7};
        for (std::size_t i = 0; i < optimizer_count; ++i) weights[i] = static_cast<Scalar>(random.symmetric());
    }

    constexpr void draw_gradient(int step) {
        perceptype::generator random{step};
        for (std::size_t i = 0; i < optimizer_count; ++i)
            gradient[i] = static_cast<Scalar>(random.symmetric() * steepness);
    }

    /// The state after twelve updates with packs of `Lanes`; 0 for the number that the library chooses.
    template <std::size_t Lanes = 0>
    constexpr training after(const auto& optimizer, Scalar scale = 1) const {
        training copy = *this;
        for (int step = 0; step < 12; ++step) {
            copy.draw_gradient(step);
            const auto number = static_cast<std::uint64_t>(step);
            if constexpr (Lanes == 0)
                perceptype::update_parameters(optimizer, number, scale, copy.weights, copy.gradient, copy.slots);
            else
                optimizer.template update<Lanes, optimizer_size>(number, scale, +copy.weights, +copy.gradient,
                                                                 copy.slots);
        }
        return copy;
    }
};

template <class Scalar>
void check_near(const training<Scalar>& a, const training<Scalar>& b) {
    const double tolerance = 64 * double{std::numeric_limits<Scalar>::epsilon()};
    for (std::size_t i = 0; i < optimizer_size; ++i) {
        const double x = double{a.weights[i]};
        const double y = double{b.weights[i]};
        if (!(std::abs(x - y) <= tolerance)) BOOST_ERROR("weight " << i << ": " << x << " and " << y);
    }
}

template <auto optimizer, class Scalar, bool Decays>
void check_optimizer_for() {
    static_assert(perceptype::Optimizer<decltype(optimizer)>);
    static_assert(decltype(optimizer)::state_buffers <= 4);

    volatile double steepness = 1;  // so that the compiler cannot evaluate the run-time part
    const training<Scalar> start{steepness};
    const training<Scalar> end = start.after(optimizer);
    for (std::size_t i = optimizer_count; i < optimizer_size; ++i) {
        BOOST_TEST(end.weights[i] == 0);
        for (const auto& slot : end.slots) BOOST_TEST(slot[i] == 0);
    }
    for (std::size_t unused = decltype(optimizer)::state_buffers; unused < 4; ++unused)
        for (const Scalar memory : end.slots[unused]) BOOST_TEST(memory == 0);

    static constexpr training<Scalar> compiled = training<Scalar>{}.after(optimizer);
    check_near(end, compiled);
    check_near(end, start.template after<1>(optimizer));
    if constexpr (perceptype::kernels::native_lanes<Scalar> >= 4) check_near(end, start.template after<4>(optimizer));

    const training<Scalar> scaled = training<Scalar>{steepness * 8}.after(optimizer, Scalar(0.125));
    for (std::size_t i = 0; i < optimizer_size; ++i) BOOST_TEST(scaled.weights[i] == end.weights[i]);

    training<Scalar> first{steepness};
    for (Scalar& weight : first.weights) weight = 0;  // so that there is no decay
    first.draw_gradient(0);
    perceptype::update_parameters(optimizer, 0, 1, first.weights, first.gradient, first.slots);
    for (std::size_t i = 0; i < optimizer_count; ++i) BOOST_TEST(first.weights[i] * first.gradient[i] < 0);

    const training<Scalar> flat = training<Scalar>{0 * steepness}.after(optimizer);
    for (std::size_t i = 0; i < optimizer_count; ++i) {
        if (Decays)
            BOOST_TEST(std::abs(flat.weights[i]) < std::abs(start.weights[i]));
        else
            BOOST_TEST(flat.weights[i] == start.weights[i]);
    }
}

template <auto optimizer, bool Decays = false>
void check_optimizer() {
    check_optimizer_for<optimizer, float, Decays>();
    check_optimizer_for<optimizer, double, Decays>();
}

}  // namespace laws
