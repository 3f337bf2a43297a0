// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/detail/permutation.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

using perceptype::detail::permutation;

BOOST_AUTO_TEST_SUITE(detail_permutation)

namespace {

void check_that_each_comes_once(std::size_t count, std::uint64_t seed) {
    const permutation order{count, seed};
    BOOST_TEST(order.size() == count);
    std::vector<bool> seen(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t thing = order(i);
        if (thing >= count || seen[thing]) {
            BOOST_ERROR(thing << " twice or too large, count " << count);
            return;
        }
        seen[thing] = true;
    }
}

/// How many standard deviations chi-square lies above what it is in the mean, if all are equally likely.
double excess(const std::vector<double>& found) {
    const double bins = static_cast<double>(found.size());
    double total = 0;
    for (const double count : found) total += count;
    double sum = 0;
    for (const double count : found) sum += (count - total / bins) * (count - total / bins) / (total / bins);
    return (sum - (bins - 1)) / std::sqrt(2 * (bins - 1));
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_comes_once) {
    for (std::size_t count = 0; count <= 300; ++count)
        for (std::uint64_t seed = 0; seed < 5; ++seed) check_that_each_comes_once(count, seed);
    for (const std::size_t count : std::initializer_list<std::size_t>{1023u, 1024u, 1025u, 1437u, 65536u, 65537u})
        check_that_each_comes_once(count, 1);
}

BOOST_AUTO_TEST_CASE(compiled_equals_run) {
    static constexpr auto compiled = [] {
        struct {
            std::size_t of[100] = {};
            bool seen[100] = {};
        } things;
        const permutation order{100, 12};
        for (std::size_t i = 0; i < 100; ++i) things.seen[things.of[i] = order(i)] = true;
        return things;
    }();
    volatile std::uint64_t seed = 12;
    const permutation order{100, seed};
    for (std::size_t i = 0; i < 100; ++i) {
        BOOST_TEST(order(i) == compiled.of[i]);
        BOOST_TEST(compiled.seen[i]);
    }
}

BOOST_AUTO_TEST_CASE(any_place_is_as_likely_as_any_other) {
    for (const std::size_t count : std::initializer_list<std::size_t>{5u, 33u, 100u, 257u}) {
        std::vector<double> first(count), middle(count), last(count), apart(count - 1);
        for (std::uint64_t seed = 0; seed < 200 * count; ++seed) {
            const permutation order{count, seed};
            ++first[order(0)];
            ++middle[order(count / 2)];
            ++last[order(count - 1)];
            ++apart[(order(1) + count - order(0)) % count - 1];  // neighbours do not stay in touch
        }
        BOOST_TEST(excess(first) < 4);
        BOOST_TEST(excess(middle) < 4);
        BOOST_TEST(excess(last) < 4);
        BOOST_TEST(excess(apart) < 4);
    }
}

BOOST_AUTO_TEST_CASE(every_order_of_few_things_comes_up) {
    std::vector<double> orders(24);
    for (std::uint64_t seed = 0; seed < 24 * 100; ++seed) {
        const permutation order{4, seed};
        const std::size_t second = order(1) - (order(1) > order(0) ? 1 : 0);  // its place among the three left
        const std::size_t swapped = order(2) > order(3) ? 1 : 0;
        ++orders[order(0) * 6 + second * 2 + swapped];
    }
    for (const double count : orders) BOOST_TEST(count > 50);
}

BOOST_AUTO_TEST_CASE(rises_as_often_as_a_shuffle_does) {
    // In a random order of n things, a larger one follows (n - 1) / 2 times in the mean, variance (n + 1) / 12.
    static constexpr std::size_t count = 1437;
    static constexpr int orders = 2000;
    double sum = 0;
    double squares = 0;
    for (std::uint64_t seed = 0; seed < orders; ++seed) {
        const permutation order{count, seed};
        double deviation = -(count - 1.0) / 2;
        for (std::size_t i = 1; i < count; ++i) deviation += order(i) > order(i - 1) ? 1 : 0;
        sum += deviation;
        squares += deviation * deviation;
    }
    const double variance = (count + 1.0) / 12;
    BOOST_TEST(std::abs(sum / orders) < 4 * std::sqrt(variance / orders));
    BOOST_TEST(std::abs(squares / orders / variance - 1) < 4 * std::sqrt(2.0 / orders));
}

BOOST_AUTO_TEST_SUITE_END()
