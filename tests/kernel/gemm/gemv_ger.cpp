// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/gemm/gemv_ger.hpp>

#include <cstddef>
#include <limits>
#include <vector>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_gemm_gemv_ger)

/// A matrix, a vector beside it and one across, of small integers, so that every sum is exact in any order.
template <class Scalar, std::size_t Rows, std::size_t Columns>
struct operands {
    static constexpr std::size_t stride = kernels::padded<Scalar>(Columns);
    static constexpr std::size_t row_padding = kernels::padded<Scalar>(Rows);
    static constexpr std::size_t lanes = kernels::lanes_for<Scalar>(Columns);
    static constexpr kernels::gemv_extents extents{Rows, Columns, stride};

    std::vector<Scalar> matrix = std::vector<Scalar>(Rows * stride);
    std::vector<Scalar> left = std::vector<Scalar>(row_padding);
    std::vector<Scalar> right = std::vector<Scalar>(stride);

    operands() {
        for (std::size_t r = 0; r < Rows; ++r) {
            left[r] = static_cast<Scalar>(r * 5 % 7) - 3;
            for (std::size_t c = 0; c < Columns; ++c)
                matrix[r * stride + c] = static_cast<Scalar>((r * 7 + c * 3) % 11) - 5;
        }
        for (std::size_t c = 0; c < Columns; ++c) right[c] = static_cast<Scalar>(c * 3 % 5) - 2;
    }
};

/// What is changed with the matrix is the matrix itself, as in plain descent, or another.
template <class Scalar, std::size_t Rows, std::size_t Columns>
void check(bool in_place) {
    using given = operands<Scalar, Rows, Columns>;
    const given before;
    const auto run = [&](std::size_t length, auto sweep, auto expected) {
        given here;
        std::vector<Scalar> other(before.matrix.size());
        for (std::size_t i = 0; i < other.size(); ++i) other[i] = here.matrix[i] * 2;
        const std::vector<Scalar> old = in_place ? before.matrix : other;
        std::vector<Scalar>& changed = in_place ? here.matrix : other;

        std::vector<Scalar> result(kernels::padded<Scalar>(length), Scalar(99));
        std::vector<int> written(result.size());
        sweep(here, changed.data(), [&](auto sum, std::size_t i) {
            for (std::size_t lane = 0; lane < decltype(sum)::lanes; ++lane) ++written.at(i + lane);
            sum.store(&result[i]);
        });
        for (std::size_t i = 0; i < result.size(); ++i) {
            BOOST_TEST_REQUIRE(written[i] == 1);
            BOOST_TEST_REQUIRE(result[i] == (i < length ? expected(i) : Scalar(0)));
        }
        for (std::size_t r = 0; r < Rows; ++r)
            for (std::size_t c = 0; c < given::stride; ++c)
                BOOST_TEST_REQUIRE(changed[r * given::stride + c] ==
                                   old[r * given::stride + c] + before.left[r] * before.right[c]);
    };
    run(
        Rows,
        [](const given& from, Scalar* changed, auto finish) {
            kernels::gemv_ger<given::extents, given::lanes, given::row_padding>(
                from.matrix.data(), from.left.data(), from.right.data(), changed,
                [finish](auto sum, std::size_t row) { finish(kernels::narrow<given::row_padding>(sum), row); });
        },
        [&](std::size_t row) {
            Scalar sum = 0;
            for (std::size_t c = 0; c < Columns; ++c) sum += before.matrix[row * given::stride + c] * before.right[c];
            return sum;
        });
    run(
        Columns,
        [](const given& from, Scalar* changed, auto finish) {
            std::vector<Scalar> sums(given::stride, Scalar(99));
            kernels::gemv_transposed_ger<given::extents, given::lanes>(from.matrix.data(), from.left.data(),
                                                                       from.right.data(), changed, sums.data(), finish);
        },
        [&](std::size_t column) {
            Scalar sum = 0;
            for (std::size_t r = 0; r < Rows; ++r) sum += before.matrix[r * given::stride + column] * before.left[r];
            return sum;
        });
}

