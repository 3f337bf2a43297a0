// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/kernel/convolution/convolution.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace kernels = perceptype::kernels;

BOOST_AUTO_TEST_SUITE(kernel_convolution_convolution)

template <std::size_t Size>
std::array<double, Size> numbers(double first) {
    std::array<double, Size> result;
    for (std::size_t i = 0; i < Size; ++i) result[i] = std::sin(first + 1.7 * static_cast<double>(i));
    return result;
}

constexpr kernels::convolution_extents plain{1, 2, 5, {6, 3}, {7, 2}};
constexpr kernels::convolution_extents stepping{2, 1, 3, {7, 3, 2, 1, 1, 2}, {9, 2, 3, 2, 0, 3}};
constexpr kernels::convolution_extents padded{3, 2, 9, {9, 3, 1, 2, 3, 1}, {10, 4, 1, 1, 2, 4}};
constexpr kernels::convolution_extents sequence{1, 3, 2, {1, 1}, {23, 3, 2, 2, 1, 3}};
constexpr kernels::convolution_extents bare{1, 1, 3, {3, 3}, {23, 3, 2}};
constexpr kernels::convolution_extents past_the_kernel{1, 1, 1, {5, 1, 3}, {5, 2, 4, 1, 2, 0}};

template <kernels::convolution_extents E, std::size_t Widest>
struct outcome {
    using passes = kernels::convolution<E, double>;
    static constexpr std::size_t image_size = passes::image_channels * E.rows.image * E.cols.image;
    static constexpr std::size_t weights_size = passes::feature_channels * passes::weight_row;

    std::array<double, E.feature_size()> features{};
    std::array<double, image_size> back{};
    std::array<double, weights_size> weight_gradient{};
    std::array<double, passes::feature_channels> bias_gradient{};

    // Weights' padding is not zero, so that whoever reads it is found out.
    std::array<double, image_size> x = numbers<image_size>(0.3);
    std::array<double, weights_size> weights = numbers<weights_size>(0.7);
    std::array<double, E.feature_size()> y = numbers<E.feature_size()>(1.1);

    outcome() {
        alignas(64) std::array<double, passes::planes_size> planes;
        alignas(64) std::array<double, passes::features_size> feature_positions;
        // Whoever reads what nobody has written is found out.
        planes.fill(std::numeric_limits<double>::quiet_NaN());
        feature_positions.fill(std::numeric_limits<double>::quiet_NaN());
        passes::template to_features<Widest>(
            x.data(), weights.data(), planes.data(), [](std::size_t channel) { return static_cast<double>(channel); },
            [&](auto a, std::size_t i) { a.store(features.data() + i); });
        planes.fill(std::numeric_limits<double>::quiet_NaN());
        passes::template pad_channels<Widest>(y.data(), feature_positions.data());
        passes::template add_weight_gradient<Widest>(x.data(), feature_positions.data(), planes.data(),
                                                     weight_gradient.data());
        passes::template add_bias_gradient<Widest>(feature_positions.data(), bias_gradient.data());
        planes.fill(std::numeric_limits<double>::quiet_NaN());
        feature_positions.fill(std::numeric_limits<double>::quiet_NaN());
        passes::template scatter<Widest>(y.data(), feature_positions.data());
        passes::template to_image<Widest>(feature_positions.data(), weights.data(), planes.data());
        passes::template merge_planes<Widest>(planes.data(),
                                              [&](auto a, std::size_t, std::size_t i) { a.store(back.data() + i); });
    }
};

double dot(const auto& a, const auto& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

template <kernels::convolution_extents E, std::size_t Widest>
void check() {
    const outcome<E, Widest> found;
    using passes = typename outcome<E, Widest>::passes;
    const auto tolerance = boost::test_tools::tolerance(1e-12);

    // All three products are one trilinear form: y . (W * x) = x . (W^T * y) = W . dW, with biases apart.
    std::array<double, passes::feature_channels> sums{};
    auto features = found.features;
    for (std::size_t i = 0; i < features.size(); ++i) {
        const std::size_t channel = i / (features.size() / sums.size());
        sums[channel] += found.y[i];
        features[i] -= static_cast<double>(channel);
    }
    const double form = dot(found.y, features);
    BOOST_TEST(std::fabs(form) > 1e-3);
    BOOST_TEST(form == dot(found.x, found.back), tolerance);
    BOOST_TEST(form == dot(found.weights, found.weight_gradient), tolerance);
    for (std::size_t channel = 0; channel < sums.size(); ++channel)
        BOOST_TEST(found.bias_gradient[channel] == sums[channel], tolerance);
    for (std::size_t i = 0; i < found.weight_gradient.size(); ++i)
        if (i % passes::weight_row >= passes::depth) BOOST_TEST(found.weight_gradient[i] == 0);

    const outcome<E, 1> scalar;
    for (std::size_t i = 0; i < features.size(); ++i)
        BOOST_TEST(std::fabs(found.features[i] - scalar.features[i]) < 1e-13);
}

template <kernels::convolution_extents E>
void check_widths() {
    check<E, 1>();
    check<E, kernels::native_lanes<double>>();
}

BOOST_AUTO_TEST_CASE(its_products_are_one_form) { check_widths<plain>(); }
BOOST_AUTO_TEST_CASE(so_they_are_with_strides_padding_dilation_and_groups) { check_widths<stepping>(); }
BOOST_AUTO_TEST_CASE(so_they_are_with_padding_and_many_features) { check_widths<padded>(); }
BOOST_AUTO_TEST_CASE(so_they_are_along_a_sequence) { check_widths<sequence>(); }
BOOST_AUTO_TEST_CASE(so_they_are_where_columns_leave_a_rest) { check_widths<bare>(); }
BOOST_AUTO_TEST_CASE(so_they_are_where_the_stride_passes_pixels_over) { check_widths<past_the_kernel>(); }

BOOST_AUTO_TEST_SUITE_END()
