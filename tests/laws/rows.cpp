// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <laws/rows.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace laws {

namespace {

numbers expected_of(row_formula reference, const numbers& z) {
    const row exact = reference(row(z.begin(), z.end()));
    return to_numbers(exact);
}

bool zero(const numbers& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
}

}  // namespace

std::string broken_law(const row_function& activation, row_formula reference) {
    static constexpr double rounding = 32;
    const double tolerance = rounding * activation.unit;
    const numbers z = random_numbers(activation.size, 1, 4);
    const padded_row y = activation.forward(z);
    if (!close(y.values, expected_of(reference, z), tolerance)) return "value";
    if (!zero(y.padding)) return "padding of the value";

    // Extreme values: one at either end of the row, then all of them.
    for (const double far : {1e4, -1e4}) {
        for (const std::size_t i : std::initializer_list<std::size_t>{std::size_t{0}, activation.size - 1}) {
            numbers extreme = z;
            extreme[i] = far;
            if (!close(activation.forward(extreme).values, expected_of(reference, extreme), tolerance))
                return "one extreme value";
        }
        const numbers equal_values(activation.size, far);
        if (!close(activation.forward(equal_values).values, expected_of(reference, equal_values), tolerance))
            return "all values extreme";
    }
    numbers invalid = z;
    invalid[activation.size / 2] = std::numeric_limits<double>::quiet_NaN();
    const padded_row poisoned = activation.forward(invalid);
    if (!std::all_of(poisoned.values.begin(), poisoned.values.end(), [](double a) { return std::isnan(a); }))
        return "NaN";
    if (!zero(poisoned.padding)) return "padding of NaN";

    // dE/dz for E = sum of weights y, by central differences of the formula.
    const numbers weights = random_numbers(activation.size, 2, 1);
    const padded_row slope = activation.backward(y.values, weights);
    if (!zero(slope.padding)) return "padding of the derivative";
    static constexpr long double step = 1e-6L;
    numbers expected(activation.size);
    for (std::size_t i = 0; i < activation.size; ++i) {
        row before(z.begin(), z.end());
        row after = before;
        before[i] -= step;
        after[i] += step;
        const row low = reference(before);
        const row high = reference(after);
        for (std::size_t k = 0; k < activation.size; ++k)
            expected[i] += static_cast<double>(weights[k] * (high[k] - low[k]) / (2 * step));
    }
    if (!close(slope.values, expected, tolerance + 1e-10)) return "derivative";
    return {};
}

void check_laws(const row_function& activation, row_formula reference) {
    const std::string law = broken_law(activation, reference);
    BOOST_CHECK_MESSAGE(law.empty(),
                        activation.name << " of " << activation.size << ", unit " << activation.unit << ": " << law);
}

}  // namespace laws

// The laws detect faults.
BOOST_AUTO_TEST_SUITE(laws_rows)

using laws::numbers;
using laws::padded_row;

// y = z minus the sum of z: a row function with a simple derivative.
laws::row reference(const laws::row& z) {
    laws::row y = z;
    for (long double& each : y) each -= z[0] + z[1] + z[2];
    return y;
}
padded_row forward(const numbers& z) {
    const double sum = z[0] + z[1] + z[2];
    return {{z[0] - sum, z[1] - sum, z[2] - sum}, {0}};
}
padded_row backward(const numbers&, const numbers& dy) { return forward(dy); }
laws::row_function right() { return {"difference", laws::units<double>(1), 3, forward, backward}; }

BOOST_AUTO_TEST_CASE(a_right_row_breaks_no_law) { BOOST_TEST(laws::broken_law(right(), reference) == ""); }

BOOST_AUTO_TEST_CASE(a_wrong_row_breaks_one) {
    const auto law_of_forward = [](auto wrong) {
        laws::row_function function = right();
        function.forward = wrong;
        return laws::broken_law(function, reference);
    };
    const auto law_of_backward = [](auto wrong) {
        laws::row_function function = right();
        function.backward = wrong;
        return laws::broken_law(function, reference);
    };
    using ns = const numbers&;
    BOOST_TEST(law_of_forward([](ns z) {
                   auto y = forward(z);
                   return y.values[2] += 1e-6, y;
               }) == "value");
    BOOST_TEST(law_of_forward([](ns z) {
                   auto y = forward(z);
                   return y.padding[0] = 1, y;
               }) == "padding of the value");
    BOOST_TEST(law_of_forward([](ns z) {
                   auto y = forward(z);
                   return y.values[2] += z[2] == 1e4 ? 1 : 0, y;
               }) == "one extreme value");
    BOOST_TEST(law_of_forward([](ns z) {
                   auto y = forward(z);
                   return y.values[2] += z[1] == -1e4 ? 1 : 0, y;
               }) == "all values extreme");
    BOOST_TEST(law_of_forward([](ns z) { return forward(std::isnan(z[1]) ? numbers(3) : z); }) == "NaN");
    BOOST_TEST(law_of_forward([](ns z) {
                   auto y = forward(z);
                   return y.padding[0] = 0 * y.values[0], y;
               }) == "padding of NaN");
    BOOST_TEST(law_of_backward([](ns y, ns dy) {
                   auto dz = backward(y, dy);
                   return dz.padding[0] = 1, dz;
               }) == "padding of the derivative");
    BOOST_TEST(law_of_backward([](ns y, ns dy) {
                   auto dz = backward(y, dy);
                   return dz.values[1] += 1e-6, dz;
               }) == "derivative");
}

BOOST_AUTO_TEST_SUITE_END()
