// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/row.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

BOOST_AUTO_TEST_SUITE(kernel_row)

namespace kernels = perceptype::kernels;

/// Numbers 1, 2, ... with the largest in the middle; behind them, in the padding, something that must not count.
template <class Scalar, std::size_t Size>
struct sample {
    static constexpr std::size_t lanes = kernels::lanes_for<Scalar>(Size);
    static constexpr std::size_t padded = kernels::padded<Scalar>(Size);
    using row = kernels::row<Scalar, lanes, Size>;
    Scalar values[padded];

    explicit sample(Scalar behind) {
        for (std::size_t i = 0; i < padded; ++i) values[i] = i < Size ? static_cast<Scalar>(i + 1) : behind;
        std::swap(values[Size / 2], values[Size - 1]);
    }
};

template <class Scalar, std::size_t Size>
void check_row() {
    using tested = sample<Scalar, Size>;
    using row = typename tested::row;
    const auto total = static_cast<Scalar>(Size * (Size + 1) / 2);
    for (const Scalar behind :
         {Scalar(0), Scalar(1e9), std::numeric_limits<Scalar>::infinity(), std::numeric_limits<Scalar>::quiet_NaN()}) {
        const tested a{behind};
        BOOST_TEST(row::sum([](auto x) { return x; }, a.values) == total);
        BOOST_TEST(row::sum([](auto x, auto y) { return x - y; }, a.values, a.values) == 0);
        BOOST_TEST(row::largest(a.values) == static_cast<Scalar>(Size));
        tested b{7};
        row::map(b.values, [](auto x, auto y) { return x + y; }, a.values, a.values);
        for (std::size_t i = 0; i < tested::padded; ++i) BOOST_TEST(b.values[i] == (i < Size ? 2 * a.values[i] : 0));
    }
    // All below zero: the padding's zero is not the largest.
    tested negative{0};
    for (std::size_t i = 0; i < Size; ++i) negative.values[i] -= static_cast<Scalar>(Size + 1);
    BOOST_TEST(row::largest(negative.values) == -1);
}

BOOST_AUTO_TEST_CASE(the_padding_counts_for_nothing) {
    [&]<std::size_t... sizes>(std::index_sequence<sizes...>) {
        (check_row<float, sizes>(), ...);
        (check_row<double, sizes>(), ...);
    }(std::index_sequence<1, 2, 3, 5, 7, 15, 16, 17, 31, 33, 65, 100>{});
}

BOOST_AUTO_TEST_CASE(packs_wider_than_a_row_are_cut) {
    using wide = kernels::pack<float, 8>;
    const float four[4] = {1, 2, 3, 4};
    static_assert(decltype(kernels::narrow<4>(wide{}))::lanes == 4);
    static_assert(decltype(kernels::narrow<16>(wide{}))::lanes == 8);
    BOOST_TEST(kernels::sum(kernels::load_from_row<wide, 4>(four, 0)) == 10);
    BOOST_TEST(kernels::sum(kernels::trim<3>(kernels::pack<float, 4>::load(four), 0)) == 6);
    BOOST_TEST(kernels::sum(kernels::trim<6>(kernels::pack<float, 4>::load(four), 4)) == 3);
}

/// Every number of so many rows is met once, at its column; padding becomes zero.
template <std::size_t Lanes, std::size_t Size, std::size_t Row>
void check_rows(std::size_t count) {
    using rows = kernels::rows<Lanes, Size, Row>;
    constexpr std::size_t room = 64;
    float numbers[room], met[room] = {};
    for (float& each : numbers) each = 5;
    rows::for_each(count, [&](std::size_t i, std::size_t column) {
        BOOST_TEST((column == i % Row));
        rows::trim(kernels::pack<float, Lanes>::load(numbers + i), column).store(met + i);
    });
    for (std::size_t i = 0; i < count * Row; ++i) BOOST_TEST(met[i] == (i % Row < Size ? 5 : 0));
}

BOOST_AUTO_TEST_CASE(narrow_rows_share_packs) {
    for (std::size_t count = 1; count <= 8; ++count) {
        check_rows<1, 3, 4>(count);
        check_rows<4, 3, 4>(count);
        check_rows<8, 3, 4>(count);
        check_rows<8, 1, 1>(count);
        check_rows<8, 2, 2>(count);
        check_rows<8, 5, 8>(count);
        check_rows<4, 7, 8>(count);
        check_rows<4, 5, 8>(count);
        check_rows<4, 8, 8>(count);
    }
    static_assert([] {
        float numbers[4] = {1, 2, 3, 4};
        float last = 0;
        kernels::rows<1, 1, 2>::for_each(2, [&](std::size_t i, std::size_t) { last = numbers[i]; });
        return last;
    }() == 3);
}

template <std::size_t Size>
void check_copy() {
    float from[Size], to[Size + 1] = {};
    for (std::size_t i = 0; i < Size; ++i) from[i] = static_cast<float>(i + 1);
    kernels::copy<Size>(from, to);
    BOOST_TEST(std::equal(from, from + Size, to));
    BOOST_TEST(to[Size] == 0);
}
BOOST_AUTO_TEST_CASE(rows_are_copied_to_the_last_number_and_no_further) {
    [&]<std::size_t... sizes>(std::index_sequence<sizes...>) {
        (check_copy<sizes>(), ...);
    }(std::index_sequence<1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100>{});
}

BOOST_AUTO_TEST_SUITE_END()
