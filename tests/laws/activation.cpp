// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <laws/activation.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

namespace laws {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Values that are exact in float: around zero, large ones, and the special ones.
numbers sweep(double largest) {
    numbers z{0, -0.0, infinity, -infinity, nan, largest, -largest, 1e4, -1e4, 88.5, -88.5, 104.5, -104.5, 800, -800};
    for (int exponent = -140; exponent <= 3; exponent += 11) {
        z.push_back(std::ldexp(1.0, exponent));
        z.push_back(-std::ldexp(1.0, exponent));
    }
    for (int step = -2000; step <= 2000; ++step) z.push_back(step / 64.0);
    return z;
}

/// Equal within a few rounding units; NaN where NaN is expected and nowhere else. Subnormal results may be off.
bool near(double found, double expected, const elementwise& of, double rounding) {
    if (std::isnan(expected)) return std::isnan(found);
    if (std::abs(expected) > of.largest)
        return std::abs(found) > of.largest && std::signbit(found) == std::signbit(expected);
    return std::abs(found - expected) <= rounding * of.unit * std::abs(expected) + of.smallest;
}

std::string at(const char* what, double z) { return std::string{what} + " at " + std::to_string(z); }

std::string broken_law_of_derivative(const elementwise& activation, formula reference, const numbers& kinks) {
    for (const double z : sweep(activation.largest)) {
        // At the largest number and at infinity, differences are meaningless.
        if (!(std::abs(z) <= 1e4)) continue;
        const auto step = std::max(1.0L, std::abs(static_cast<long double>(z))) * 1e-6L;
        const auto near_kink = [&](double kink) { return std::abs(kink - z) <= static_cast<double>(step); };
        if (std::any_of(kinks.begin(), kinks.end(), near_kink)) continue;
        const double expected = static_cast<double>((reference(z + step) - reference(z - step)) / (2 * step));
        if (!(std::abs(activation.derivative({z})[0] - expected) <= 16 * activation.unit + 1e-9))
            return at("derivative", z);
    }
    return {};
}

}  // namespace

std::string broken_law(const elementwise& activation, formula reference, const numbers& kinks) {
    const numbers z = sweep(activation.largest);
    const numbers found = activation.value(z);
    for (std::size_t i = 0; i < z.size(); ++i)
        if (!near(found[i], static_cast<double>(reference(z[i])), activation, 8)) return at("value", z[i]);
    return activation.derivative == nullptr ? "" : broken_law_of_derivative(activation, reference, kinks);
}

void check_laws(const elementwise& activation, formula reference, const numbers& kinks) {
    const std::string law = broken_law(activation, reference, kinks);
    BOOST_CHECK_MESSAGE(law.empty(), activation.name << ", unit " << activation.unit << ": " << law);
}

void check_equal(const elementwise& activation, const char* what, const numbers& found, const numbers& expected) {
    BOOST_TEST(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        BOOST_CHECK_MESSAGE(near(found[i], expected[i], activation, 8),
                            activation.name << ": " << found[i] << " differs from " << expected[i] << " in " << what);
}

}  // namespace laws

// The laws detect faults.
BOOST_AUTO_TEST_SUITE(laws_activation)

using laws::numbers;

numbers each(const numbers& z, double (*f)(double)) {
    numbers results(z.size());
    std::transform(z.begin(), z.end(), results.begin(), f);
    return results;
}
numbers halves(const numbers& z) {
    return each(z, [](double a) { return a / 2; });
}
numbers slopes(const numbers& z) {
    return each(z, [](double) { return 0.5; });
}
long double half(long double z) { return z / 2; }

std::string law(decltype(laws::elementwise::value) value, decltype(laws::elementwise::derivative) derivative) {
    const double largest = std::numeric_limits<double>::max();
    return laws::broken_law({"half", laws::units<double>(1), 0x1p-1022, largest, value, derivative}, half, {});
}

BOOST_AUTO_TEST_CASE(a_right_activation_breaks_no_law) {
    BOOST_TEST(law(halves, slopes) == "");
    BOOST_TEST(law(halves, nullptr) == "");
}

BOOST_AUTO_TEST_CASE(a_wrong_activation_breaks_one) {
    BOOST_TEST(law([](const numbers& z) { return each(z, [](double a) { return a * 0.50001; }); }, slopes) != "");
    BOOST_TEST(law([](const numbers& z) { return each(z, [](double a) { return std::isnan(a) ? 0 : a / 2; }); },
                   slopes) != "");
    BOOST_TEST(law([](const numbers& z) { return each(z, [](double a) { return a > 1e300 ? a : a / 2; }); }, slopes) !=
               "");
    BOOST_TEST(law([](const numbers& z) { return each(z, [](double a) { return a == -88.5 ? 0 : a / 2; }); }, slopes) !=
               "");
    BOOST_TEST(law(halves, [](const numbers& z) { return each(z, [](double) { return 0.5001; }); }) != "");
    BOOST_TEST(law(halves, [](const numbers& z) { return each(z, [](double a) { return a < -9999 ? 0 : 0.5; }); }) !=
               "");
}

BOOST_AUTO_TEST_CASE(the_derivative_at_a_kink_is_not_checked) {
    const laws::elementwise relu{"relu",
                                 laws::units<double>(1),
                                 0x1p-1022,
                                 std::numeric_limits<double>::max(),
                                 [](const numbers& z) { return each(z, [](double a) { return a < 0 ? 0 : a; }); },
                                 [](const numbers& z) { return each(z, [](double a) { return a > 0 ? 1.0 : 0.0; }); }};
    const laws::formula formula = [](long double z) { return z < 0 ? 0 : z; };
    BOOST_TEST(laws::broken_law(relu, formula, {}) != "");
    BOOST_TEST(laws::broken_law(relu, formula, {0}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
