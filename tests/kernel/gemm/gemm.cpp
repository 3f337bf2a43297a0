// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/gemm/gemm.hpp>
#include <perceptype/kernel/row.hpp>

#include <cstddef>
#include <vector>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_gemm_gemm)

/// Small integers, so that every sum is exact in any order.
template <class Scalar>
Scalar entry(std::size_t i, std::size_t j, std::size_t salt) {
    return static_cast<Scalar>((i * 7 + j * 3 + salt) % 11) - 5;
}

/// `Rows` rows, or the first of as many as there may be.
template <class Scalar, std::size_t Rows, std::size_t Columns, std::size_t Depth>
void check(std::size_t rows = Rows) {
    constexpr std::size_t c_row = kernels::padded<Scalar>(Columns);
    constexpr std::size_t k_row = kernels::padded<Scalar>(Depth);
    std::vector<Scalar> a(Rows * k_row), b(Depth * c_row), transposed(Columns * k_row);
    for (std::size_t i = 0; i < Rows; ++i)
        for (std::size_t k = 0; k < Depth; ++k) a[i * k_row + k] = entry<Scalar>(i, k, 1);
    for (std::size_t k = 0; k < Depth; ++k)
        for (std::size_t j = 0; j < Columns; ++j) b[k * c_row + j] = transposed[j * k_row + k] = entry<Scalar>(k, j, 2);

    // The start is column + 1; every place of the result, padding included, must be written once.
    std::vector<Scalar> start(c_row);
    for (std::size_t j = 0; j < Columns; ++j) start[j] = static_cast<Scalar>(j + 1);
    const auto from = [&]<class Pack>(Pack, std::size_t, std::size_t column) {
        return kernels::load_from_row<Pack, c_row>(start.data(), column);
    };
    const auto expect = [&](const std::vector<Scalar>& c, const std::vector<int>& written) {
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < c_row; ++j) {
                Scalar sum = start[j];
                if (j < Columns)
                    for (std::size_t k = 0; k < Depth; ++k) sum += a[i * k_row + k] * b[k * c_row + j];
                BOOST_TEST_REQUIRE(c[i * c_row + j] == sum);
                BOOST_TEST_REQUIRE(written[i * c_row + j] == 1);
            }
    };
    const auto run = [&](auto product) {
        std::vector<Scalar> c(rows * c_row, Scalar(99));
        std::vector<int> written(c.size());
        product([&](auto sum, std::size_t i, std::size_t j) {
            const auto kept = kernels::narrow<c_row>(sum);
            kept.store(&c[i * c_row + j]);
            for (std::size_t lane = 0; lane < decltype(kept)::lanes; ++lane) ++written[i * c_row + j + lane];
        });
        expect(c, written);
    };
    run([&](auto finish) {
        constexpr kernels::gemm_extents extents{Rows, Columns, Depth, k_row, 1, c_row};
        kernels::gemm_axpy<extents, kernels::lanes_for<Scalar>(Columns)>(a.data(), b.data(), rows, Depth, from, finish);
    });
    run([&](auto finish) {
        constexpr kernels::gemm_extents extents{Rows, Columns, Depth, k_row, 1, k_row};
        kernels::gemm_dot<extents, kernels::lanes_for<Scalar>(Depth), c_row>(a.data(), transposed.data(), rows, from,
                                                                             finish);
    });
}

BOOST_AUTO_TEST_CASE(both_products_agree_with_the_definition) {
    check<float, 1, 1, 1>();
    check<float, 1, 1, 33>();
    check<float, 1, 2, 3>();
    check<float, 1, 5, 32>();
    check<float, 1, 17, 2>();
    check<float, 1, 100, 65>();
    check<float, 2, 7, 15>();
    check<float, 5, 33, 3>();
    check<float, 16, 10, 64>();
    check<float, 16, 3, 1>();
    check<float, 17, 31, 7>();
    check<double, 1, 5, 7>();
    check<double, 3, 17, 16>();
    check<double, 16, 2, 63>();
    // More than the first cache holds, for one row: read in order.
    check<float, 1, 129, 128>();
    check<float, 1, 100, 130>();
    check<float, 1, 33, 500>();
    check<double, 1, 65, 127>();
}

BOOST_AUTO_TEST_CASE(rows_may_vary) {
    for (const std::size_t rows : {4u, 12u, 32u}) {
        check<float, 32, 1, 5>(rows);
        check<float, 32, 2, 17>(rows);
        check<float, 32, 3, 8>(rows);
        check<float, 32, 17, 9>(rows);
        check<double, 32, 6, 33>(rows);
    }
}

// More of B than the first cache holds, in blocks of the depth that do and do not divide it.
BOOST_AUTO_TEST_CASE(large_products_are_cut) {
    constexpr kernels::gemm_extents extents{16, 128, 300, 304, 1, 128};
    static_assert(kernels::native_lanes<float> == 1 ||
                  kernels::gemm_axpy_scratch<extents, kernels::native_lanes<float>, float> == 16 * 128);
    check<float, 16, 128, 300>();
    check<float, 16, 128, 300>(8);
    check<float, 4, 129, 192>();
    check<double, 32, 70, 100>();
}

