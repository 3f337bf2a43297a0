// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/elu.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/activation.hpp>
#include <laws/layer.hpp>

#include <cmath>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_elu)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_an_activation) {
    laws::activation<pt::elu>([](long double z) { return z < 0 ? std::expm1(z) : z; }, {0});
    laws::activation<pt::elu_with<0.5>>([](long double z) { return z < 0 ? std::expm1(z) / 2 : z; }, {0});
}

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::elu, pt::shape<7>>(); }

BOOST_AUTO_TEST_CASE(has_the_documented_derivative_at_its_corners) {
    BOOST_TEST(laws::derivative_at<pt::elu>(0) == 1);
    BOOST_TEST(laws::derivative_at<pt::elu_with<0.5>>(0) == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
