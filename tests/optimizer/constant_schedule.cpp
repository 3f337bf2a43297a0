// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/constant_schedule.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/optimizer/learning_rate.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_constant_schedule)

BOOST_AUTO_TEST_CASE(stays) {
    static_assert(pt::LearningRate<pt::constant_schedule>);
    static constexpr pt::constant_schedule rate{.rate = 0.3};
    static_assert(rate(0) == 0.3 && rate(1000000) == 0.3);
    BOOST_TEST(pt::rate_at(rate, 5) == 0.3);
}

BOOST_AUTO_TEST_SUITE_END()
