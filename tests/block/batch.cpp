// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/block/batch.hpp>

#include <boost/test/unit_test.hpp>

using perceptype::training_batch;

BOOST_AUTO_TEST_SUITE(block_batch)

constexpr float statistics[8] = {};
using batch = training_batch<const float>;

BOOST_AUTO_TEST_CASE(a_pass_has_all_samples_or_a_part) {
    BOOST_TEST((batch{.count = 5, .first = 0, .valid = 5, .seed = 1, .statistics = nullptr}.is_whole()));
    BOOST_TEST(!(batch{.count = 5, .first = 4, .valid = 1, .seed = 1, .statistics = nullptr}.is_whole()));
}

BOOST_AUTO_TEST_CASE(a_stage_counts_its_own_gatherings_and_numbers) {
    const batch whole{.count = 40, .first = 16, .valid = 16, .seed = 9, .statistics = statistics, .forward_end = 3};
    const batch third = whole.at(3, 2, 5);
    BOOST_TEST((third.count == 40 && third.first == 16 && third.valid == 16));
    BOOST_TEST(third.statistics == statistics + 5);
    BOOST_TEST(third.forward_end == 1u);
    BOOST_TEST(third.backward_end > 1000000u);  // as far as nowhere
}

BOOST_AUTO_TEST_CASE(stages_and_steps_draw_other_numbers) {
    const batch step{.count = 4, .first = 0, .valid = 4, .seed = 1, .statistics = nullptr};
    batch next = step;
    ++next.seed;
    BOOST_TEST(step.at(1, 0, 0).seed != step.at(2, 0, 0).seed);
    BOOST_TEST(step.at(1, 0, 0).seed != next.at(1, 0, 0).seed);
    BOOST_TEST(step.at(1, 0, 0).seed == step.at(1, 0, 0).seed);
}

BOOST_AUTO_TEST_SUITE_END()
