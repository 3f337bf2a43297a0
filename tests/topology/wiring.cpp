// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/topology/wiring.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>

using namespace perceptype;

BOOST_AUTO_TEST_SUITE(topology_wiring)

using detail::wire;
using detail::wiring_fault;
template <class... Entries>
constexpr wiring_fault fault_of = wire<Entries...>.fault;

using x = input_node<"x", 1>;
static_assert(fault_of<x, node<"a", from<"x">>, outputs<"a">> == wiring_fault::none);
static_assert(fault_of<x, int, outputs<"x">> == wiring_fault::no_node);
static_assert(fault_of<node<"a", from<"a">>, outputs<"a">> == wiring_fault::no_input);
static_assert(fault_of<x> == wiring_fault::no_outputs && fault_of<x, outputs<>> == wiring_fault::no_outputs);
static_assert(fault_of<x, node<"x", from<"x">>, outputs<"x">> == wiring_fault::repeated_name);
static_assert(fault_of<x, outputs<"x", "x">> == wiring_fault::repeated_name);
static_assert(fault_of<x, outputs<"x">, outputs<"x">> == wiring_fault::repeated_outputs);
static_assert(fault_of<x, node<"a", from<"b">>, outputs<"a">> == wiring_fault::unknown_name);
static_assert(fault_of<x, node<"a", from<"a">>, outputs<"a">> == wiring_fault::cycle);
static_assert(fault_of<x, node<"a", from<"x">>, node<"b", from<"x">>, outputs<"a">> == wiring_fault::unused);

BOOST_AUTO_TEST_CASE(every_node_comes_behind_its_sources) {
    constexpr const auto& plan =
        wire<node<"y", from<"b", "x">>, node<"b", from<"a">>, x, node<"a", from<"x">>, outputs<"y">>;
    std::size_t step[5] = {};
    for (std::size_t i = 0; i < 5; ++i) step[plan.order[i]] = i;
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t k = 0; k < plan.source_count[i]; ++k) BOOST_TEST(step[plan.sources[i][k]] < step[i]);
    BOOST_TEST(plan.order[4] == 4u);
}

BOOST_AUTO_TEST_CASE(a_cycle_is_spelled_out) {
    constexpr const auto& plan =
        wire<x, node<"a", from<"x", "c">>, node<"b", from<"a">>, node<"c", from<"b">>, outputs<"c">>;
    BOOST_TEST(plan.path_size == 4u);
    BOOST_TEST((plan.path[0] == 1 && plan.path[1] == 3 && plan.path[2] == 2 && plan.path[3] == 1));
}

BOOST_AUTO_TEST_SUITE_END()
