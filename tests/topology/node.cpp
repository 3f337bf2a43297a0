// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/topology/node.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/join/add.hpp>
#include <perceptype/layer/dense.hpp>

#include <type_traits>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(topology_node)

// A graph's entries are names and lists, told apart by their types alone.
using eye = pt::node<"eye", pt::from<"left", "right">, pt::add, pt::dense<4>>;
static_assert(std::is_empty_v<eye> && std::is_empty_v<pt::input_node<"left", 3>> && std::is_empty_v<pt::tied<"eye">> &&
              std::is_empty_v<pt::outputs<"eye">>);
static_assert(!std::is_same_v<pt::from<"a", "b">, pt::from<"b", "a">>);
static_assert(!std::is_same_v<pt::input_node<"a", 3>, pt::input_node<"b", 3>>);

struct holds_a_number : pt::join_base {
    int number;
};
struct only_declared;
static_assert(pt::Join<pt::add> && !pt::Join<pt::dense<4>> && !pt::Join<eye>);
static_assert(!pt::Join<holds_a_number> && !pt::Join<only_declared> && !pt::Join<int>);

BOOST_AUTO_TEST_CASE(is_checked_by_the_compiler) {}

BOOST_AUTO_TEST_SUITE_END()
