// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/pack.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

BOOST_AUTO_TEST_SUITE(kernel_pack)

namespace kernels = perceptype::kernels;
using kernels::pack;

template <class Pack>
struct lanes_of {
    typename Pack::scalar_type values[Pack::lanes];
    explicit lanes_of(Pack a) { a.store(values); }
    auto operator[](std::size_t i) const { return values[i]; }
};

/// Lane i is f(i).
template <class Pack, class Function>
Pack generate(Function f) {
    typename Pack::scalar_type values[Pack::lanes];
    for (std::size_t i = 0; i < Pack::lanes; ++i) values[i] = static_cast<typename Pack::scalar_type>(f(static_cast<double>(i)));
    return Pack::load(values);
}

template <class Pack, class Function>
void check_lanes(Pack found, Function expected) {
    const lanes_of<Pack> lanes{found};
    for (std::size_t i = 0; i < Pack::lanes; ++i)
        BOOST_TEST(lanes[i] == static_cast<typename Pack::scalar_type>(expected(static_cast<double>(i))));
}

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
    check_lanes(select((a > half) | (a <= Scalar(-2)), a, half), [](double i) { return i > 2 || i < 1 ? i - 2 : 0.5; });
    check_lanes(select((a >= half) & (b != a) & (a == a), a, b), [](double i) { return i > 2 ? i - 2 : 4 - i * i; });
    check_lanes(minimum(a, half), [](double i) { return i > 2 ? 0.5 : i - 2; });
    check_lanes(maximum(a, half), [](double i) { return i > 2 ? i - 2 : 0.5; });
    check_lanes(absolute(a), [](double i) { return std::abs(i - 2); });
    check_lanes(copy_sign(half, a), [](double i) { return i < 2 ? -0.5 : 0.5; });
    check_lanes(opaque(a), [](double i) { return i - 2; });
    const double count = Pack::lanes;
    BOOST_TEST(sum(a) == Scalar(count * (count - 1) / 2 - 2 * count));
    BOOST_TEST(largest(a) == Scalar(count - 3));
    BOOST_TEST(largest(-a) == 2);
}

/// What a comparison says of NaN, and the rule of minimum and maximum: the second, where one of the two is NaN.
template <class Pack>
void check_nan() {
    using Scalar = typename Pack::scalar_type;
    const auto nan = Pack::broadcast(std::numeric_limits<Scalar>::quiet_NaN());
    const auto one = Pack::broadcast(1);
    const auto zero = Pack::broadcast(0);
    for (const auto comparison : {nan < one, nan > one, nan <= one, nan >= one, nan == nan})
        check_lanes(select(comparison, one, zero), [](double) { return 0; });
    check_lanes(select(nan != nan, one, zero), [](double) { return 1; });
    check_lanes(maximum(nan, one), [](double) { return 1; });
    check_lanes(minimum(nan, one), [](double) { return 1; });
    BOOST_TEST(std::isnan(lanes_of<Pack>{maximum(one, nan)}[0]));
    BOOST_TEST(std::isnan(lanes_of<Pack>{minimum(one, nan)}[0]));
    BOOST_TEST(std::isnan(lanes_of<Pack>{absolute(nan)}[0]));
    BOOST_TEST(std::signbit(lanes_of<Pack>{Pack::broadcast(Scalar(-0.0))}[0]));
}

template <class Pack>
void check_moves() {
    constexpr std::size_t lanes = Pack::lanes;
    using Scalar = typename Pack::scalar_type;
    const auto a = generate<Pack>([](double i) { return i + 1; });
    const auto b = generate<Pack>([](double i) { return -i - 1; });
    check_lanes(kernels::keep_first<lanes / 2 + 1>(a), [](double i) { return i < lanes / 2 + 1 ? i + 1 : 0; });
    check_lanes(kernels::fill_from<lanes / 2>(a, b), [](double i) { return i < lanes / 2 ? i + 1 : -i - 1; });
    check_lanes(kernels::part<lanes / 2, lanes / 2>(a), [](double i) { return i + 1 + lanes / 2; });
    check_lanes(join(kernels::part<0, lanes / 2>(a), kernels::part<0, lanes / 2>(b)),
                [](double i) { return i < lanes / 2 ? i + 1 : -(i - lanes / 2) - 1; });
    check_lanes(kernels::widen<lanes>(pack<Scalar, 1>{3}), [](double i) { return i == 0 ? 3 : 0; });
    // What is cut off may even be NaN.
    const auto nan = Pack::broadcast(std::numeric_limits<Scalar>::quiet_NaN());
    check_lanes(kernels::keep_first<1>(kernels::fill_from<1>(a, nan)), [](double i) { return i == 0 ? 1 : 0; });
    Pack packs[lanes];
    for (std::size_t p = 0; p < lanes; ++p) packs[p] = a * Scalar(p + 1);
    const double total = static_cast<double>(lanes * (lanes + 1)) / 2;
    check_lanes(sum_each(packs), [=](double i) { return (i + 1) * total; });
}

template <class Scalar, std::size_t... Exponents>
void check_all(std::index_sequence<Exponents...>) {
    (check_arithmetic<pack<Scalar, std::size_t{1} << Exponents>>(), ...);
    (check_nan<pack<Scalar, std::size_t{1} << Exponents>>(), ...);
    (check_moves<pack<Scalar, std::size_t{2} << Exponents>>(), ...);
}

/// Every width that the target's registers have, up to two of them joined.
template <class Scalar>
using widths = std::make_index_sequence<static_cast<std::size_t>(std::bit_width(kernels::native_lanes<Scalar>))>;

BOOST_AUTO_TEST_CASE(every_lane_computes_as_a_scalar_does) {
    check_all<float>(widths<float>{});
    check_all<double>(widths<double>{});
}

BOOST_AUTO_TEST_CASE(one_lane_serves_constant_evaluation) {
    using one = pack<float, 1>;
    constexpr one a{-2};
    constexpr one b{3};
    static_assert((a + b).value == 1 && (a - b).value == -5 && (a * b).value == -6 && (b / a).value == -1.5f);
    static_assert(multiply_add(a, b, b).value == -3 && absolute(a).value == 2 && (-a).value == 2);
    static_assert(minimum(a, b).value == -2 && maximum(a, b).value == 3 && copy_sign(b, a).value == -3);
    static_assert(select(a < b, a, b).value == -2 && sum(a) == -2 && largest(b) == 3 && opaque(a).value == -2);
    BOOST_TEST((a + b).value == 1);
}

BOOST_AUTO_TEST_SUITE_END()
