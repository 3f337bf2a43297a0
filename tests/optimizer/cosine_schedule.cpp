// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/cosine_schedule.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/optimizer/learning_rate.hpp>

#include <cmath>
#include <cstdint>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_cosine_schedule)

namespace {

template <class Schedule>
concept NeedsBoth = !requires { Schedule{.initial = 1}; } && !requires { Schedule{.steps = 1}; };

constexpr bool near(double a, double b) { return a - b < 1e-15 && b - a < 1e-15; }

}  // namespace

BOOST_AUTO_TEST_CASE(cosine_is_that_of_the_standard_library) {
    using pt::detail::cosine_of_half_turns;
    static_assert(cosine_of_half_turns(0) == 1 && cosine_of_half_turns(1) == -1);
    for (int i = 0; i <= 100000; ++i) {
        const double x = i / 100000.0;
        const double exact = static_cast<double>(std::cos(3.14159265358979323846264338327950288L * x));
        if (!(std::abs(cosine_of_half_turns(x) - exact) <= 4e-16)) BOOST_ERROR("at " << x);
    }
}

BOOST_AUTO_TEST_CASE(falls_along_half_a_cosine) {
    static_assert(pt::LearningRate<pt::cosine_schedule> && NeedsBoth<pt::cosine_schedule>);
    static constexpr pt::cosine_schedule rate{.initial = 1, .steps = 12};
    static_assert(near(rate(0), 1) && near(rate(6), 0.5) && near(rate(12), 0));
    static_assert(near(rate(4), 0.75) && near(rate(8), 0.25));
    static_assert(near(rate(3), (2 + 1.41421356237309504880) / 4) && near(rate(9), (2 - 1.41421356237309504880) / 4));
    static_assert(pt::cosine_schedule{.initial = 0.1, .steps = 1000}(0) == 0.1);

    const pt::cosine_schedule other{.initial = 0.1, .minimum = 0.02, .steps = 37};
    for (std::uint64_t step = 0; step < 200; ++step) {
        const double expected = 0.02 + 0.08 * (1 + std::cos(std::acos(-1.0) * static_cast<double>(step) / 37)) / 2;
        BOOST_TEST(std::abs(other(step) - expected) < 1e-15);
    }
}

BOOST_AUTO_TEST_CASE(is_in_range_for_any_update) {
    static constexpr pt::cosine_schedule rate{.initial = 0.1, .minimum = 0.001, .steps = 3};
    for (const std::uint64_t step : {std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
        BOOST_TEST(rate(step) >= 0.001);
        BOOST_TEST(rate(step) <= 0.1);
    }
    static_assert(pt::cosine_schedule{.initial = 1, .steps = 1}(1) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
