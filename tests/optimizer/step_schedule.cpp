// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/step_schedule.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/optimizer/learning_rate.hpp>

#include <cmath>
#include <cstdint>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_step_schedule)

namespace {

template <class Schedule>
concept NeedsBoth = !requires { Schedule{.initial = 1}; } && !requires { Schedule{.step_size = 1}; };

}  // namespace

BOOST_AUTO_TEST_CASE(falls_after_every_step_size_updates) {
    static_assert(pt::LearningRate<pt::step_schedule> && NeedsBoth<pt::step_schedule>);
    static constexpr pt::step_schedule rate{.initial = 0.5, .step_size = 30, .gamma = 0.5};
    static_assert(rate(0) == 0.5 && rate(29) == 0.5 && rate(30) == 0.25 && rate(59) == 0.25 && rate(60) == 0.125);

    double expected = 0.2;
    for (std::uint64_t step = 0; step < 100; ++step) {
        if (step > 0 && step % 7 == 0) expected *= 0.1;
        BOOST_TEST(std::abs(pt::step_schedule{.initial = 0.2, .step_size = 7}(step) / expected - 1) < 1e-13);
    }
}

BOOST_AUTO_TEST_SUITE_END()
