// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <laws/compare.hpp>

#include <algorithm>
#include <cmath>

namespace laws {

namespace {

double largest_of(const numbers& values) {
    double largest = 1;
    for (const double value : values) largest = std::max(largest, std::abs(value));
    return largest;
}

}  // namespace

numbers random_numbers(std::size_t count, int seed, double bound) {
    numbers drawn(count);
    perceptype::generator random{seed};
    for (double& number : drawn) number = (static_cast<int>(random.below(2047)) - 1023) * bound / 1024;
    return drawn;
}

bool close(const numbers& found, const numbers& expected, double tolerance) {
    const double allowed = tolerance * largest_of(expected);
    return std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                      [&](double a, double b) { return std::abs(a - b) <= allowed; });
}

bool is_gradient(const numbers& gradient, const numbers& point, const std::function<double(const numbers&)>& f) {
    static constexpr double step = 1e-4;
    if (gradient.size() != point.size()) return false;
    const double tolerance = 1e-6 * largest_of(gradient);
    const auto holds = [&](const numbers& direction) {
        numbers before = point;
        numbers after = point;
        double found = 0;
        for (std::size_t i = 0; i < point.size(); ++i) {
            before[i] -= step * direction[i];
            after[i] += step * direction[i];
            found += gradient[i] * direction[i];
        }
        return close({found}, {(f(after) - f(before)) / (2 * step)}, tolerance);
    };
    const auto holds_along_axis = [&](std::size_t i) {
        numbers direction(point.size());
        direction[i] = 1;
        return holds(direction);
    };
    if (point.empty()) return true;
    perceptype::generator random{3};
    bool right = holds_along_axis(0) && holds_along_axis(point.size() - 1);
    for (int i = 0; i < 12; ++i) right = right && holds_along_axis(random.below(point.size()));
    for (int i = 0; i < 3; ++i)
        right = right && holds(random_numbers(point.size(), i, 2 / std::sqrt(static_cast<double>(point.size()))));
    return right;
}

}  // namespace laws

// The comparisons detect differences.
