// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Measures the functions of kernel/math against the standard library's in a wider format: double for float, long
/// double for double.

#include <perceptype/config.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <type_traits>

namespace accuracy {

using perceptype::kernels::integer_of;
using perceptype::kernels::pack;

template <class Scalar>
using wider = std::conditional_t<sizeof(Scalar) == 4, double, long double>;

/// As many lanes as fill the target's register, 1 where it has none.
template <class Scalar>
inline constexpr std::size_t widest = perceptype::vector_bytes == 0 ? 1 : perceptype::vector_bytes / sizeof(Scalar);

/// How far `result` is from `truth`, in units of the last place of `truth` as a Scalar; infinite if one of them is NaN
/// or zero and the other is not. (Infinity counts as the power of two that comes after the largest number.)
template <class Scalar>
double ulps(Scalar result, wider<Scalar> truth) {
    using limits = std::numeric_limits<Scalar>;
    if (std::isnan(truth) || std::isnan(result)) return std::isnan(truth) == std::isnan(result) ? 0 : HUGE_VAL;
    if (truth == 0) return result == 0 && std::signbit(result) == std::signbit(truth) ? 0 : HUGE_VAL;
    const auto beyond = std::ldexp(wider<Scalar>{1}, limits::max_exponent);
    const auto capped = [&](wider<Scalar> x) { return std::fabs(x) > beyond ? std::copysign(beyond, x) : x; };
    if (std::isinf(truth) && !std::isinf(result)) return HUGE_VAL;
    int exponent = 0;
    std::frexp(capped(truth) == beyond ? wider<Scalar>{limits::max()} : truth, &exponent);
    if (exponent < limits::min_exponent) exponent = limits::min_exponent;
    return static_cast<double>(std::ldexp(std::fabs(capped(result) - capped(truth)), limits::digits - exponent));
}

/// How many numbers lie between two results.
template <class Scalar>
integer_of<Scalar> steps_apart(Scalar a, Scalar b) {
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) == std::isnan(b) ? 0 : std::numeric_limits<integer_of<Scalar>>::max();
    const auto rank = [](Scalar x) {
        const auto bits = std::bit_cast<integer_of<Scalar>>(x);
        return bits < 0 ? std::numeric_limits<integer_of<Scalar>>::min() - bits : bits;
    };
    const auto difference = rank(a) - rank(b);
    return difference < 0 ? -difference : difference;
}

/// `function` on the widest packs and on single scalars, at each of `arguments` (a function of 0, 1, ... count - 1):
/// at most `limit` ulp from `truth`, and the scalar form at most one number from the vector form.
template <class Scalar, class Function, class Truth, class Arguments>
void check_at(const char* name, Function function, Truth truth, double limit, Arguments arguments,
              std::uint64_t count) {
    constexpr std::size_t lanes = widest<Scalar>;
    double worst = 0;
    Scalar worst_at = 0, apart_at = 0;
    integer_of<Scalar> apart = 0;
    for (std::uint64_t first = 0; first < count; first += lanes) {
        Scalar in[lanes], out[lanes];
        for (std::size_t lane = 0; lane < lanes; ++lane) in[lane] = arguments(first + lane);
        function(pack<Scalar, lanes>::load(in)).store(out);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double error = ulps(out[lane], truth(wider<Scalar>{in[lane]}));
            if (error > worst) worst = error, worst_at = in[lane];
            const auto steps = steps_apart(out[lane], function(pack<Scalar, 1>{in[lane]}).value);
            if (steps > apart) apart = steps, apart_at = in[lane];
        }
    }
    BOOST_TEST_MESSAGE(name << (sizeof(Scalar) == 4 ? " float: " : " double: ") << worst << " ulp at " << worst_at);
    BOOST_TEST(worst <= limit, name << ": " << worst << " ulp at " << worst_at);
    BOOST_TEST(apart <= 1, name << ": scalar and vector are " << apart << " numbers apart at " << apart_at);
}

/// Every float if the environment variable PERCEPTYPE_EXHAUSTIVE is set (minutes a function), or one in 8191.
template <class Function, class Truth>
void check_floats(const char* name, Function function, Truth truth, double limit) {
    const std::uint64_t stride = std::getenv("PERCEPTYPE_EXHAUSTIVE") ? 1 : 8191;
    const auto argument = [=](std::uint64_t i) { return std::bit_cast<float>(static_cast<std::uint32_t>(i * stride)); };
    check_at<float>(name, function, truth, limit, argument, (std::uint64_t{1} << 32) / stride);
}

/// A hash of i (the finalizer of Steele, Lea and Flood's SplittableRandom).
inline std::uint64_t scrambled(std::uint64_t i) {
    i = (i + 1) * 0x9e3779b97f4a7c15;
    i = (i ^ (i >> 30)) * 0xbf58476d1ce4e5b9;
    i = (i ^ (i >> 27)) * 0x94d049bb133111eb;
    return i ^ (i >> 31);
}

