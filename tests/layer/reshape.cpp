// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/reshape.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/layer/conv2d.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_reshape)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::reshape<2, 3, 5>, pt::shape<30>, pt::conv2d<2, pt::kernel<2>>>();
}

BOOST_AUTO_TEST_CASE(keeps_every_number_in_its_place) {
    const auto y = pt::network<pt::input<6>, pt::reshape<3, 2>>{}(pt::tensor<float, 6>{0, 1, 2, 3, 4, 5});
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 2; ++j) BOOST_TEST(y(i, j) == static_cast<float>(2 * i + j));
}

BOOST_AUTO_TEST_SUITE_END()
