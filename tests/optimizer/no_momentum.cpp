// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/no_momentum.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/optimizer/rms_prop.hpp>
#include <perceptype/optimizer/sgd.hpp>

#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_no_momentum)

BOOST_AUTO_TEST_CASE(is_zero_and_the_type_of_a_momentum_that_is_not_given) {
    static_assert(pt::no_momentum{} == 0.0 && std::is_empty_v<pt::no_momentum>);
    static_assert(std::is_same_v<decltype(pt::sgd{.learning_rate = 0.1}.momentum), pt::no_momentum>);
    static_assert(std::is_same_v<decltype(pt::sgd{.momentum = 0.9}.momentum), double>);
    static_assert(std::is_same_v<decltype(pt::rms_prop{.alpha = 0.9}.momentum), pt::no_momentum>);
    BOOST_TEST(pt::sgd{}.momentum == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
