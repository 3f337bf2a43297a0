// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/learning_rate.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(optimizer_learning_rate)

namespace {

struct given {
    pt::detail::required<double> number;
    double other = 1;
};

template <class Aggregate>
concept NeedsNumber = !requires { Aggregate{.other = 2}; } && requires { Aggregate{.number = 1}; };

}  // namespace

BOOST_AUTO_TEST_CASE(is_a_number_or_a_function_of_the_update) {
    static constexpr auto schedule = [](std::uint64_t step) { return 1.0f / static_cast<float>(1 + step); };
    static_assert(pt::LearningRate<double> && pt::LearningRate<float> && pt::LearningRate<int>);
    static_assert(pt::LearningRate<decltype(schedule)>);
    static_assert(!pt::LearningRate<std::string> && !pt::LearningRate<double*>);
    static_assert(pt::rate_at(0.25, 7) == 0.25 && pt::rate_at(1, 7) == 1 && pt::rate_at(0.5f, 7) == 0.5);
    static_assert(pt::rate_at(schedule, 0) == 1 && pt::rate_at(schedule, 3) == 0.25);
    static_assert(std::same_as<decltype(pt::rate_at(schedule, 0)), double>);
}

BOOST_AUTO_TEST_CASE(required_has_no_default) {
    static_assert(NeedsNumber<given>);
    static_assert(given{.number = 3}.number == 3 && given{.number = 0.5f}.number.value == 0.5);
}

BOOST_AUTO_TEST_CASE(power_is_that_of_the_standard_library) {
    using pt::detail::power;
    static_assert(power(3, 0) == 1 && power(3, 1) == 3 && power(3, 5) == 243 && power(0.5, 10) == 0x1p-10);
    static_assert(power(0, 0) == 1 && power(0, 3) == 0 && power(-2, 3) == -8);
    for (const std::uint64_t exponent : {2u, 7u, 100u, 1000u, 12345u})
        BOOST_TEST(std::abs(power(0.999, exponent) / std::pow(0.999, exponent) - 1) < 1e-12);
    BOOST_TEST(power(0.9, 1000000) < 1e-300);
    BOOST_TEST(power(0.9, ~std::uint64_t{0}) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
