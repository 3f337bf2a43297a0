// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/simd/lanes.hpp>

#include <boost/test/unit_test.hpp>

#include <kernel/every_width.hpp>

#include <cmath>
#include <cstddef>
#include <limits>

BOOST_AUTO_TEST_SUITE(kernel_simd_lanes)

using namespace every_width;
using kernels::pack;

/// Of as many packs as lanes, all but `Used` zero.
template <std::size_t Used, class Scalar, std::size_t Lanes>
void check_sums_of_few(pack<Scalar, Lanes> a) {
    pack<Scalar, Lanes> packs[Lanes] = {};
    for (std::size_t p = 0; p < Used; ++p) packs[p] = a * Scalar(p + 1);
    const double total = static_cast<double>(Lanes * (Lanes + 1)) / 2;
    check_lanes(kernels::sum_groups<1, Lanes, Used>(packs), [=](double i) { return i < Used ? (i + 1) * total : 0; });
}

template <class Pack>
void check_moves() {
    constexpr std::size_t lanes = Pack::lanes;
    using Scalar = typename Pack::scalar_type;
    const auto a = generate<Pack>([](double i) { return i + 1; });
    const auto b = generate<Pack>([](double i) { return -i - 1; });
    check_lanes(kernels::mask_lanes(a, [](std::size_t lane) { return lane % 2 == 0; }),
                [](double i) { return static_cast<int>(i) % 2 == 0 ? i + 1 : 0; });
    check_lanes(kernels::mask_first<lanes / 2 + 1>(a), [](double i) { return i < lanes / 2 + 1 ? i + 1 : 0; });
    check_lanes(kernels::blend_first<lanes / 2>(a, b), [](double i) { return i < lanes / 2 ? i + 1 : -i - 1; });
    check_lanes(kernels::slice<lanes / 2, lanes / 2>(a), [](double i) { return i + 1 + lanes / 2; });
    check_lanes(concat(kernels::slice<0, lanes / 2>(a), kernels::slice<0, lanes / 2>(b)),
                [](double i) { return i < lanes / 2 ? i + 1 : -(i - lanes / 2) - 1; });
    check_lanes(kernels::deinterleave<0>(a, b),
                [](double i) { return i < lanes / 2 ? 2 * i + 1 : -(2 * i - lanes) - 1; });
    check_lanes(kernels::deinterleave<1>(a, b),
                [](double i) { return i < lanes / 2 ? 2 * i + 2 : -(2 * i - lanes) - 2; });
    const auto rounds = [](double i) {
        return static_cast<int>(i) % 2 == 0 ? std::floor(i / 2) + 1 : -std::floor(i / 2) - 1;
    };
    check_lanes(kernels::interleave<0>(a, b), rounds);
    check_lanes(kernels::interleave<lanes>(a, b), [=](double i) { return rounds(i + lanes); });
    check_lanes(kernels::widen<lanes>(pack<Scalar, 1>{3}), [](double i) { return i == 0 ? 3 : 0; });
    check_lanes(kernels::permute<lanes>(kernels::slice<0, lanes / 2>(a), [](std::size_t lane) { return lane / 2; }),
                [](double i) { return std::floor(i / 2) + 1; });
    check_lanes(kernels::permute(a, b, [](std::size_t lane) { return 2 * lanes - 1 - 2 * lane; }), [](double i) {
        return i < lanes / 2 ? -(static_cast<double>(lanes) - 2 * i) : 2 * static_cast<double>(lanes) - 2 * i;
    });
    // What is cut off may even be NaN.
    const auto nan = Pack::broadcast(std::numeric_limits<Scalar>::quiet_NaN());
    check_lanes(kernels::mask_first<1>(kernels::blend_first<1>(a, nan)), [](double i) { return i == 0 ? 1 : 0; });
    Pack packs[lanes];
    for (std::size_t p = 0; p < lanes; ++p) packs[p] = a * Scalar(p + 1);
    const double total = static_cast<double>(lanes * (lanes + 1)) / 2;
    check_lanes(sum_each(packs), [=](double i) { return (i + 1) * total; });
    for (std::size_t p = 0; p < lanes; ++p) packs[p] = a + Scalar(100 * p);
    kernels::transpose(packs);
    for (std::size_t p = 0; p < lanes; ++p)
        check_lanes(packs[p], [=](double i) { return 100 * i + static_cast<double>(p) + 1; });
    check_sums_of_few<1>(a);
    check_sums_of_few<lanes / 2>(a);
    check_sums_of_few<lanes / 2 + 1>(a);
}

BOOST_AUTO_TEST_CASE(move_where_they_should) {
    of_each<2>([]<class Pack> {
        if constexpr (Pack::lanes > 1) check_moves<Pack>();
    });
}

BOOST_AUTO_TEST_CASE(sum_largest_and_opaque_see_every_lane) {
    of_each<2>([]<class Pack> {
        using Scalar = typename Pack::scalar_type;
        const auto a = generate<Pack>([](double i) { return i - 2; });
        constexpr double count = Pack::lanes;
        BOOST_TEST(sum(a) == Scalar(count * (count - 1) / 2 - 2 * count));
        BOOST_TEST(largest(a) == Scalar(count - 3));
        BOOST_TEST(largest(-a) == 2);
        check_lanes(opaque(a), [](double i) { return i - 2; });
    });
    static constexpr pack<float, 1> one{-2};
    static_assert(sum(one) == -2 && largest(one) == -2 && opaque(one).value == -2);
}

BOOST_AUTO_TEST_SUITE_END()
