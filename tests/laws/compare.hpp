// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What the laws of layers, activations and losses share: random numbers and comparisons.

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

/// Random multiples of bound / 1024 within +-`bound`, which a float holds where the bound is a power of two: the same
/// numbers at compile time and at run time, for floats and doubles.
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

/// Whether all numbers are alike within `tolerance` times the largest of them (or 1, if that is larger). NaN is like
/// nothing.
bool close(const numbers& found, const numbers& expected, double tolerance);

/// Whether `gradient` is that of `f` at `point`: by central differences along a few axes, the first and the last among
/// them, and along random directions, in which every component takes part.
bool is_gradient(const numbers& gradient, const numbers& point, const std::function<double(const numbers&)>& f);

}  // namespace laws
