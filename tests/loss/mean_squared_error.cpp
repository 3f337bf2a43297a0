// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/mean_squared_error.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_mean_squared_error)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::mean_squared_error{}>(); }

BOOST_AUTO_TEST_CASE(is_the_mean_of_squares) {
    constexpr pt::mean_squared_error loss;
    constexpr pt::tensor<float, 4> y{1, 2, 3, 4};
    constexpr pt::tensor<float, 4> t{1, 0, 4, 4};
    static_assert(loss.value(y, t) == 1.25f);
    static_assert(loss.gradient(y, t) == pt::tensor<float, 4>{0, 1, -0.5, 0});
    BOOST_TEST(loss.value(y, t) == 1.25f);
}

BOOST_AUTO_TEST_SUITE_END()
