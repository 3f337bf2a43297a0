// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The common part of optimizers and schedules: a learning rate is a number or a function of the update's index.

#include <perceptype/config.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A number, or a callable that takes the index of an update, starting at 0, and returns its rate. One `trainer.step`
/// is one update, so an epoch has as many updates as batches.
template <class Type>
concept LearningRate = std::is_arithmetic_v<Type> || requires(const Type& schedule, std::uint64_t step) {
    { schedule(step) } -> std::convertible_to<double>;
};

/// The rate of update `step`.
template <LearningRate Rate>
constexpr double rate_at(const Rate& rate, std::uint64_t step) {
    if constexpr (std::is_arithmetic_v<Rate>)
        return static_cast<double>(rate);
    else
        return static_cast<double>(rate(step));
}

namespace detail {

/// Marks a number of any type that the user of an aggregate must give, since it has no default.
template <class Number>
struct required {
    Number value;

    template <class Given>
        requires std::is_arithmetic_v<Given>
    constexpr required(Given given) noexcept : value(static_cast<Number>(given)) {}
    constexpr operator Number() const noexcept { return value; }
};

/// base^exponent, by at most one squaring for each bit of the exponent. Unneeded squarings are skipped, since they
/// might underflow.
constexpr double power(double base, std::uint64_t exponent) noexcept {
    double result = 1;
    while (true) {
        if ((exponent & 1) != 0) result *= base;
        exponent >>= 1;
        if (exponent == 0) return result;
        base *= base;
    }
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
