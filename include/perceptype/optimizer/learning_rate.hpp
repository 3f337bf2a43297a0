// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What optimizers and schedules share: a learning rate is a number or a function of the update's number.

#include <perceptype/config.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// A number, or anything that called with the number of an update, from 0 on, gives its rate. An update is what
/// one `trainer.step` makes, so an epoch has as many as batches.
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

/// A number that an aggregate's user has to give, whatever its type: it has no default.
template <class Number>
struct required {
    Number value;

    template <class Given>
        requires std::is_arithmetic_v<Given>
    constexpr required(Given given) noexcept : value(static_cast<Number>(given)) {}
    constexpr operator Number() const noexcept { return value; }
};

/// base^exponent, in as many squarings as the exponent has bits; none is made in vain, for it might underflow.
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
