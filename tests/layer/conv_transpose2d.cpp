// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/conv_transpose2d.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/softplus.hpp>
#include <perceptype/layer/conv2d.hpp>

#include <laws/layer.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_conv_transpose2d)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::conv_transpose2d<3, pt::kernel<3>, pt::stride<2>, pt::padding<1>, pt::output_padding<1>>,
                pt::shape<2, 3, 4>>();
    laws::layer<pt::conv_transpose2d<4, pt::kernel<2, 3>, pt::groups<2>, pt::dilation<1, 2>, pt::no_bias>,
                pt::shape<2, 3, 5>, pt::softplus>();
}

// y . conv2d(x) = conv_transpose2d(y) . x, for the same weights and no biases.
BOOST_AUTO_TEST_CASE(is_a_convolution_transposed) {
    using features = pt::shape<4, 4, 3>;
    using down = pt::basic_network<
        double, pt::input<6, 9, 7>,
        pt::conv2d<4, pt::kernel<3, 2>, pt::stride<2, 3>, pt::padding<0, 1>, pt::groups<2>, pt::no_bias>>;
    using up = pt::basic_network<double, pt::input<4, 4, 3>,
                                 pt::conv_transpose2d<6, pt::kernel<3, 2>, pt::stride<2, 3>, pt::padding<0, 1>,
                                                      pt::output_padding<0, 1>, pt::groups<2>, pt::no_bias>>;
    static_assert(std::is_same_v<down::output_type::shape_type, features>);
    static_assert(std::is_same_v<up::output_type::shape_type, pt::shape<6, 9, 7>>);
    const down forwards{4};
    up backwards;
    pt::vector_to_parameters(pt::parameters_to_vector(forwards), backwards);
    down::input_type x;
    up::input_type y;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(static_cast<double>(i));
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = std::cos(static_cast<double>(i));
    const auto of_x = forwards(x);
    const auto of_y = backwards(y);
    double left = 0, right = 0;
    for (std::size_t i = 0; i < y.size(); ++i) left += y[i] * of_x[i];
    for (std::size_t i = 0; i < x.size(); ++i) right += x[i] * of_y[i];
    BOOST_TEST(left == right, boost::test_tools::tolerance(1e-13));
    BOOST_TEST(std::fabs(left) > 0.1);
}

BOOST_AUTO_TEST_SUITE_END()
