// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <laws/loss.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

namespace laws {

namespace {

constexpr double rounding = 64;

/// Values from 1/20 to 19/20, where a logarithm is well-conditioned.
numbers random_probabilities(std::size_t count, int seed) {
    numbers drawn = random_numbers(count, seed, 1);
    for (double& each : drawn) each = std::round((each * 0.45 + 0.5) * 4096) / 4096;
    return drawn;
}
numbers random_row(const row_loss& loss, int seed) {
    return loss.outputs == probabilities ? random_probabilities(loss.size, seed) : random_numbers(loss.size, seed, 4);
}

bool finite(const numbers& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}
bool zero(const numbers& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
}

}  // namespace

std::string broken_law(const row_loss& loss) {
    const numbers y = random_row(loss, 1);
    const numbers t = random_row(loss, 2);
    const double value = loss.value(y, t);
    const value_and_slope found = loss.gradient(y, t, 1);
    if (!close({found.value}, {value}, rounding * loss.unit)) return "value with the gradient";
    if (!zero(found.padding)) return "padding";
    const value_and_slope scaled = loss.gradient(y, t, 0.125);
    numbers eighth = found.slope;
    for (double& each : eighth) each /= 8;
    if (!close({scaled.value}, {value}, rounding * loss.unit)) return "value with a scale";
    if (!close(scaled.slope, eighth, rounding * loss.unit)) return "gradient with a scale";
    if (loss.unit < 1e-10 && !is_gradient(found.slope, y, [&](const numbers& other) { return loss.value(other, t); }))
        return "gradient";

    // At the ends of their domain, or for extreme outputs, values and slopes are finite.
    for (const double end : loss.outputs == probabilities ? numbers{0, 1} : numbers{1e4, -1e4})
        for (const numbers& targets : {t, numbers(loss.size, 0), numbers(loss.size, 1)}) {
            const value_and_slope far = loss.gradient(numbers(loss.size, end), targets, 1);
            if (!std::isfinite(far.value) || !finite(far.slope)) return "extreme outputs";
        }
    return {};
}

std::string broken_law(const row_loss& fused, const row_loss& unfused) {
    numbers t = random_probabilities(fused.size, 2);
    const numbers z = random_numbers(fused.size, 1, 4);
    const value_and_slope found = fused.gradient(z, t, 0.5);
    const value_and_slope expected = unfused.gradient(z, t, 0.5);
    if (!close({fused.value(z, t)}, {found.value}, rounding * fused.unit)) return "value";
    if (!zero(found.padding)) return "padding";
    // Unfused, a sigmoid near 1 loses the digits on which the logarithm depends.
    if (!close({found.value}, {expected.value}, 8 * rounding * fused.unit)) return "value of the pair";
    if (!close(found.slope, expected.slope, 8 * rounding * fused.unit)) return "gradient of the pair";
    if (fused.unit < 1e-10 &&
        !is_gradient(fused.gradient(z, t, 1).slope, z, [&](const numbers& other) { return fused.value(other, t); }))
        return "gradient";

    // For extreme logits, a right prediction has no loss, and the loss of a wrong one is proportional to the logit.
    for (const double far : {1e4, -1e4}) {
        numbers extreme(fused.size, -far);
        extreme[0] = far;
        numbers one_hot(fused.size, 0);
        one_hot[0] = 1;
        const value_and_slope at = fused.gradient(extreme, one_hot, 1);
        if (!std::isfinite(at.value) || !finite(at.slope)) return "extreme logits: not finite";
        if (far > 0 && !(std::abs(at.value) <= rounding * fused.unit && std::abs(at.slope[0]) <= rounding * fused.unit))
            return "extreme logits: right";
        if (far < 0 && !(at.value >= 9999 && at.slope[0] < 0)) return "extreme logits: wrong";
    }
    return {};
}

void check_laws(const row_loss& loss) {
    const std::string law = broken_law(loss);
    BOOST_CHECK_MESSAGE(law.empty(), loss.name << " of " << loss.size << ", unit " << loss.unit << ": " << law);
}
void check_laws(const row_loss& fused, const row_loss& unfused) {
    const std::string law = broken_law(fused, unfused);
    BOOST_CHECK_MESSAGE(law.empty(), fused.name << " of " << fused.size << ", unit " << fused.unit << ": " << law);
}

void check_equal(const row_loss& loss, const numbers& y, const numbers& t, double value, const numbers& slope) {
    const value_and_slope found = loss.gradient(y, t, 1);
    BOOST_CHECK_MESSAGE(close({found.value}, {value}, rounding * loss.unit),
                        loss.name << ": value differs in constant evaluation");
    BOOST_CHECK_MESSAGE(close(found.slope, slope, rounding * loss.unit),
                        loss.name << ": gradient differs in constant evaluation");
}

}  // namespace laws

