// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/loss/huber.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/loss.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(loss_huber)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_loss) { laws::loss<pt::huber{}>(); }

BOOST_AUTO_TEST_CASE(obeys_them_with_another_delta) { laws::loss<pt::huber{.delta = 0.25}>(); }

BOOST_AUTO_TEST_CASE(is_a_parabola_and_then_a_line) {
    constexpr pt::huber loss{.delta = 2};
    constexpr pt::tensor<double, 2> t{0, 0};
    static_assert(loss.value(pt::tensor<double, 2>{1, 2}, t) == (0.5 + 2) / 2);
    static_assert(loss.value(pt::tensor<double, 2>{-3, 5}, t) == (4 + 8) / 2.0);
    static_assert(loss.gradient(pt::tensor<double, 2>{-3, 1}, t) == pt::tensor<double, 2>{-1, 0.5});
    BOOST_TEST(loss.value(pt::tensor<double, 2>{1, 2}, t) == 1.25);
}

BOOST_AUTO_TEST_SUITE_END()
