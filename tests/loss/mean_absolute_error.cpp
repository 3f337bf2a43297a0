// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/mean_absolute_error.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

#include <cmath>
#include <limits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_mean_absolute_error)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::mean_absolute_error{}>(); }

BOOST_AUTO_TEST_CASE(is_the_mean_distance_and_flat_at_zero) {
    constexpr pt::mean_absolute_error loss;
    constexpr pt::tensor<float, 4> y{1, 2, 3, 4};
    constexpr pt::tensor<float, 4> t{1, 0, 4, 4};
    static_assert(loss.value(y, t) == 0.75f);
    static_assert(loss.gradient(y, t) == pt::tensor<float, 4>{0, 0.25, -0.25, 0});
    BOOST_TEST(loss.value(y, t) == 0.75f);
}

BOOST_AUTO_TEST_CASE(nan_stays_nan) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto slope = pt::mean_absolute_error{}.gradient(pt::tensor<float, 3>{nan, 1.0f, 2.0f},
                                                          pt::tensor<float, 3>{0.0f, 1.0f, 1.0f});
    BOOST_TEST(std::isnan(slope[0]));
    BOOST_TEST(slope[1] == 0);
    BOOST_TEST(slope[2] == 1.0f / 3);
}

BOOST_AUTO_TEST_SUITE_END()