/// Doubles: one in four of any bits, the others between `low` and `high`, where the function does something.
template <class Function, class Truth>
void check_doubles(const char* name, Function function, Truth truth, double limit, double low, double high) {
    const auto argument = [=](std::uint64_t i) {
        const std::uint64_t random = scrambled(i);
        if (i % 4 == 0) return std::bit_cast<double>(random);
        return low + (high - low) * (static_cast<double>(random >> 11) * 0x1p-53);
    };
    check_at<double>(name, function, truth, limit, argument,
                     std::getenv("PERCEPTYPE_EXHAUSTIVE") ? std::uint64_t{1} << 28 : std::uint64_t{1} << 17);
}

/// The numbers where something changes: zeros, subnormals, the ends of the range, infinities, NaN.
template <class Scalar>
inline constexpr Scalar special[] = {Scalar(0),
                                     Scalar(-0.0),
                                     std::numeric_limits<Scalar>::denorm_min(),
                                     -std::numeric_limits<Scalar>::denorm_min(),
                                     std::numeric_limits<Scalar>::min() / 3,
                                     -std::numeric_limits<Scalar>::min() / 3,
                                     std::numeric_limits<Scalar>::min(),
                                     -std::numeric_limits<Scalar>::min(),
                                     std::numeric_limits<Scalar>::epsilon(),
                                     -std::numeric_limits<Scalar>::epsilon(),
                                     Scalar(1),
                                     Scalar(-1),
                                     Scalar(40),
                                     Scalar(-40),
                                     Scalar(100),
                                     Scalar(-100),
                                     Scalar(1000),
                                     Scalar(-1000),
                                     std::numeric_limits<Scalar>::max(),
                                     -std::numeric_limits<Scalar>::max(),
                                     std::numeric_limits<Scalar>::infinity(),
                                     -std::numeric_limits<Scalar>::infinity(),
                                     std::numeric_limits<Scalar>::quiet_NaN()};

/// What constant evaluation makes of the special numbers and of some ordinary ones.
template <class Scalar, auto function>
struct constants {
    static constexpr std::size_t specials = sizeof special<Scalar> / sizeof(Scalar), count = specials + 64;
    Scalar argument[count], result[count];

    constexpr constants() : argument{}, result{} {
        for (std::size_t i = 0; i < count; ++i) {
            // Between -16 and 16, closer to each other about 0.
            const Scalar x = (Scalar(i) - Scalar(specials) - Scalar(31.7)) / 16;
            argument[i] = i < specials ? special<Scalar>[i] : x * (x < 0 ? -x : x) * 4;
            result[i] = function(pack<Scalar, 1>{argument[i]}).value;
        }
    }
};

/// The function in constant evaluation, within `limit` of the truth and at most two numbers from run time (where the
/// target's multiply-add rounds once, constant evaluation rounds twice).
template <class Scalar, auto function, class Truth>
void check_constants(const char* name, Truth truth, double limit) {
    static constexpr constants<Scalar, function> constant;
    for (std::size_t i = 0; i < constant.count; ++i) {
        const Scalar x = constant.argument[i];
        const double error = ulps(constant.result[i], truth(wider<Scalar>{x}));
        BOOST_TEST(error <= limit, name << ": " << error << " ulp at " << x << " in constant evaluation");
        Scalar same = x;
        PERCEPTYPE_OPAQUE(same);
        const auto steps = steps_apart(constant.result[i], function(pack<Scalar, 1>{same}).value);
        BOOST_TEST(steps <= 2, name << ": " << steps << " numbers between compile time and run time at " << x);
    }
}

/// All of the above. `function` is a lambda without captures, for every pack; it is looked at closely between `low` and
/// `high`.
template <auto function, class Truth>
void check(const char* name, Truth truth, double limit, double low, double high, double limit_of_doubles) {
    check_floats(name, function, truth, limit);
    check_doubles(name, function, truth, limit_of_doubles, low, high);
    check_constants<float, function>(name, truth, limit);
    check_constants<double, function>(name, truth, limit_of_doubles);
}
template <auto function, class Truth>
void check(const char* name, Truth truth, double limit, double low, double high) {
    check<function>(name, truth, limit, low, high, limit);
}

/// From one to the next of 20,000 numbers the function may fall by rounding alone: 4 numbers where it is flat.
template <class Function>
void check_monotone(Function function, float low, float high) {
    float last = function(pack<float, 1>{low}).value;
    for (int i = 1; i <= 20000; ++i) {
        const float x = low + (high - low) * (static_cast<float>(i) / 20000);
        const float result = function(pack<float, 1>{x}).value;
        if (!(result >= last || steps_apart(result, last) <= 4)) BOOST_ERROR("falls to " << result << " at " << x);
        last = result;
    }
}

}  // namespace accuracy