// The laws detect faults.
BOOST_AUTO_TEST_SUITE(laws_loss)

using laws::numbers;
using laws::value_and_slope;

// E = 1/2 (y - t)^2 of one element.
double value(const numbers& y, const numbers& t) { return (y[0] - t[0]) * (y[0] - t[0]) / 2; }
value_and_slope gradient(const numbers& y, const numbers& t, double scale) {
    return {value(y, t), {scale * (y[0] - t[0])}, {0}};
}
struct loss_of_one final : laws::row_loss {
    double (*value_of)(const numbers& y, const numbers& t);
    value_and_slope (*gradient_of)(const numbers& y, const numbers& t, double scale);
    void (*spoil)(value_and_slope&, double y, double scale) = nullptr;

    loss_of_one(decltype(value_of) v, decltype(gradient_of) g)
        : row_loss("one", laws::units<double>(1), 1, laws::any_number), value_of(v), gradient_of(g) {}
    double value(const numbers& y, const numbers& t) const override { return value_of(y, t); }
    value_and_slope gradient(const numbers& y, const numbers& t, double scale) const override {
        value_and_slope found = gradient_of(y, t, scale);
        if (spoil != nullptr) spoil(found, y[0], scale);
        return found;
    }
};

std::string law(decltype(loss_of_one::spoil) spoil) {
    loss_of_one loss{value, gradient};
    loss.spoil = spoil;
    return laws::broken_law(loss);
}

BOOST_AUTO_TEST_CASE(a_right_loss_breaks_no_law) { BOOST_TEST(law(nullptr) == ""); }

BOOST_AUTO_TEST_CASE(a_wrong_loss_breaks_one) {
    using result = value_and_slope&;
    BOOST_TEST(law([](result r, double, double) { r.value += 1e-6; }) == "value with the gradient");
    BOOST_TEST(law([](result r, double, double) { r.padding[0] = 1; }) == "padding");
    BOOST_TEST(law([](result r, double, double scale) { r.value *= scale; }) == "value with a scale");
    BOOST_TEST(law([](result r, double, double scale) { r.slope[0] /= scale; }) == "gradient with a scale");
    BOOST_TEST(law([](result r, double, double) { r.slope[0] *= 1.001; }) == "gradient");
    BOOST_TEST(law([](result r, double y, double) { r.slope[0] /= y == 1e4 ? 0.0 : 1.0; }) == "extreme outputs");
}

// log(1 + e^z) - t z, and the same computed from y = sigmoid(z).
double fused_value(const numbers& z, const numbers& t) {
    return std::max(z[0], 0.0) + std::log1p(std::exp(-std::abs(z[0]))) - t[0] * z[0];
}
value_and_slope fused_gradient(const numbers& z, const numbers& t, double scale) {
    return {fused_value(z, t), {scale * (1 / (1 + std::exp(-z[0])) - t[0])}, {}};
}
value_and_slope unfused_gradient(const numbers& z, const numbers& t, double scale) {
    const double y = 1 / (1 + std::exp(-z[0]));
    return {-(t[0] * std::log(y) + (1 - t[0]) * std::log(1 - y)), {scale * (y - t[0])}, {}};
}
std::string law_of_pair(value_and_slope (*fused)(const numbers&, const numbers&, double)) {
    return laws::broken_law(loss_of_one{fused_value, fused}, loss_of_one{nullptr, unfused_gradient});
}

BOOST_AUTO_TEST_CASE(a_wrong_pair_breaks_one) {
    using ns = const numbers&;
    BOOST_TEST(law_of_pair(fused_gradient) == "");
    BOOST_TEST(law_of_pair([](ns z, ns t, double s) { return fused_gradient(z, t, 2 * s); }) == "gradient of the pair");
    BOOST_TEST(law_of_pair([](ns z, ns t, double s) {
                   auto g = fused_gradient(z, t, s);
                   return g.value += 1e-6, g;
               }) == "value");
    BOOST_TEST(law_of_pair([](ns z, ns t, double s) {
                   auto g = fused_gradient(z, t, s);
                   return g.padding = {1}, g;
               }) == "padding");
    BOOST_TEST(law_of_pair([](ns z, ns t, double s) {
                   return z[0] > 0 ? fused_gradient(z, t, s) : unfused_gradient(z, t, s);
               }) == "extreme logits: not finite");
    BOOST_TEST(law_of_pair([](ns z, ns t, double s) {
                   auto g = fused_gradient(z, t, s);
                   return g.value += z[0] == 1e4 ? 1 : 0, g;
               }) == "extreme logits: right");
    BOOST_TEST(law_of_pair([](ns z, ns t, double s) {
                   auto g = fused_gradient(z, t, s);
                   return g.slope[0] *= z[0] == -1e4 ? -1 : 1, g;
               }) == "extreme logits: wrong");
}

BOOST_AUTO_TEST_SUITE_END()
