// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/topology/name.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <type_traits>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(topology_name)

constexpr auto both = pt::named("a"_node = 3, "b"_node = std::array{1, 2});
static_assert(both["a"_node] == 3 && both["b"_node][1] == 2 && get<0>(both) == 3);
static_assert(both == pt::named("a"_node = 3, "b"_node = std::array{1, 2}) &&
              !(both == pt::named("a"_node = 4, "b"_node = std::array{1, 2})));

BOOST_AUTO_TEST_CASE(values_are_copied_and_can_be_changed) {
    int number = 3;
    auto held = pt::named("a"_node = number);
    number = 4;
    BOOST_TEST(held["a"_node] == 3);
    held["a"_node] = 5;
    auto& [inside] = held;
    inside += 1;
    BOOST_TEST(get<0>(held) == 6);
}

// `for (float each : net("x"_node = x)["y"_node])` and `const auto& y = net("x"_node = x)["y"_node]` outlive the call.
BOOST_AUTO_TEST_CASE(what_is_taken_from_values_about_to_go_is_a_copy) {
    static_assert(std::is_same_v<decltype(pt::named("a"_node = 3)["a"_node]), int>);
    static_assert(std::is_same_v<decltype(both["a"_node]), const int&>);
    int sum = 0;
    for (const int each : pt::named("b"_node = std::array{1, 2})["b"_node]) sum += each;
    BOOST_TEST(sum == 3);
}

BOOST_AUTO_TEST_CASE(a_name_alone_refers_to_what_it_is_given) {
    int number = 3;
    const auto named = "a"_node = number;
    number = 4;
    BOOST_TEST(named.value == 4);
}

BOOST_AUTO_TEST_SUITE_END()
