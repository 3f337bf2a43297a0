// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/conv1d.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/tanh.hpp>
#include <perceptype/layer/conv2d.hpp>

#include <laws/layer.hpp>

#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_conv1d)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::conv1d<3, pt::kernel<3>, pt::dilation<2>, pt::padding<1>>, pt::shape<2, 17>, pt::tanh>();
}

BOOST_AUTO_TEST_CASE(is_a_convolution_of_images_one_pixel_high) {
    using sequence = pt::network<pt::input<2, 17>, pt::conv1d<3, pt::kernel<4>, pt::stride<2>, pt::padding<3>>>;
    using image =
        pt::network<pt::input<2, 1, 17>, pt::conv2d<3, pt::kernel<1, 4>, pt::stride<1, 2>, pt::padding<0, 3>>>;
    static_assert(std::is_same_v<sequence::output_type::shape_type, pt::shape<3, 10>>);
    const sequence a{5};
    const image b{5};
    BOOST_TEST(pt::parameters_to_vector(a) == pt::parameters_to_vector(b), boost::test_tools::per_element());
    BOOST_TEST(a.layer<1>().weights(2, 1, 3) == b.layer<1>().weights(2, 1, 0, 3));
    sequence::input_type x;
    image::input_type same;
    for (std::size_t i = 0; i < x.size(); ++i) same[i] = x[i] = static_cast<float>(i % 5) - 2;
    const auto y = a(x);
    const auto z = b(same);
    for (std::size_t i = 0; i < y.size(); ++i) BOOST_TEST(y[i] == z[i]);
}

BOOST_AUTO_TEST_SUITE_END()
