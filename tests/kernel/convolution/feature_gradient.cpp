// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/convolution/feature_gradient.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_convolution_feature_gradient)

template <std::size_t Size>
std::array<double, Size> numbers(double first) {
    std::array<double, Size> result;
    for (std::size_t i = 0; i < Size; ++i) result[i] = std::sin(first + 1.7 * static_cast<double>(i));
    return result;
}

template <kernels::convolution_extents E>
struct everything {
    using features = kernels::feature_gradient<E, double>;
    using passes = kernels::convolution<E, double>;
    static constexpr std::size_t image_size = passes::image_channels * E.rows.image * E.cols.image;
    static constexpr std::size_t weights = passes::feature_channels * passes::weight_row;
    std::array<double, 2 * image_size> x = numbers<2 * image_size>(0.3);
    std::array<double, 2 * E.feature_size()> deltas = numbers<2 * E.feature_size()>(1.1);
    alignas(64) std::array<double, passes::planes_size> planes;
    alignas(64) std::array<double, passes::features_size> feature_positions;
    alignas(64) std::array<double, features::sums_size> sums;
    std::array<double, weights> found{}, expected{};
    std::array<double, passes::feature_channels> found_biases{}, expected_biases{};
};

/// Over two samples, beside the dot products along the image; what is in the gradient already stays.
template <kernels::convolution_extents E>
void check() {
    using features = kernels::feature_gradient<E, double>;
    using passes = kernels::convolution<E, double>;
    if constexpr (features::lanes != 1) {
        static_assert(features::applies);
        constexpr std::size_t image_size = everything<E>::image_size, weights = everything<E>::weights;
        const auto all = std::make_unique<everything<E>>();
        static_assert(features::padded_size <= passes::planes_size &&
                      features::transposed_size <= passes::features_size);
        // Whoever reads what nobody has written is found out.
        all->planes.fill(std::numeric_limits<double>::quiet_NaN());
        all->feature_positions.fill(std::numeric_limits<double>::quiet_NaN());
        all->sums.fill(std::numeric_limits<double>::quiet_NaN());
        all->found[0] = all->expected[0] = 5;
        all->found_biases[1] = all->expected_biases[1] = 7;
        features::set_to_zero(all->planes.data(), all->sums.data());
        for (std::size_t s = 0; s < 2; ++s)
            features::add(all->x.data() + s * image_size, all->deltas.data() + s * E.feature_size(), all->planes.data(),
                          all->feature_positions.data(), all->sums.data());
        features::finish(all->sums.data(), all->found.data(), all->found_biases.data());
        for (std::size_t s = 0; s < 2; ++s) {
            passes::template pad_channels<1>(all->deltas.data() + s * E.feature_size(), all->feature_positions.data());
            passes::template add_weight_gradient<1>(all->x.data() + s * image_size, all->feature_positions.data(),
                                                    all->planes.data(), all->expected.data());
            passes::template add_bias_gradient<1>(all->feature_positions.data(), all->expected_biases.data());
        }
        for (std::size_t i = 0; i < weights; ++i)
            BOOST_TEST_REQUIRE(std::fabs(all->found[i] - all->expected[i]) < 1e-12);
        for (std::size_t i = 0; i < passes::feature_channels; ++i)
            BOOST_TEST_REQUIRE(std::fabs(all->found_biases[i] - all->expected_biases[i]) < 1e-12);
        for (std::size_t i = 0; i < weights; ++i)
            if (i % passes::weight_row >= passes::depth) BOOST_TEST_REQUIRE(all->found[i] == 0);

        const auto before = all->found;
        features::finish(all->sums.data(), all->found.data(), nullptr);
        BOOST_TEST(all->found[1] == 2 * before[1]);
    }
}

constexpr std::size_t lanes = kernels::native_lanes<double>;

BOOST_AUTO_TEST_CASE(it_is_that_of_the_dot_products) {
    check<kernels::convolution_extents{1, 2, lanes, {6, 3}, {7, 2}}>();
    check<kernels::convolution_extents{1, 5, 2 * lanes, {7, 3}, {9, 3}}>();
    check<kernels::convolution_extents{1, 3, 3 * lanes, {4, 1}, {5, 5, 1, 1, 2, 2}}>();
}
BOOST_AUTO_TEST_CASE(so_it_is_with_strides_padding_dilation_and_groups) {
    check<kernels::convolution_extents{2, 2, lanes, {13, 3, 2, 1, 1, 2}, {17, 2, 3, 2, 0, 3}}>();
    check<kernels::convolution_extents{3, 1, 2 * lanes, {9, 3, 1, 2, 3, 1}, {10, 4, 1, 1, 2, 4}}>();
    check<kernels::convolution_extents{1, 3, lanes, {1, 1}, {33, 3, 1, 4, 1, 3}}>();
}
BOOST_AUTO_TEST_CASE(so_it_is_where_tiles_leave_a_rest) {
    check<kernels::convolution_extents{1, 1, lanes, {9, 5}, {9, 5}}>();   // rows of weights
    check<kernels::convolution_extents{1, 31, lanes, {4, 1}, {4, 1}}>();  // channels
    check<kernels::convolution_extents{1, 9, 4 * lanes, {5, 2}, {5, 2}}>();
}

BOOST_AUTO_TEST_CASE(it_needs_features_that_fill_registers_and_enough_of_all) {
    using kernels::feature_gradient;
    BOOST_TEST((!feature_gradient<kernels::convolution_extents{1, 9, lanes + 1, {9, 3}, {9, 3}}, double>::applies));
    BOOST_TEST((!feature_gradient<kernels::convolution_extents{1, 1, lanes, {9, 1}, {9, 1}}, double>::applies));
    BOOST_TEST((!feature_gradient<kernels::convolution_extents{1, 9, lanes, {3, 3}, {3, 3}}, double>::applies));
    BOOST_TEST((!feature_gradient<kernels::convolution_extents{1, 9, lanes, {1, 1}, {99, 33}}, double>::applies));
}

BOOST_AUTO_TEST_SUITE_END()
