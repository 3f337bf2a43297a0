// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/random/permutation.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

using perceptype::detail::permutation;

BOOST_AUTO_TEST_SUITE(random_permutation)

namespace {

void check_that_each_comes_once(std::size_t count, std::uint64_t seed) {
    permutation order{count, seed};
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
double excess(const std::vector<double>& found, std::size_t further_constraints = 0) {
    const double bins = static_cast<double>(found.size());
    double total = 0;
    for (const double count : found) total += count;
    double sum = 0;
    for (const double count : found) sum += (count - total / bins) * (count - total / bins) / (total / bins);
    const double freedom = bins - 1 - static_cast<double>(further_constraints);
    return (sum - freedom) / std::sqrt(2 * freedom);
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_comes_once) {
    for (std::size_t count = 0; count <= 300; ++count)
        for (std::uint64_t seed = 0; seed < 5; ++seed) check_that_each_comes_once(count, seed);
    for (const std::size_t count :
         std::initializer_list<std::size_t>{511u, 512u, 513u, 1023u, 1024u, 1025u, 1437u, 65535u, 65536u, 65537u})
        check_that_each_comes_once(count, 1);
}

BOOST_AUTO_TEST_CASE(drawn_anew_it_is_the_permutation_of_that_seed) {
    for (const std::size_t count : std::initializer_list<std::size_t>{0u, 1u, 50u, 256u, 1000u}) {
        permutation drawn{count, 1};
        if (count != 0) (void)drawn(count - 1);
        drawn.draw(2);
        permutation fresh{count, 2};
        bool same = true;
        for (std::size_t i = 0; i < count; ++i) same = same && drawn(i) == fresh(i);
        BOOST_TEST(same);
    }
}

BOOST_AUTO_TEST_CASE(any_index_may_be_asked_for_at_any_time) {
    for (const std::size_t count : std::initializer_list<std::size_t>{200u, 1000u}) {
        permutation in_order{count, 3};
        std::vector<std::size_t> values;
        for (std::size_t i = 0; i < count; ++i) values.push_back(in_order(i));
        permutation backwards{count, 3};
        permutation jumping{count, 3};
        bool same = true;
        for (std::size_t i = 0; i < count; ++i) {
            same = same && backwards(count - 1 - i) == values[count - 1 - i];
            same = same && jumping(i * 377 % count) == values[i * 377 % count];
        }
        BOOST_TEST(same);
    }
}

BOOST_AUTO_TEST_CASE(as_many_as_memory_could_hold_are_permuted) {
    // Of so many, a few; encryption is a bijection for any count.
    for (const std::size_t count : {std::size_t{1} << 33, (std::size_t{1} << 40) + 1, (std::size_t{1} << 62)}) {
        permutation order{count, 5};
        std::vector<std::size_t> values;
        double sum = 0;
        for (std::size_t i = 0; i < 1024; ++i) {
            values.push_back(order(i < 512 ? i : count - 1 - i));
            sum += static_cast<double>(values.back()) / static_cast<double>(count);
        }
        std::sort(values.begin(), values.end());
        BOOST_TEST(values.back() < count);
        BOOST_TEST((std::adjacent_find(values.begin(), values.end()) == values.end()));
        BOOST_TEST(std::abs(sum / 1024 - 0.5) < 4 / std::sqrt(12.0 * 1024));
    }
}

template <std::size_t Count>
constexpr auto order_of(std::uint64_t seed) {
    std::array<std::size_t, Count> values{};
    permutation order{Count, seed};
    for (std::size_t i = 0; i < Count; ++i) values[i] = order(i);
    return values;
}

template <std::size_t Count>
void check_compiled_equals_run() {
    static constexpr auto compiled = order_of<Count>(12);
    volatile std::uint64_t seed = 12;
    BOOST_TEST((order_of<Count>(seed) == compiled));
}

BOOST_AUTO_TEST_CASE(compiled_equals_run) {
    check_compiled_equals_run<100>();
    check_compiled_equals_run<300>();
}

BOOST_AUTO_TEST_CASE(each_order_of_few_values_is_as_likely_as_any_other) {
    std::size_t factorial = 1;
    for (std::size_t count = 2; count <= 7; ++count) {
        factorial *= count;
        std::vector<double> orders(factorial);
        for (std::uint64_t seed = 0; seed < 40 * factorial; ++seed) {
            permutation order{count, seed};
            std::size_t number = 0;  // of the order: its values as digits, each counted among those not yet seen
            for (std::size_t i = 0; i < count; ++i) {
                std::size_t digit = order(i);
                for (std::size_t k = 0; k < i; ++k) digit -= order(k) < order(i) ? 1 : 0;
                number = number * (count - i) + digit;
            }
            ++orders[number];
        }
        BOOST_TEST(std::abs(excess(orders)) < 4);
    }
}

BOOST_AUTO_TEST_CASE(values_are_uniform_at_each_index_and_so_are_neighbours) {
    for (const auto& [count, orders] : {std::pair<std::size_t, std::uint64_t>{16, 50000}, {100, 5000}, {257, 2000}}) {
        std::vector<double> at_index(count * count), neighbours(count * count), apart(count - 1);
        for (std::uint64_t seed = 0; seed < orders; ++seed) {
            permutation order{count, seed};
            for (std::size_t i = 0; i < count; ++i) {
                ++at_index[i * count + order(i)];
                if (i == 0) continue;
                ++neighbours[order(i - 1) * count + order(i)];
                ++apart[(order(i) + count - order(i - 1)) % count - 1];
            }
        }
        for (std::size_t i = count; i-- > 0;)  // no value follows itself
            neighbours.erase(neighbours.begin() + static_cast<std::ptrdiff_t>(i * count + i));
        // Rows and columns of the first have a fixed sum, which takes 2 count - 2 degrees of freedom more.
        BOOST_TEST(std::abs(excess(at_index, 2 * count - 2)) < 4);
        BOOST_TEST(std::abs(excess(neighbours)) < 4);
        BOOST_TEST(std::abs(excess(apart)) < 4);
    }
}

BOOST_AUTO_TEST_CASE(many_values_are_as_random) {
    for (const std::size_t count : std::initializer_list<std::size_t>{300u, 1000u, 5000u}) {
        const std::uint64_t orders = 2000000 / count;
        std::vector<double> tenth(100), apart(100), fixed_points(4);
        for (std::uint64_t seed = 0; seed < orders; ++seed) {
            permutation order{count, seed};
            std::size_t fixed = 0;
            for (std::size_t i = 0; i < count; ++i) {
                fixed += order(i) == i ? 1 : 0;
                ++tenth[i * 10 / count * 10 + order(i) * 10 / count];
                if (i != 0) ++apart[((order(i) + count - order(i - 1)) % count - 1) * 100 / (count - 1)];
            }
            ++fixed_points[fixed < 3 ? fixed : 3];
        }
        BOOST_TEST(excess(tenth, 18) < 4);
        // The differences are not divided evenly among the bins.
        std::vector<double> expected(100);
        for (std::size_t difference = 0; difference < count - 1; ++difference)
            expected[difference * 100 / (count - 1)] += static_cast<double>(orders);
        double sum = 0;
        for (std::size_t i = 0; i < 100; ++i) sum += (apart[i] - expected[i]) * (apart[i] - expected[i]) / expected[i];
        BOOST_TEST(std::abs((sum - 99) / std::sqrt(2.0 * 99)) < 4);
        // Their number is Poisson's of mean 1, very nearly.
        const double probabilities[] = {std::exp(-1), std::exp(-1), std::exp(-1) / 2, 1 - 2.5 * std::exp(-1)};
        double sum_of_fixed = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const double mean = probabilities[i] * static_cast<double>(orders);
            sum_of_fixed += (fixed_points[i] - mean) * (fixed_points[i] - mean) / mean;
        }
        BOOST_TEST(sum_of_fixed < 20);  // 3 degrees of freedom: 2 in 10,000
    }
}

BOOST_AUTO_TEST_CASE(rises_as_often_as_a_shuffle_does) {
    // In a random order of n things, a larger one follows (n - 1) / 2 times in the mean, variance (n + 1) / 12.
    static constexpr std::size_t count = 1437;
    static constexpr int orders = 2000;
    double sum = 0;
    double squares = 0;
    for (std::uint64_t seed = 0; seed < orders; ++seed) {
        permutation order{count, seed};
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
