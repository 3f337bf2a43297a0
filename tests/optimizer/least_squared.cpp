// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/least_squared.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(optimizer_least_squared)

namespace {

template <class Scalar>
void check(double share, double epsilon) {
    using limits = std::numeric_limits<Scalar>;
    const Scalar least = perceptype::detail::least_squared<Scalar>(share, epsilon);
    const Scalar part = static_cast<Scalar>(share);
    BOOST_TEST(part * least * least >= limits::min());  // what is squared gives no subnormal number
    // Adam's first update multiplies the root by 1 / sqrt(1 - beta2), the largest correction.
    const double unseen = static_cast<double>(least) / std::sqrt(share);
    BOOST_TEST(unseen < epsilon * static_cast<double>(limits::epsilon()) / 2);
}

}  // namespace

BOOST_AUTO_TEST_CASE(leaves_out_what_is_subnormal_and_unseen_beside_epsilon) {
    check<float>(0.001, 1e-8);
    check<float>(0.01, 1e-8);
    check<float>(0.5, 1e-3);
    check<double>(0.001, 1e-8);
    check<double>(0.01, 1e-100);
}

BOOST_AUTO_TEST_CASE(squares_all_that_is_seen_beside_a_tiny_epsilon) {
    const float least = perceptype::detail::least_squared<float>(0.001, 1e-30);
    BOOST_TEST(static_cast<double>(least) <= 1e-30 * static_cast<double>(std::numeric_limits<float>::epsilon()));
    BOOST_TEST(perceptype::detail::least_squared<float>(0.001, 0) == 0);
    BOOST_TEST(std::isfinite(perceptype::detail::least_squared<float>(0, 1e-8)));  // beta2 = 1: nothing is taken
}

BOOST_AUTO_TEST_SUITE_END()
