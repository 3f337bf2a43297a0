// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/pack.hpp>
#include <perceptype/kernel/plan.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_pack)

template <class Scalar, std::size_t Lanes>
struct lanes_of {
    Scalar values[Lanes];
    explicit lanes_of(kernels::pack<Scalar, Lanes> a) { a.store(values); }
    Scalar operator[](std::size_t i) const { return values[i]; }
};

template <class Scalar, std::size_t Lanes>
void check() {
    using pack = kernels::pack<Scalar, Lanes>;
    using lanes = lanes_of<Scalar, Lanes>;
    Scalar a[Lanes], b[Lanes];
    for (std::size_t i = 0; i < Lanes; ++i) {
        a[i] = static_cast<Scalar>(i) - Scalar(2.5);
        b[i] = Scalar(3) - static_cast<Scalar>(i % 3);
    }
    const pack x = pack::load(a);
    const pack y = pack::load(b);
    for (std::size_t i = 0; i < Lanes; ++i) {
        BOOST_TEST(lanes(x + y)[i] == a[i] + b[i]);
        BOOST_TEST(lanes(x - y)[i] == a[i] - b[i]);
        BOOST_TEST(lanes(x * y)[i] == a[i] * b[i]);
        BOOST_TEST(lanes(x / y)[i] == a[i] / b[i]);
        BOOST_TEST(lanes(-x)[i] == -a[i]);
        BOOST_TEST(lanes(x + Scalar(2))[i] == a[i] + 2);
        BOOST_TEST(lanes(Scalar(2) - x)[i] == 2 - a[i]);
        BOOST_TEST(lanes(kernels::multiply_add(x, y, x))[i] == a[i] * b[i] + a[i]);
        BOOST_TEST(lanes(kernels::select(x < y, x, y))[i] == (a[i] < b[i] ? a[i] : b[i]));
        BOOST_TEST(lanes(kernels::minimum(x, y))[i] == std::fmin(a[i], b[i]));
        BOOST_TEST(lanes(kernels::maximum(x, y))[i] == std::fmax(a[i], b[i]));
        BOOST_TEST(lanes(kernels::absolute(x))[i] == std::abs(a[i]));
        BOOST_TEST(lanes(kernels::copy_sign(y, x))[i] == std::copysign(b[i], a[i]));
        BOOST_TEST(lanes(kernels::keep_first<1>(x))[i] == (i < 1 ? a[i] : 0));
        BOOST_TEST(lanes(kernels::keep_first<Lanes>(x))[i] == a[i]);
        BOOST_TEST((lanes(kernels::from_bits<Scalar, Lanes>(kernels::to_bits(x)))[i]) == a[i]);
        BOOST_TEST(lanes(kernels::opaque(x))[i] == a[i]);
        BOOST_TEST((lanes_of<Scalar, 2 * Lanes>(kernels::join(x, y))[i]) == a[i]);
        BOOST_TEST((lanes_of<Scalar, 2 * Lanes>(kernels::join(x, y))[Lanes + i]) == b[i]);
        BOOST_TEST((lanes_of<Scalar, 4 * Lanes>(kernels::widen<4 * Lanes>(x))[i]) == a[i]);
        BOOST_TEST((lanes_of<Scalar, 4 * Lanes>(kernels::widen<4 * Lanes>(x))[3 * Lanes + i]) == 0);
    }
    Scalar total = 0;
    Scalar most = a[0];
    for (const Scalar each : a) {
        total += each;
        most = each > most ? each : most;
    }
    BOOST_TEST(kernels::sum(x) == total);  // exact: small multiples of a half
    BOOST_TEST(kernels::largest(x) == most);

    // Row i of the sums is the sum of pack i.
    pack rows[2 * Lanes];
    for (std::size_t i = 0; i < 2 * Lanes; ++i) rows[i] = x + pack::broadcast(static_cast<Scalar>(i));
    const lanes sums(kernels::sum_each<Lanes>(rows));
    for (std::size_t i = 0; i < Lanes; ++i) BOOST_TEST(sums[i] == total + static_cast<Scalar>(Lanes * (Lanes + i)));
}

BOOST_AUTO_TEST_CASE(computes_lane_by_lane) {
    check<float, kernels::native_lanes<float>>();
    check<double, kernels::native_lanes<double>>();
    check<float, 1>();
    check<double, 1>();
    if constexpr (kernels::native_lanes<float> >= 8) check<float, 4>();
}

template <std::size_t Lanes>
void check_specials() {
    using pack = kernels::pack<float, Lanes>;
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const pack nan = pack::broadcast(std::numeric_limits<float>::quiet_NaN());
    const pack one = pack::broadcast(1);
    // The second operand wins against NaN, as in the processors' own instructions.
    BOOST_TEST((lanes_of<float, Lanes>(kernels::maximum(nan, one))[0]) == 1.0f);
    BOOST_TEST(std::isnan(lanes_of<float, Lanes>(kernels::maximum(one, nan))[0]));
    BOOST_TEST(std::isnan(lanes_of<float, Lanes>(kernels::minimum(one, nan))[0]));
    BOOST_TEST(std::signbit(lanes_of<float, Lanes>(pack::broadcast(-0.0f))[0]));
    BOOST_TEST(!std::signbit(lanes_of<float, Lanes>(kernels::absolute(pack::broadcast(-0.0f)))[0]));
    BOOST_TEST((lanes_of<float, Lanes>(kernels::absolute(pack::broadcast(-infinity)))[0]) == infinity);
    // A trimmed lane is zero whatever was in it.
    if constexpr (Lanes > 1) BOOST_TEST((lanes_of<float, Lanes>(kernels::keep_first<1>(nan))[1]) == 0.0f);
}

BOOST_AUTO_TEST_CASE(knows_nan_infinity_and_the_sign_of_zero) {
    check_specials<1>();
    check_specials<kernels::native_lanes<float>>();
}

constexpr kernels::pack<double, 1> three{3};
static_assert(kernels::sum(kernels::multiply_add(three, three, three)) == 12);
static_assert(kernels::absolute(-three).value == 3);
static_assert(kernels::select(three > 2.0, -three, three).value == -3);

BOOST_AUTO_TEST_SUITE_END()
