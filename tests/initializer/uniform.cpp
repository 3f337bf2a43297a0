// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/initializer/uniform.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/initializer.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(initializer_uniform)

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_initializer<pt::uniform{}, 24, 7>({.variance = 0.01 / 12, .lowest = -0.05, .highest = 0.05});
    laws::check_initializer<pt::uniform{.low = 1, .high = 3.3}, 1, 1>(
        {.mean = 2.15, .variance = 2.3 * 2.3 / 12, .lowest = 1, .highest = 3.3});
}

BOOST_AUTO_TEST_CASE(is_one_number_where_the_bounds_meet) {
    static constexpr auto weights = laws::first_weights<5>(pt::uniform{.low = 0.1, .high = 0.1}, 1, 1, 3);
    for (const double weight : weights) BOOST_TEST(weight == 0.1);
}

BOOST_AUTO_TEST_CASE(gives_the_same_weights_everywhere) {
    static constexpr auto weights = laws::first_weights<3>(pt::uniform{.low = -0.1, .high = 0.3}, 1, 1, 42);
    // As a program in Python, without a line in common, draws them.
    static_assert(weights[0] == -0x1.ba3e47d9aa120p-9 && weights[1] == 0x1.4fcc70a56e164p-3 &&
                  weights[2] == 0x1.b107b116a3652p-3);
}

BOOST_AUTO_TEST_SUITE_END()