/// A(i, k) may also lie with its rows adjacent, as activations do when weight gradients are summed over samples.
BOOST_AUTO_TEST_CASE(strides_of_a_are_free) {
    constexpr std::size_t rows = 5, columns = 8, depth = 3;
    std::vector<float> a(rows * depth), b(depth * columns), c(rows * columns);
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = entry<float>(i, 0, 3);
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = entry<float>(0, i, 4);
    constexpr kernels::gemm_extents extents{rows, columns, depth, 1, rows, columns};
    kernels::gemm_axpy<extents, kernels::lanes_for<float>(columns)>(
        a.data(), b.data(), rows, depth, []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(0); },
        [&](auto sum, std::size_t i, std::size_t j) { sum.store(&c[i * columns + j]); });
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j) {
            float sum = 0;
            for (std::size_t k = 0; k < depth; ++k) sum += a[i + k * rows] * b[k * columns + j];
            BOOST_TEST(c[i * columns + j] == sum);
        }
}

/// As when weight gradients are summed over the samples of a batch: the depth varies, rows and columns do not.
template <std::size_t Rows, std::size_t Columns>
void check_varying_depth() {
    constexpr std::size_t most = 16;
    constexpr std::size_t row = kernels::padded<float>(Columns);
    constexpr kernels::gemm_extents extents{Rows, Columns, most, 1, Rows, row, true};
    std::vector<float> a(Rows * most), b(most * row);
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = entry<float>(i, 0, 3);
    for (std::size_t k = 0; k < most; ++k)
        for (std::size_t j = 0; j < Columns; ++j) b[k * row + j] = entry<float>(k, j, 4);
    for (std::size_t depth = kernels::row_step; depth <= most; depth += kernels::row_step) {
        std::vector<float> c(Rows * row);
        kernels::gemm_axpy<extents, kernels::lanes_for<float>(Columns)>(
            a.data(), b.data(), Rows, depth,
            []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(0); },
            [&](auto sum, std::size_t i, std::size_t j) { kernels::narrow<row>(sum).store(&c[i * row + j]); });
        for (std::size_t i = 0; i < Rows; ++i)
            for (std::size_t j = 0; j < Columns; ++j) {
                float sum = 0;
                for (std::size_t k = 0; k < depth; ++k) sum += a[i + k * Rows] * b[k * row + j];
                BOOST_TEST_REQUIRE(c[i * row + j] == sum);
            }
    }
}

BOOST_AUTO_TEST_CASE(depth_may_vary) {
    check_varying_depth<1, 1>();
    check_varying_depth<1, 17>();
    check_varying_depth<2, 3>();
    check_varying_depth<3, 8>();
    check_varying_depth<9, 33>();
}

/// B's rows end with their last column, and what lies behind C's is not to be written: as of the channels of an image.
template <std::size_t Rows, std::size_t Columns>
void check_end_of_columns() {
    constexpr std::size_t depth = 7;
    constexpr kernels::gemm_extents extents{Rows, Columns, depth, depth, 1, Columns, false, true};
    constexpr float untouched = 1234;
    std::vector<float> a(Rows * depth), b(depth * Columns), c(Rows * Columns + 1, untouched);
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = entry<float>(i, 0, 3);
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = entry<float>(0, i, 4);
    kernels::gemm_axpy<extents, kernels::lanes_for<float>(Columns)>(
        a.data(), b.data(), Rows, depth, []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(1); },
        [&]<class Pack>(Pack sum, std::size_t i, std::size_t j) {
            BOOST_TEST_REQUIRE(j + Pack::lanes <= Columns);
            sum.store(&c[i * Columns + j]);
        });
    for (std::size_t i = 0; i < Rows; ++i)
        for (std::size_t j = 0; j < Columns; ++j) {
            float sum = 1;
            for (std::size_t k = 0; k < depth; ++k) sum += a[i * depth + k] * b[k * Columns + j];
            BOOST_TEST_REQUIRE(c[i * Columns + j] == sum);
        }
    BOOST_TEST(c.back() == untouched);
}

BOOST_AUTO_TEST_CASE(nothing_behind_the_last_column_is_read_or_written) {
    check_end_of_columns<1, 1>();
    check_end_of_columns<4, 16>();
    check_end_of_columns<4, 17>();
    check_end_of_columns<3, 33>();
    check_end_of_columns<4, 25>();
    check_end_of_columns<1, 71>();
    check_end_of_columns<2, 676>();
    check_end_of_columns<4, 84>();
    check_end_of_columns<4, 66>();  // a last tile of one pack, which begins before its place
}

constexpr float in_constant_evaluation() {
    constexpr float a[2] = {2, 3};
    constexpr float b[4] = {1, 10, 100, 1000};
    float c[2] = {};
    constexpr kernels::gemm_extents extents{1, 2, 2, 2, 1, 2};
    kernels::gemm_axpy<extents, 1>(
        a, b, 1, 2, []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(1); },
        [&c](auto sum, std::size_t, std::size_t j) { sum.store(c + j); });
    return c[0] + c[1];
}
static_assert(in_constant_evaluation() == 2 * 11 + 3 * 1100 + 2);

BOOST_AUTO_TEST_SUITE_END()
