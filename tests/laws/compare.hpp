// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Random numbers and comparisons for the laws of layers, activations and losses.

#include <perceptype/random/generator.hpp>

#include <cstddef>
#include <functional>
#include <limits>
#include <type_traits>
#include <vector>

namespace laws {

using numbers = std::vector<double>;

template <class Range>
numbers to_numbers(const Range& range) {
    return {range.begin(), range.end()};
}

/// Random multiples of bound / 1024 within +-`bound`. They are exact in float if the bound is a power of two, so that they
/// are the same at compile time and at run time, in float and double.
template <class Range>
constexpr Range random_range(int seed, double bound) {
    Range range{};
    perceptype::generator random{seed};
    for (auto& number : range) {
        const int drawn = static_cast<int>(random.below(2047)) - 1023;
        number = static_cast<std::remove_reference_t<decltype(number)>>(drawn * bound / 1024);
    }
    return range;
}
numbers random_numbers(std::size_t count, int seed, double bound);

/// Rounding errors in units of the scalar's last place.
template <class Scalar>
constexpr double units(double count) {
    return count * double{std::numeric_limits<Scalar>::epsilon()};
}

/// Whether all values are equal within `tolerance` times the largest of them (or 1, if that is larger). NaN equals
/// nothing.
bool close(const numbers& found, const numbers& expected, double tolerance);

/// Whether `gradient` is that of `f` at `point`, by central differences along a few axes, including the first and the last,
/// and along random directions, which involve every component.
bool is_gradient(const numbers& gradient, const numbers& point, const std::function<double(const numbers&)>& f);

}  // namespace laws
