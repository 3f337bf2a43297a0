// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/sum_of_squared_errors.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_sum_of_squared_errors)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::sum_of_squared_errors{}>(); }

BOOST_AUTO_TEST_CASE(is_half_the_sum_of_squares) {
    constexpr pt::sum_of_squared_errors loss;
    constexpr pt::tensor<float, 3> y{1, 2, 3};
    constexpr pt::tensor<float, 3> t{1, 0, 4};
    static_assert(loss.value(y, t) == 2.5f);
    static_assert(loss.gradient(y, t) == pt::tensor<float, 3>{0, 2, -1});
    BOOST_TEST(loss.value(y, t) == 2.5f);
}

BOOST_AUTO_TEST_SUITE_END()
