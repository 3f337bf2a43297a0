// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/simd/pack.hpp>

#include <boost/test/unit_test.hpp>

#include <kernel/every_width.hpp>

#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(kernel_simd_pack)

using namespace every_width;
using kernels::pack;

template <class Pack>
void check_arithmetic() {
    using Scalar = typename Pack::scalar_type;
    const auto a = generate<Pack>([](double i) { return i - 2; });
    const auto b = generate<Pack>([](double i) { return 4 - i * i; });
    const auto half = Pack::broadcast(Scalar(0.5));
    check_lanes(a, [](double i) { return i - 2; });
    check_lanes(half, [](double) { return 0.5; });
    check_lanes(a + b, [](double i) { return i - 2 + (4 - i * i); });
    check_lanes(a - b, [](double i) { return i - 2 - (4 - i * i); });
    check_lanes(a * b, [](double i) { return (i - 2) * (4 - i * i); });
    check_lanes(b / half, [](double i) { return (4 - i * i) * 2; });
    check_lanes(-a, [](double i) { return 2 - i; });
    check_lanes(Scalar(1) - a * Scalar(2), [](double i) { return 5 - 2 * i; });
    check_lanes(Scalar(2) * a + Scalar(1), [](double i) { return 2 * i - 3; });
    check_lanes(multiply_add(a, b, half), [](double i) { return (i - 2) * (4 - i * i) + 0.5; });
    check_lanes(select(a < b, a, b), [](double i) { return i - 2 < 4 - i * i ? i - 2 : 4 - i * i; });
    check_lanes(mask_where(a < b, a), [](double i) { return i - 2 < 4 - i * i ? i - 2 : 0; });
    check_lanes(select((a > half) | (a <= Scalar(-2)), a, half), [](double i) { return i > 2 || i < 1 ? i - 2 : 0.5; });
    check_lanes(select((a >= half) & (b != a) & (a == a), a, b), [](double i) { return i > 2 ? i - 2 : 4 - i * i; });
    check_lanes(minimum(a, half), [](double i) { return i > 2 ? 0.5 : i - 2; });
    check_lanes(maximum(a, half), [](double i) { return i > 2 ? i - 2 : 0.5; });
    check_lanes(absolute(a), [](double i) { return std::abs(i - 2); });
    check_lanes(copy_sign(half, a), [](double i) { return i < 2 ? -0.5 : 0.5; });
}

/// Subnormal numbers become zero, all others stay.
template <class Pack>
void check_flush() {
    using limits = std::numeric_limits<typename Pack::scalar_type>;
    const auto flushed = [](auto value) { return lanes_of<Pack>{flush_to_zero(Pack::broadcast(value))}[0]; };
    for (const auto value : {limits::denorm_min(), limits::min() / 2, limits::min() - limits::denorm_min()}) {
        BOOST_TEST(flushed(value) == 0);
        BOOST_TEST(flushed(-value) == 0);
    }
    for (const auto value : {limits::min(), limits::epsilon(), limits::max(), limits::infinity()}) {
        BOOST_TEST(flushed(value) == value);
        BOOST_TEST(flushed(-value) == -value);
    }
}

/// What a comparison says of NaN, and the rule of minimum and maximum: the second, where one of the two is NaN.
template <class Pack>
void check_nan() {
    using Scalar = typename Pack::scalar_type;
    const auto nan = Pack::broadcast(std::numeric_limits<Scalar>::quiet_NaN());
    const auto one = Pack::broadcast(1);
    const auto zero = Pack::broadcast(0);
    for (const auto comparison : {nan<one, nan> one, nan <= one, nan >= one, nan == nan})
        check_lanes(select(comparison, one, zero), [](double) { return 0; });
    check_lanes(select(nan != nan, one, zero), [](double) { return 1; });
    check_lanes(maximum(nan, one), [](double) { return 1; });
    check_lanes(minimum(nan, one), [](double) { return 1; });
    BOOST_TEST(std::isnan(lanes_of<Pack>{maximum(one, nan)}[0]));
    BOOST_TEST(std::isnan(lanes_of<Pack>{minimum(one, nan)}[0]));
    BOOST_TEST(std::isnan(lanes_of<Pack>{absolute(nan)}[0]));
    BOOST_TEST(std::isnan(lanes_of<Pack>{flush_to_zero(nan)}[0]));
    BOOST_TEST(std::signbit(lanes_of<Pack>{Pack::broadcast(Scalar(-0.0))}[0]));
}

BOOST_AUTO_TEST_CASE(every_lane_computes_as_a_scalar_does) {
    of_each([]<class Pack> { check_arithmetic<Pack>(); });
}
BOOST_AUTO_TEST_CASE(nan_is_equal_to_nothing) {
    of_each([]<class Pack> { check_nan<Pack>(); });
}
BOOST_AUTO_TEST_CASE(a_flush_removes_subnormal_numbers_alone) {
    of_each([]<class Pack> { check_flush<Pack>(); });
}

BOOST_AUTO_TEST_CASE(one_lane_serves_constant_evaluation) {
    using one = pack<float, 1>;
    constexpr one a{-2};
    constexpr one b{3};
    static_assert((a + b).value == 1 && (a - b).value == -5 && (a * b).value == -6 && (b / a).value == -1.5f);
    static_assert(multiply_add(a, b, b).value == -3 && absolute(a).value == 2 && (-a).value == 2);
    static_assert(minimum(a, b).value == -2 && maximum(a, b).value == 3 && copy_sign(b, a).value == -3);
    static_assert(select(a < b, a, b).value == -2);
    static_assert(flush_to_zero(one{1e-40f}).value == 0 && flush_to_zero(a).value == -2);
    BOOST_TEST((a + b).value == 1);
}

BOOST_AUTO_TEST_SUITE_END()
