// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/global_average_pool.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_global_average_pool)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::global_average_pool, pt::shape<3, 5, 7>>();
    laws::layer<pt::global_average_pool, pt::shape<9, 3>>();
}

BOOST_AUTO_TEST_CASE(is_the_mean_of_each_channel) {
    const auto y =
        pt::network<pt::input<2, 1, 3>, pt::global_average_pool>{}(pt::tensor<float, 2, 1, 3>{1, 2, 3, -4, -8, 0});
    BOOST_TEST(y[0] == 2);
    BOOST_TEST(y[1] == -4);
}

BOOST_AUTO_TEST_SUITE_END()
