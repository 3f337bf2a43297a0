// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/average_pool.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_average_pool)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::average_pool<pt::kernel<3>, pt::stride<2, 1>, pt::padding<1>>, pt::shape<2, 5, 7>>();
    laws::layer<pt::average_pool<pt::kernel<4>, pt::stride<3>>, pt::shape<2, 17>>();
}

BOOST_AUTO_TEST_CASE(padding_counts_as_zeros) {
    const pt::network<pt::input<1, 2, 2>, pt::average_pool<pt::kernel<2>, pt::padding<1>>> net;
    const auto y = net(pt::tensor<float, 1, 2, 2>{4, 8, 12, 16});
    const float expected[] = {1, 2, 3, 4};
    for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(y[i] == expected[i]);
}

BOOST_AUTO_TEST_SUITE_END()
