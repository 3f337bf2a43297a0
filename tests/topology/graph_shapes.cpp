// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/topology/graph_shapes.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/join/add.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/flatten.hpp>

#include <type_traits>

using namespace perceptype;

BOOST_AUTO_TEST_SUITE(topology_graph_shapes)

using perceptype::shape;  // not the suite of that name, which one compilation may also hold

using shapes =
    detail::graph_shapes<input_node<"x", 2, 3>, node<"a", from<"x">, flatten, dense<4>>, node<"b", from<"x">, flatten>,
                         input_node<"y", 2, 3>, node<"t", from<"y">, tied<"a">>,
                         node<"both", from<"a", "b", "t">, concat>, node<"plain", from<"both">>, outputs<"plain">>;
static_assert(std::is_same_v<shapes::shape_of<0>, shape<2, 3>>);
static_assert(std::is_same_v<shapes::shape_of<1>, shape<4>> && std::is_same_v<shapes::shape_of<2>, shape<6>> &&
              std::is_same_v<shapes::shape_of<4>, shape<4>>);
static_assert(std::is_same_v<shapes::shape_of<5>, shape<14>> && std::is_same_v<shapes::shape_of<6>, shape<14>>);
static_assert(std::is_same_v<shapes::received<1>, shape<2, 3>> && std::is_same_v<shapes::received<5>, shape<14>>);
static_assert(shapes::owner<4> == 1 && shapes::owner<1> == 1 && shapes::owner<5> == 5);
static_assert(std::is_same_v<shapes::parts<4>::layers, option_list<flatten, dense<4>>> &&
              std::is_same_v<shapes::parts<5>::join, concat>);

template <class... Entries>
constexpr fault_kind fault_of = deduced_shapes<Entries...>::kind;
using x = input_node<"x", 2, 3>;
using y = outputs<"y">;

static_assert(fault_of<x, node<"y", from<"x">, flatten, dense<2>>, y> == fault_kind::none);
static_assert(fault_of<input_node<"x", 2, 0>, node<"y", from<"x">>, y> == fault_kind::zero_extent &&
              fault_of<input_node<"x">, node<"y", from<"x">>, y> == fault_kind::zero_extent);
static_assert(fault_of<x, node<"y", from<"x">, dense<2>>, y> == fault_kind::no_vector);
static_assert(fault_of<x, node<"y", from<"x", "x">, relu>, y> == fault_kind::no_join);
static_assert(fault_of<x, input_node<"z", 3, 2>, node<"y", from<"x", "z">, add>, y> == fault_kind::unequal_join);
static_assert(fault_of<x, node<"y", from<"x">, tied<"z">>, y> == fault_kind::unknown_node);
static_assert(fault_of<x, node<"y", from<"x">, tied<"x">>, y> == fault_kind::no_owner);
static_assert(fault_of<x, input_node<"z", 6>, node<"a", from<"z">, relu>, node<"b", from<"x">, tied<"a">>,
                       node<"y", from<"a", "b">, add>, y> == fault_kind::unequal_tie);
// A fault shows where it is, however far from the output.
static_assert(fault_of<x, node<"y", from<"b">>, node<"b", from<"a">, relu>, node<"a", from<"x">, dense<1>>, y> ==
              fault_kind::no_vector);

// Entries count as they are written, whatever graphs in nodes before them stand for; those of a graph in a node in that.
using pair = basic_network<float, input_node<"v", 2, 3>, node<"a", from<"v">, relu>, node<"b", from<"v">, relu>,
                           node<"o", from<"a", "b">, add>, outputs<"o">>;
using broken = basic_network<float, input_node<"v", 2, 3>, node<"p", from<"v">, pair>, node<"o", from<"p", "r">, add>,
                             outputs<"o">>;
static_assert(std::is_same_v<deduced_shapes<node<"p", from<"x">, pair, pair>, x, node<"y", from<"p", "q">, add>, y>,
                             detail::fault<fault_kind::unknown_node, at_entry<2>, from<"q">>>);
static_assert(
    std::is_same_v<deduced_shapes<node<"p", from<"x">, pair>, x, node<"y", from<"p">>, node<"p", from<"x">>, y>,
                   detail::fault<fault_kind::repeated_node, at_entry<3>, node<"p", from<"x">>>>);
static_assert(std::is_same_v<deduced_shapes<node<"p", from<"x">, pair>, x, node<"y", from<"p">, broken>, y>,
                             detail::fault<fault_kind::unknown_node, at_entry<2>, from<"r">>>);

BOOST_AUTO_TEST_CASE(is_checked_by_the_compiler) {}

BOOST_AUTO_TEST_SUITE_END()
