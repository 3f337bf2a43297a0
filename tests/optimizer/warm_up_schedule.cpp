// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/warm_up_schedule.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/optimizer/cosine_schedule.hpp>
#include <perceptype/optimizer/learning_rate.hpp>
#include <perceptype/optimizer/step_schedule.hpp>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_warm_up_schedule)

namespace {

constexpr bool near(double a, double b) { return a - b < 1e-15 && b - a < 1e-15; }

}  // namespace

BOOST_AUTO_TEST_CASE(rises_to_a_number) {
    // The example in PyTorch's documentation of LinearLR.
    static constexpr pt::warm_up_schedule rate{.start_factor = 0.5, .steps = 4, .then = 0.05};
    static_assert(pt::LearningRate<decltype(rate)>);
    static_assert(near(rate(0), 0.025) && near(rate(1), 0.03125) && near(rate(2), 0.0375) && near(rate(3), 0.04375));
    static_assert(rate(4) == 0.05 && rate(1000) == 0.05);
    static constexpr pt::warm_up_schedule standard{.then = 3};
    static_assert(near(standard(0), 1) && near(standard(4), 1 + 2 * 0.8) && standard(5) == 3);
    BOOST_TEST(pt::rate_at(rate, 1) == 0.03125);
}

BOOST_AUTO_TEST_CASE(hands_over_to_a_schedule) {
    static constexpr pt::cosine_schedule cosine{.initial = 0.8, .steps = 6};
    static constexpr pt::warm_up_schedule rate{.start_factor = 0.25, .steps = 3, .then = cosine};
    static_assert(near(rate(0), 0.2) && near(rate(1), 0.4) && near(rate(2), 0.6));
    static_assert(rate(3) == cosine(0) && rate(4) == cosine(1) && rate(9) == cosine(6));
}

BOOST_AUTO_TEST_CASE(nests) {
    static constexpr pt::warm_up_schedule rate{
        .start_factor = 0, .steps = 2, .then = pt::warm_up_schedule{.start_factor = 0.5, .steps = 2, .then = 8.0}};
    static_assert(rate(0) == 0 && rate(1) == 2 && rate(2) == 4 && rate(3) == 6 && rate(4) == 8);
    static constexpr pt::warm_up_schedule none{.steps = 0,
                                               .then = pt::step_schedule{.initial = 4, .step_size = 1, .gamma = 0.5}};
    static_assert(none(0) == 4 && none(1) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
