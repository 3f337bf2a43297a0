// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/group_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/network.hpp>

#include <laws/layer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_group_norm)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::group_norm<2>, pt::shape<6>>();
    laws::layer<pt::group_norm<2>, pt::shape<4, 3, 3>>();
    laws::layer<pt::group_norm<1, pt::epsilon<0.1>>, pt::shape<3, 17>>();
}

BOOST_AUTO_TEST_CASE(equal_numbers_are_normalised_to_zero) {
    const pt::network<pt::input<3, 9, 9>, pt::group_norm<3>> net;
    for (const float number : {101325.3f, 293.17f, -33.3184f}) {
        pt::tensor<float, 3, 9, 9> x;
        for (float& each : x) each = number;
        for (const float each : net(x)) BOOST_TEST(std::abs(each) <= std::abs(number) * 1e-11f);
    }
}

BOOST_AUTO_TEST_SUITE_END()
