// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/random/generator.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(random_generator)

namespace {

constexpr int draws = 1000000;

/// How many standard deviations chi-square lies above what it is in the mean.
template <std::size_t Bins>
double excess(const std::array<double, Bins>& found, const std::array<double, Bins>& expected) {
    double sum = 0;
    for (std::size_t i = 0; i < Bins; ++i) sum += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i];
    return (sum - (Bins - 1)) / std::sqrt(2.0 * (Bins - 1));
}

template <auto Draw>
constexpr auto first_twenty(int seed) {
    pt::generator random{seed};
    std::array<double, 20> drawn{};
    for (double& each : drawn) each = (random.*Draw)();
    return drawn;
}

template <auto Draw>
void check_compiled_equals_run() {
    static constexpr auto compiled = first_twenty<Draw>(5);
    volatile int seed = 5;
    const auto run = first_twenty<Draw>(seed);
    for (std::size_t i = 0; i < run.size(); ++i)
        BOOST_TEST(std::bit_cast<std::uint64_t>(run[i]) == std::bit_cast<std::uint64_t>(compiled[i]));
}

}  // namespace

BOOST_AUTO_TEST_CASE(is_split_mix_64) {
    static constexpr auto first = [] {
        pt::generator random{1234567};
        std::array<std::uint64_t, 5> drawn{};
        for (auto& each : drawn) each = random.next();
        return drawn;
    }();
    // The outputs of S. Vigna's splitmix64.c for this seed.
    static constexpr std::array<std::uint64_t, 5> published = {
        6457827717110365317u, 3203168211198807973u, 9817491932198370423u, 4593380528125082431u, 16408922859458223821u};
    static_assert(first == published);
    pt::generator random{1234567};
    for (const auto each : published) BOOST_TEST(random() == each);
}

BOOST_AUTO_TEST_CASE(takes_any_integer_as_seed) {
    BOOST_TEST((pt::generator{-1} == pt::generator{std::numeric_limits<std::uint64_t>::max()}));
    BOOST_TEST((pt::generator{'a'} == pt::generator{97ll}));
    BOOST_TEST(pt::generator{1}.next() != pt::generator{2}.next());
    BOOST_TEST(pt::generator{0}.next() != 0u);
}

BOOST_AUTO_TEST_CASE(serves_the_standard_distributions) {
    static_assert(std::uniform_random_bit_generator<pt::generator>);
    pt::generator random{1};
    const int drawn = std::uniform_int_distribution<int>{3, 5}(random);
    BOOST_TEST(drawn >= 3);
    BOOST_TEST(drawn <= 5);
}

BOOST_AUTO_TEST_CASE(below_is_uniform) {
    pt::generator random{3};
    std::array<double, 11> found{};
    std::array<double, 11> expected{};
    expected.fill(draws / 11.0);
    for (int i = 0; i < draws; ++i) ++found[random.below(11)];  // the array's own bound is checked by the sanitizer
    BOOST_TEST(excess(found, expected) < 4);
    for (int i = 0; i < 100; ++i) BOOST_TEST(random.below(1) == 0u);
    bool seen[2] = {};
    for (int i = 0; i < 100; ++i) seen[random.below(2)] = true;
    BOOST_TEST((seen[0] && seen[1]));
    const std::size_t huge = std::numeric_limits<std::size_t>::max();
    bool upper_half = false;
    for (int i = 0; i < 100; ++i) upper_half = upper_half || random.below(huge) > huge / 2;
    BOOST_TEST(upper_half);
}

BOOST_AUTO_TEST_CASE(uniform_fills_its_interval) {
    pt::generator random{4};
    std::array<double, 100> found{};
    std::array<double, 100> expected{};
    expected.fill(draws / 100.0);
    bool inside = true;
    for (int i = 0; i < draws; ++i) {
        const double x = random.uniform();
        inside = inside && x >= 0 && x < 1;
        ++found[static_cast<std::size_t>(x * 100)];
    }
    BOOST_TEST(inside);
    BOOST_TEST(excess(found, expected) < 4);
}

BOOST_AUTO_TEST_CASE(symmetric_fills_its_interval_but_for_zero) {
    pt::generator random{5};
    std::array<double, 100> found{};
    std::array<double, 100> expected{};
    expected.fill(draws / 100.0);
    bool inside = true;
    for (int i = 0; i < draws; ++i) {
        const double x = random.symmetric();
        inside = inside && x > -1 && x < 1 && std::fmod(x * 0x1p53, 2) != 0;
        ++found[static_cast<std::size_t>((x + 1) * 50)];
    }
    BOOST_TEST(inside);
    BOOST_TEST(excess(found, expected) < 4);
}

BOOST_AUTO_TEST_CASE(normal_is_normal) {
    static constexpr int count = 4 * draws;
    // Bins of a tenth from -4 to 4, and what lies outside. Apart from them the whole parts, which are drawn first.
    static constexpr std::size_t bins = 82;
    pt::generator random{6};
    std::array<double, bins> found{};
    std::array<double, 5> whole{};
    double moments[5] = {};
    for (int i = 0; i < count; ++i) {
        const double x = random.normal();
        ++found[static_cast<std::size_t>(std::fmin(std::fmax(std::floor(x * 10) + 41, 0), bins - 1))];
        ++whole[static_cast<std::size_t>(std::fmin(std::abs(x), 4))];
        double power = 1;
        for (double& moment : moments) moment += (power *= x) / count;
    }
    const auto below = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
    std::array<double, bins> expected{};
    double previous = 0;
    for (std::size_t i = 0; i < bins; ++i) {
        const double next = i + 1 == bins ? 1 : below((static_cast<double>(i) - 40) / 10);
        expected[i] = count * (next - previous);
        previous = next;
    }
    BOOST_TEST(excess(found, expected) < 4);
    std::array<double, 5> expected_whole{};
    for (std::size_t i = 0; i < 5; ++i) {
        const double from = static_cast<double>(i);
        expected_whole[i] = 2 * count * ((i == 4 ? 1 : below(from + 1)) - below(from));
    }
    BOOST_TEST(excess(whole, expected_whole) < 4);
    // Mean 0, variance 1, skewness 0, kurtosis 3: within four standard errors.
    const double root = std::sqrt(double{count});
    BOOST_TEST(std::abs(moments[0]) < 4 / root);
    BOOST_TEST(std::abs(moments[1] - 1) < 4 * std::sqrt(2) / root);
    BOOST_TEST(std::abs(moments[2]) < 4 * std::sqrt(15) / root);
    BOOST_TEST(std::abs(moments[3] - 3) < 4 * std::sqrt(96) / root);
    BOOST_TEST(std::abs(moments[4]) < 4 * std::sqrt(945) / root);
}

BOOST_AUTO_TEST_CASE(compiled_equals_run) {
    check_compiled_equals_run<&pt::generator::uniform>();
    check_compiled_equals_run<&pt::generator::symmetric>();
    check_compiled_equals_run<&pt::generator::normal>();
    static constexpr std::size_t compiled = [] { return pt::generator{9}.below(1000); }();
    volatile int seed = 9;
    BOOST_TEST((pt::generator{int{seed}}.below(1000)) == compiled);
}

BOOST_AUTO_TEST_SUITE_END()