BOOST_AUTO_TEST_CASE(both_walks_agree_with_the_definition) {
    for (const bool in_place : {false, true}) {
        check<float, 1, 1>(in_place);
        check<float, 1, 33>(in_place);
        check<float, 2, 3>(in_place);
        check<float, 3, 2>(in_place);
        check<float, 5, 32>(in_place);
        check<float, 17, 1>(in_place);
        check<float, 16, 64>(in_place);
        check<float, 31, 7>(in_place);
        check<float, 33, 100>(in_place);
        check<float, 20, 300>(in_place);
        check<double, 5, 7>(in_place);
        check<double, 17, 16>(in_place);
        check<double, 2, 63>(in_place);
        // More than the first cache holds: row by row.
        check<float, 100, 90>(in_place);
        check<float, 33, 500>(in_place);
        check<double, 65, 127>(in_place);
    }
}

template <class Scalar, std::size_t Rows, std::size_t Columns>
void check_outer_product() {
    using given = operands<Scalar, Rows, Columns>;
    const given before;
    given here;
    kernels::ger<given::extents, given::lanes>(here.left.data(), here.right.data(), here.matrix.data());
    for (std::size_t r = 0; r < Rows; ++r)
        for (std::size_t c = 0; c < given::stride; ++c) {
            const std::size_t i = r * given::stride + c;
            BOOST_TEST_REQUIRE(here.matrix[i] == before.matrix[i] + before.left[r] * before.right[c]);
        }
}

BOOST_AUTO_TEST_CASE(the_outer_product_agrees_with_the_definition) {
    check_outer_product<float, 1, 1>();
    check_outer_product<float, 3, 2>();
    check_outer_product<float, 16, 64>();
    check_outer_product<float, 5, 129>();
    check_outer_product<float, 20, 300>();
    check_outer_product<double, 17, 63>();
}

// 0 * infinity is NaN: it must not get into the padding, where later walks would find it.
BOOST_AUTO_TEST_CASE(padding_stays_zero) {
    using given = operands<float, 5, 3>;
    if constexpr (given::stride != 3) {
        const auto check_padding = [](auto sweep) {
            given from;
            from.left.assign(from.left.size(), std::numeric_limits<float>::infinity());
            sweep(from);
            for (std::size_t r = 0; r < 5; ++r) BOOST_TEST(from.matrix[r * given::stride + 3] == 0);
        };
        check_padding([](given& from) {
            kernels::gemv_ger<given::extents, given::lanes, given::row_padding>(
                from.matrix.data(), from.left.data(), from.right.data(), from.matrix.data(), [](auto, std::size_t) {});
        });
        check_padding([](given& from) {
            std::vector<float> sums(given::stride);
            kernels::gemv_transposed_ger<given::extents, given::lanes>(from.matrix.data(), from.left.data(),
                                                                       from.right.data(), from.matrix.data(),
                                                                       sums.data(), [](auto, std::size_t) {});
        });
        check_padding([](given& from) {
            kernels::ger<given::extents, given::lanes>(from.left.data(), from.right.data(), from.matrix.data());
        });
    }
}

constexpr float in_constant_evaluation() {
    constexpr kernels::gemv_extents extents{3, 2, 2};
    float matrix[6] = {1, 2, 3, 4, 5, 6};
    const float left[3] = {1, 10, 100}, right[2] = {1, 2};
    float by_row[3] = {}, by_column[2] = {};
    kernels::gemv_ger<extents, 1, 3>(matrix, left, right, matrix,
                                     [&](auto sum, std::size_t row) { sum.store(by_row + row); });
    kernels::gemv_transposed_ger<extents, 1>(matrix, left, right, matrix, by_column,
                                             [&](auto sum, std::size_t column) { sum.store(by_column + column); });
    // Rows 1 2, 3 4, 5 6 become 2 4, 13 24, 105 206, then 3 6, 23 44, 205 406.
    return by_row[0] + by_row[1] + by_row[2] + by_column[0] + by_column[1] + matrix[5];
}
static_assert(in_constant_evaluation() == 5 + 11 + 17 + (2 + 130 + 10500) + (4 + 240 + 20600) + 406);

BOOST_AUTO_TEST_SUITE_END()
