// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/gemm/gemm_narrow.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/kernel/plan.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_gemm_gemm_narrow)

constexpr std::size_t most_rows = 32;

/// Small integers, so that every sum is exact in any order.
int given(std::size_t i, std::size_t k) { return static_cast<int>((i * 7 + k * 3) % 11) - 5; }
int weight(std::size_t k, std::size_t j) { return static_cast<int>((k * 5 + j * 2) % 7) - 3; }
int bias(std::size_t j) { return 4 - static_cast<int>(j); }

/// Every number of C once, as many rows as asked for and whole packs; A ends where the last of its rows does.
template <class Scalar, std::size_t Depth, std::size_t Columns>
bool check() {
    constexpr std::size_t a_row = kernels::padded<Scalar>(Depth), c_row = kernels::padded<Scalar>(Columns);
    constexpr std::size_t b_stride = Columns == 1 ? 1 : c_row;
    constexpr kernels::gemm_narrow_extents extents{Columns, Depth, a_row, b_stride, c_row};
    constexpr std::size_t lanes = kernels::lanes_for<Scalar>(most_rows * c_row);
    if constexpr (kernels::has_narrow_rows<extents, lanes>) {
        std::vector<Scalar> a(most_rows * a_row), b(Columns == 1 ? a_row : Depth * b_stride), start(c_row);
        for (std::size_t i = 0; i < most_rows; ++i)
            for (std::size_t k = 0; k < Depth; ++k) a[i * a_row + k] = static_cast<Scalar>(given(i, k));
        for (std::size_t k = 0; k < Depth; ++k)
            for (std::size_t j = 0; j < Columns; ++j) b[k * b_stride + j] = static_cast<Scalar>(weight(k, j));
        for (std::size_t j = 0; j < Columns; ++j) start[j] = static_cast<Scalar>(bias(j));

        for (std::size_t rows = 4; rows <= most_rows; rows += 4) {
            // Behind the last row lies what nobody has written.
            const std::vector<Scalar> exactly(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(rows * a_row));
            std::vector<Scalar> c(most_rows * c_row, Scalar(99));
            std::vector<int> written(c.size());
            kernels::gemm_narrow<extents, lanes>(exactly.data(), b.data(),
                                                 kernels::pack<Scalar, c_row>::load(start.data()), rows,
                                                 [&](auto sums, std::size_t i) {
                                                     for (std::size_t lane = 0; lane < decltype(sums)::lanes; ++lane)
                                                         ++written.at(i + lane);
                                                     sums.store(&c[i]);
                                                 });
            const std::size_t whole = kernels::round_up(rows * c_row, lanes);
            for (std::size_t at = 0; at < c.size(); ++at) BOOST_TEST_REQUIRE(written[at] == (at < whole ? 1 : 0));
            for (std::size_t i = 0; i < rows; ++i)
                for (std::size_t j = 0; j < c_row; ++j) {
                    int sum = j < Columns ? bias(j) : 0;
                    for (std::size_t k = 0; k < Depth && j < Columns; ++k) sum += given(i, k) * weight(k, j);
                    BOOST_TEST_REQUIRE(c[i * c_row + j] == static_cast<Scalar>(sum));
                }
        }
        return true;
    } else {
        return false;
    }
}

/// How many of the products of up to eight numbers by up to eight are narrow.
template <class Scalar>
std::size_t check_all() {
    return []<std::size_t... i>(std::index_sequence<i...>) {
        return (std::size_t(check<Scalar, i / 8 + 1, i % 8 + 1>()) + ...);
    }(std::make_index_sequence<64>{});
}

BOOST_AUTO_TEST_CASE(is_the_product_for_any_number_of_rows) {
    // The more, the wider a register is; without any, none is.
    const auto expected = [](std::size_t lanes) {
        return lanes == 1 ? 0u : lanes == 2 ? 2u : lanes == 4 ? 6u : lanes == 8 ? 24u : 60u;
    };
    BOOST_TEST(check_all<float>() == expected(kernels::native_lanes<float>));
    BOOST_TEST(check_all<double>() == expected(kernels::native_lanes<double>));
}

BOOST_AUTO_TEST_SUITE_END()
