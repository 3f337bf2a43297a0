// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/execution/placement.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/block/block.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/topology/name.hpp>

#include <algorithm>
#include <cstddef>

using perceptype::placement;

BOOST_AUTO_TEST_SUITE(execution_placement)

struct nothing : perceptype::block_base {};
struct plain : perceptype::block_base {
    static constexpr std::size_t parameter_count = 5, storage_size = 7, multiply_adds = 4;
    template <class Execution>
    static constexpr std::size_t scratch = 3;
};
/// The last of its parameters is a statistic, which it gathers of two samples or more.
struct learner : perceptype::block_base {
    static constexpr std::size_t parameter_count = 3, storage_size = 3, multiply_adds = 1;
    static constexpr perceptype::block_capabilities can{.saves_activations = true,
                                                        .uses_batch = true,
                                                        .statistics_passes = 2,
                                                        .statistics_size = 4,
                                                        .least_samples = 2,
                                                        .has_running_statistics = true};
    static constexpr bool is_running_statistic(std::size_t canonical) { return canonical == 2; }
    static constexpr void update_running_statistics(const float* statistics, float* storage) {
        storage[2] = statistics[1];
    }
    template <class Execution>
    static constexpr std::size_t scratch = 2;
    template <class Execution>
    static constexpr std::size_t forward_scratch = 9;
};

template <class... Blocks>
struct list {
    using scalar_type = float;
    static constexpr std::size_t layer_count = sizeof...(Blocks);
    template <std::size_t Index>
    using block = typename perceptype::detail::type_at<Index, Blocks...>::type;
    template <std::size_t Index>
    static constexpr std::size_t other_operations_of() {
        return Index;
    }
};
using four = placement<list<nothing, plain, learner, learner>>;

constexpr std::size_t aligned(std::size_t count) { return perceptype::kernels::aligned<float>(count); }

static_assert(four::parameter_count == 11 && four::multiply_adds == 6 && four::other_operations == 6);
static_assert(four::offsets.canonical[1] == 0 && four::offsets.canonical[2] == 5 && four::offsets.canonical[3] == 8);
static_assert(four::offsets.storage[1] == 0 && four::offsets.storage[2] == aligned(7) &&
              four::offsets.storage[3] == aligned(7) + aligned(3));
static_assert(four::storage_size == aligned(7) + 2 * aligned(3));
static_assert(four::uses_batch && four::statistics_passes == 4 && four::statistics_size == 2 * aligned(4) &&
              four::least_samples == 2);
static_assert(four::offsets.statistics_passes[3] == 2 && four::offsets.statistics[3] == aligned(4));
static_assert(four::scratch<void> == 3);
static_assert(!placement<list<nothing, plain>>::uses_batch && placement<list<nothing, plain>>::least_samples == 1);

BOOST_AUTO_TEST_CASE(statistics_are_those_of_the_blocks) {
    for (std::size_t i = 0; i < 11; ++i) BOOST_TEST(four::is_running_statistic(i) == (i == 7 || i == 10));
}

BOOST_AUTO_TEST_CASE(each_block_remembers_what_it_gathered) {
    float statistics[four::statistics_size] = {};
    float storage[four::storage_size] = {};
    statistics[1] = 5;
    statistics[aligned(4) + 1] = 6;
    four::update_running_statistics(statistics, storage);
    BOOST_TEST(storage[aligned(7) + 2] == 5);
    BOOST_TEST(storage[aligned(7) + aligned(3) + 2] == 6);
    BOOST_TEST(std::count(storage, storage + four::storage_size, 0.0f) ==
               static_cast<std::ptrdiff_t>(four::storage_size) - 2);
}

BOOST_AUTO_TEST_SUITE_END()
