// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/activation/prelu.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/layer.hpp>

#include <perceptype/gradient.hpp>
#include <perceptype/loss/sum_of_squared_errors.hpp>
#include <perceptype/network.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(activation_prelu)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) { laws::layer<pt::prelu, pt::shape<17>>(); }

BOOST_AUTO_TEST_CASE(has_one_slope_that_starts_at_a_quarter) {
    pt::network<pt::input<3>, pt::prelu> net{7};
    static_assert(net.parameter_count == 1);
    BOOST_TEST(net.layer<1>().slope() == 0.25f);
    BOOST_TEST((net(pt::tensor<float, 3>{-4, 0, 4}) == pt::tensor<float, 3>{-1, 0, 4}));
    net.layer<1>().slope() = -2;
    BOOST_TEST((net(pt::tensor<float, 3>{-4, 0, 4}) == pt::tensor<float, 3>{8, 0, 4}));
}

BOOST_AUTO_TEST_CASE(has_the_documented_derivative_at_its_corner) {
    const pt::network<pt::input<1>, pt::prelu> net;
    const pt::tensor<float, 1> corner;
    BOOST_TEST(pt::input_gradient(net, pt::sum_of_squared_errors{}, corner, -1)[0] == 0.25f);
}

BOOST_AUTO_TEST_SUITE_END()
