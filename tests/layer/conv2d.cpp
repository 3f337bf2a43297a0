// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/conv2d.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/gelu.hpp>
#include <perceptype/activation/relu.hpp>
#include <perceptype/cost.hpp>

#include <laws/layer.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_conv2d)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::conv2d<3, pt::kernel<3>>, pt::shape<2, 5, 4>, pt::relu>();
}
BOOST_AUTO_TEST_CASE(obeys_them_where_the_window_steps_and_is_spread) {
    laws::layer<pt::conv2d<2, pt::stride<2, 3>, pt::kernel<3, 2>, pt::padding<1, 2>, pt::no_bias>,
                pt::shape<3, 6, 7>>();
}
BOOST_AUTO_TEST_CASE(obeys_them_where_channels_come_in_groups) {
    laws::layer<pt::conv2d<6, pt::kernel<2>, pt::groups<3>>, pt::shape<3, 4, 4>, pt::gelu>();
}
BOOST_AUTO_TEST_CASE(obeys_them_where_padding_is_larger_than_the_image) {
    laws::layer<pt::conv2d<4, pt::kernel<2>, pt::stride<3>, pt::padding<4>>, pt::shape<2, 2, 3>>();
}

BOOST_AUTO_TEST_CASE(shapes_are_those_of_pytorch) {
    using pt::kernel;
    static_assert(std::is_same_v<pt::conv2d<8, kernel<3>>::output<pt::shape<1, 28, 28>>, pt::shape<8, 26, 26>>);
    static_assert(
        std::is_same_v<pt::conv2d<8, kernel<3, 5>, pt::stride<2>>::output<pt::shape<1, 28, 29>>, pt::shape<8, 13, 13>>);
    static_assert(std::is_same_v<pt::conv2d<4, kernel<4>, pt::padding<pt::same>>::output<pt::shape<3, 7, 9>>,
                                 pt::shape<4, 7, 9>>);
    static_assert(
        std::is_same_v<pt::conv2d<4, kernel<3>, pt::dilation<2, 1>>::output<pt::shape<3, 7, 9>>, pt::shape<4, 3, 7>>);
    static_assert(pt::network<pt::input<4, 8, 8>, pt::conv2d<6, kernel<3>, pt::groups<2>>>::parameter_count ==
                  6 * 2 * 9 + 6);
    static_assert(pt::cost<pt::network<pt::input<1, 28, 28>, pt::conv2d<8, kernel<3>>>>.forward.multiply_adds ==
                  26 * 26 * 9 * 8);
}

BOOST_AUTO_TEST_CASE(parameters_have_names_and_pytorch_s_order) {
    using net_type = pt::network<pt::input<4, 5, 5>, pt::conv2d<6, pt::kernel<3, 2>, pt::groups<2>>>;
    net_type net;
    std::array<float, net_type::parameter_count> vector{};
    for (std::size_t i = 0; i < vector.size(); ++i) vector[i] = static_cast<float>(i);
    pt::vector_to_parameters(vector, net);
    const auto layer = net.layer<1>();
    BOOST_TEST(layer.weights(0, 0, 0, 1) == 1);
    BOOST_TEST(layer.weights(0, 0, 1, 0) == 2);
    BOOST_TEST(layer.weights(0, 1, 0, 0) == 6);
    BOOST_TEST(layer.weights(5, 1, 2, 1) == 71);
    BOOST_TEST(layer.bias(0) == 72);
    BOOST_TEST(layer.bias(5) == 77);
}

// Every number by the definition, in the widest and the narrowest case of each option.
template <class Net>
void check_definition() {
    const Net net{7};
    constexpr auto e = Net::chain_type::template block<1>::extents;
    const auto layer = net.template layer<1>();
    typename Net::input_type x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(0.7 * static_cast<double>(i) + 0.3);
    const auto y = net(x);
    double worst = 0;
    for (std::size_t o = 0; o < e.groups * e.feature_channels; ++o)
        for (std::size_t i = 0; i < e.rows.positions(); ++i)
            for (std::size_t j = 0; j < e.cols.positions(); ++j) {
                double sum = layer.bias(o);
                for (std::size_t c = 0; c < e.image_channels; ++c)
                    for (std::size_t k = 0; k < e.rows.kernel; ++k)
                        for (std::size_t l = 0; l < e.cols.kernel; ++l) {
                            const std::size_t row = i * e.rows.stride + k * e.rows.dilation - e.rows.before;
                            const std::size_t column = j * e.cols.stride + l * e.cols.dilation - e.cols.before;
                            if (row < e.rows.image && column < e.cols.image)  // what lies before it wraps around
                                sum += layer.weights(o, c, k, l) *
                                       x(o / e.feature_channels * e.image_channels + c, row, column);
                        }
                worst = std::fmax(worst, std::fabs(y(o, i, j) - sum));
            }
    BOOST_TEST(worst < 1e-13);
}

BOOST_AUTO_TEST_CASE(is_what_its_definition_says) {
    using pt::conv2d, pt::kernel, pt::stride, pt::padding;
    check_definition<pt::basic_network<double, pt::input<1, 28, 28>, conv2d<8, kernel<3>>>>();
    check_definition<
        pt::basic_network<double, pt::input<3, 9, 7>, conv2d<5, kernel<3, 2>, stride<2, 3>, padding<1, 2>>>>();
    check_definition<pt::basic_network<double, pt::input<4, 9, 9>,
                                       conv2d<6, kernel<3>, pt::groups<2>, pt::dilation<2>, padding<pt::same>>>>();
    check_definition<pt::basic_network<double, pt::input<2, 3, 3>, conv2d<3, kernel<2>, stride<3>, padding<4>>>>();
    check_definition<pt::basic_network<double, pt::input<17, 2, 5>, conv2d<33, kernel<1>>>>();
}

BOOST_AUTO_TEST_SUITE_END()
