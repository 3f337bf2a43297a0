// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/product.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/compare.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

BOOST_AUTO_TEST_SUITE(kernel_product)

namespace kernels = perceptype::kernels;
using kernels::product_extents;
using laws::numbers;

/// Row-major, rows `stride` apart, behind each row zeros.
template <class Scalar>
std::vector<Scalar> matrix(std::size_t rows, std::size_t columns, std::size_t stride, int seed) {
    const numbers values = laws::random_numbers(rows * columns, seed, 1);
    std::vector<Scalar> padded(rows * stride);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j) padded[i * stride + j] = static_cast<Scalar>(values[i * columns + j]);
    return padded;
}

/// C(i, j) = i - j + sum over k of A(i, k) B(k, j), in plain loops.
numbers expected(product_extents e, const auto& a, const auto& b, bool transposed) {
    numbers c;
    for (std::size_t i = 0; i < e.rows; ++i)
        for (std::size_t j = 0; j < e.columns; ++j) {
            double sum = static_cast<double>(i) - static_cast<double>(j);
            for (std::size_t k = 0; k < e.depth; ++k)
                sum += double{a[i * e.a_row + k * e.a_depth]} * double{transposed ? b[j * e.b_stride + k] : b[k * e.b_stride + j]};
            c.push_back(sum);
        }
    return c;
}

/// Collects what a product gives to `finish`, and how often.
template <class Scalar>
struct result {
    std::size_t rows, columns, stride;
    std::vector<Scalar> values = std::vector<Scalar>(rows * stride, Scalar(9));
    std::vector<int> visits = std::vector<int>(rows * stride);

    auto finish() {
        return [this](auto sum, std::size_t row, std::size_t column) {
            Scalar lanes[decltype(sum)::lanes];
            sum.store(lanes);
            for (std::size_t i = 0; i < decltype(sum)::lanes && column + i < stride; ++i) {
                values[row * stride + column + i] = lanes[i];
                ++visits[row * stride + column + i];
            }
        };
    }
    void check(const numbers& expected) const {
        numbers found;
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j) found.push_back(double{values[i * stride + j]});
        BOOST_TEST(laws::close(found, expected, laws::units<Scalar>(64)));
        BOOST_TEST(std::all_of(visits.begin(), visits.end(), [](int count) { return count == 1; }));
    }
};

constexpr auto start = []<class Pack>(Pack, std::size_t row, std::size_t column) {
    typename Pack::scalar_type lanes[Pack::lanes];
    for (std::size_t i = 0; i < Pack::lanes; ++i)
        lanes[i] = static_cast<typename Pack::scalar_type>(static_cast<double>(row) - static_cast<double>(column + i));
    return Pack::load(lanes);
};

template <class Scalar, std::size_t Rows, std::size_t Columns, std::size_t Depth>
void check_scaled_rows() {
    static constexpr std::size_t stride = kernels::padded<Scalar>(Columns);
    static constexpr product_extents extents{Rows, Columns, Depth, Depth, 1, stride};
    const auto a = matrix<Scalar>(Rows, Depth, Depth, 1);
    const auto b = matrix<Scalar>(Depth, Columns, stride, 2);
    result<Scalar> c{Rows, Columns, stride};
    kernels::product_by_scaled_rows<extents, kernels::lanes_for<Scalar>(Columns)>(a.data(), b.data(), start, c.finish());
    c.check(expected(extents, a, b, false));
}

template <class Scalar, std::size_t Rows, std::size_t Columns, std::size_t Depth>
void check_dot_products() {
    static constexpr std::size_t stride = kernels::padded<Scalar>(Depth);
    static constexpr std::size_t padded = kernels::padded<Scalar>(Columns);
    static constexpr product_extents extents{Rows, Columns, Depth, stride, 1, stride};
    const auto a = matrix<Scalar>(Rows, Depth, stride, 1);
    const auto b = matrix<Scalar>(Columns, Depth, stride, 2);
    result<Scalar> c{Rows, Columns, padded};
    kernels::product_by_dot_products<extents, kernels::lanes_for<Scalar>(Depth), padded>(a.data(), b.data(), start, c.finish());
    c.check(expected(extents, a, b, true));
}

BOOST_AUTO_TEST_CASE(scaled_rows_are_the_product) {
    check_scaled_rows<float, 1, 1, 1>();
    check_scaled_rows<float, 1, 100, 3>();
    check_scaled_rows<float, 1, 5, 33>();
    check_scaled_rows<float, 3, 17, 2>();
    check_scaled_rows<float, 16, 33, 7>();
    check_scaled_rows<double, 1, 31, 5>();
    check_scaled_rows<double, 7, 2, 16>();
    check_scaled_rows<double, 16, 65, 1>();
}

BOOST_AUTO_TEST_CASE(dot_products_are_the_product) {
    check_dot_products<float, 1, 1, 1>();
    check_dot_products<float, 1, 3, 100>();
    check_dot_products<float, 1, 33, 5>();
    check_dot_products<float, 3, 2, 17>();
    check_dot_products<float, 16, 7, 33>();
    check_dot_products<double, 1, 5, 31>();
    check_dot_products<double, 7, 16, 2>();
    check_dot_products<double, 16, 1, 65>();
}

/// A may be read down its columns: the weight gradient sums over samples that way.
BOOST_AUTO_TEST_CASE(the_left_side_may_be_transposed) {
    static constexpr std::size_t stride = kernels::padded<float>(5);
    static constexpr product_extents extents{3, 5, 16, 1, 4, stride};
    const auto a = matrix<float>(16, 3, 4, 1);
    const auto b = matrix<float>(16, 5, stride, 2);
    result<float> c{3, 5, stride};
    kernels::product_by_scaled_rows<extents, kernels::lanes_for<float>(5)>(a.data(), b.data(), start, c.finish());
    c.check(expected(extents, a, b, false));
}

BOOST_AUTO_TEST_SUITE_END()
