// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// The functions of kernel/math in all four rounding modes: no worse than kernel/math/split.hpp says.

#include <perceptype/kernel/math.hpp>
#include <perceptype/kernel/math/fast_tanh.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cfenv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "kernel/math/accuracy.hpp"

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_math_rounding_modes)

namespace {

struct mode {
    int number;
    const char* name;
};
constexpr mode modes[] = {
    {FE_TONEAREST, "nearest"}, {FE_UPWARD, "upward"}, {FE_DOWNWARD, "downward"}, {FE_TOWARDZERO, "toward zero"}};

template <class Pack, class Function, class Scalar>
[[gnu::noinline]] void apply(Function function, const Scalar* in, Scalar* out, std::size_t count) {
    for (std::size_t i = 0; i < count; i += Pack::lanes) function(Pack::load(in + i)).store(out + i);
}

/// The compilers take the rounding mode for constant. So all arithmetic is in a function that they do not know, and
/// nothing else is between the changes of the mode.
template <class Pack, class Function, class Scalar>
std::vector<Scalar> applied_in(int rounding, Function function, const std::vector<Scalar>& in) {
    std::vector<Scalar> out(in.size());
    void (*volatile call)(Function, const Scalar*, Scalar*, std::size_t) = apply<Pack, Function, Scalar>;
    BOOST_REQUIRE(std::fesetround(rounding) == 0);
    call(function, in.data(), out.data(), in.size());
    BOOST_REQUIRE(std::fesetround(FE_TONEAREST) == 0);
    return out;
}

/// What a result may be off in the modes other than to nearest: either so many ulp; or a part of itself, or where it
/// is smaller of `least`.
struct allowance {
    double ulp = 0;
    double in_float = 0, in_double = 0;
    double least = 0;
};

template <class Pack, class Function, class Truth>
void check_width(const char* name, Function function, Truth truth, double low, double high, const allowance& allowed) {
    using Scalar = typename Pack::scalar_type;
    std::vector<Scalar> in(4096);
    for (std::size_t i = 0; i < in.size(); ++i) {
        const double part = static_cast<double>(accuracy::scrambled(i) >> 11) * 0x1p-53;
        // Every other number near 0, where a small result shows an error that is not small beside it.
        in[i] = static_cast<Scalar>((low + (high - low) * part) * (i % 2 == 0 ? 1 : part * 0.001));
    }
    const double part = sizeof(Scalar) == 4 ? allowed.in_float : allowed.in_double;
    for (const mode& each : modes) {
        const std::vector<Scalar> out = applied_in<Pack>(each.number, function, in);
        double worst = 0;
        Scalar at = 0;
        for (std::size_t i = 0; i < in.size(); ++i) {
            const auto right = truth(accuracy::wider<Scalar>{in[i]});
            double error = 0;
            if (allowed.ulp != 0) {
                error = accuracy::ulps(out[i], right) / allowed.ulp;
            } else {
                const auto size = static_cast<double>(std::fabs(right));
                error = static_cast<double>(std::fabs(out[i] - right)) / (part * std::max(size, allowed.least));
            }
            if (!(error <= worst)) worst = error, at = in[i];
        }
        BOOST_TEST_MESSAGE(name << ", " << sizeof(Scalar) << " bytes, " << Pack::lanes << " lanes, " << each.name
                                << ": " << worst << " of what is allowed");
        BOOST_TEST(worst <= 1, name << ", " << sizeof(Scalar) << " bytes, " << Pack::lanes << " lanes, " << each.name
                                    << ": " << worst << " times what is allowed, at " << at);
    }
}

template <class Scalar, std::size_t Lanes, class Function, class Truth>
void check_widths(const char* name, Function function, Truth truth, double low, double high, const allowance& allowed) {
    check_width<kernels::pack<Scalar, Lanes>>(name, function, truth, low, high, allowed);
    if constexpr (Lanes < accuracy::widest<Scalar>)
        check_widths<Scalar, 2 * Lanes>(name, function, truth, low, high, allowed);
}

template <class Function, class Truth>
void check(const char* name, Function function, Truth truth, double low, double high, const allowance& allowed) {
    check_widths<float, 1>(name, function, truth, low, high, allowed);
    check_widths<double, 1>(name, function, truth, low, high, allowed);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_mode_is_in_effect) {
    const std::vector<float> in(16, 2.0f);
    const auto root = [](auto z) { return square_root(z); };
    const float down = applied_in<kernels::pack<float, 1>>(FE_DOWNWARD, root, in)[0];
    const float up = applied_in<kernels::pack<float, 1>>(FE_UPWARD, root, in)[0];
    BOOST_TEST(up == std::nextafter(down, 2.0f));
}

BOOST_AUTO_TEST_CASE(logarithms_and_roots_are_within_1_ulp_more) {
    check("log", [](auto z) { return log(z); }, [](auto z) { return std::log(z); }, 0, 100, {.ulp = 2.5});
    check("log1p", [](auto z) { return log1p(z); }, [](auto z) { return std::log1p(z); }, -1, 100, {.ulp = 3});
    check(
        "square_root", [](auto z) { return square_root(z); }, [](auto z) { return std::sqrt(z); }, 0, 100, {.ulp = 1});
}

BOOST_AUTO_TEST_CASE(what_exp_is_part_of_is_off_as_documented) {
    constexpr allowance allowed{.in_float = 7e-4, .in_double = 1.5e-9};
    check("exp", [](auto z) { return exp(z); }, [](auto z) { return std::exp(z); }, -87, 88, allowed);
    check(
        "softplus", [](auto z) { return softplus(z); }, [](auto z) { return std::log1p(std::exp(z)); }, -87, 88,
        allowed);
    check(
        "normal_cdf", [](auto z) { return normal_cdf(z); },
        [](auto z) { return std::erfc(-z * std::sqrt(decltype(z){0.5})) / 2; }, -12, 12, allowed);
    check(
        "normal_density", [](auto z) { return normal_density(z); },
        [](auto z) {
            return std::exp(-z * z / 2) /
                   std::sqrt(2 * static_cast<decltype(z)>(3.14159265358979323846264338327950288L));
        },
        -12, 12, allowed);
}

BOOST_AUTO_TEST_CASE(what_tanh_is_part_of_is_off_as_documented) {
    check(
        "sigmoid", [](auto z) { return sigmoid(z); }, [](auto z) { return 1 / (1 + std::exp(-z)); }, -87, 40,
        {.in_float = 5e-5, .in_double = 1.6e-10});
    constexpr allowance of_1{.in_float = 1e-4, .in_double = 3e-10, .least = 1};
    check("tanh", [](auto z) { return tanh(z); }, [](auto z) { return std::tanh(z); }, -20, 20, of_1);
    check("expm1", [](auto z) { return expm1(z); }, [](auto z) { return std::expm1(z); }, -87, 88, of_1);
}

BOOST_AUTO_TEST_CASE(fast_tanh_is_as_in_every_mode) {
    check(
        "fast_tanh", [](auto z) { return fast_tanh(z); }, [](auto z) { return std::tanh(z); }, -20, 20,
        {.in_float = 6e-5, .in_double = 6e-5, .least = 1});
}

BOOST_AUTO_TEST_SUITE_END()
