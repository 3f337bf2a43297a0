// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/topology/nested.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/softmax.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/cost.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/join/add.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/join/multiply.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/loss/cross_entropy.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/loss/mean_squared_error.hpp>
#include <perceptype/subgraph.hpp>

#include <type_traits>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(topology_nested)

using pt::add, pt::concat, pt::dense, pt::from, pt::input_node, pt::multiply, pt::network_input, pt::node,
    pt::option_list, pt::outputs, pt::tied, pt::relu;
using pt::detail::view_of;

template <class... Entries>
using flatten = typename pt::detail::flattened_entries<Entries...>::type;
template <class List, class... Entries>
inline constexpr bool is_list = std::is_same_v<List, option_list<Entries...>>;

using eye = pt::graph<input_node<"v", 4>, node<"l", from<"v">, dense<3>, pt::tanh>, node<"r", from<"v">, dense<3>>,
                      node<"s", from<"l", "r">, add>, outputs<"s">>;
using gate = pt::graph<node<"o", from<"x", "y">, multiply>, input_node<"x", 3>, input_node<"y", 3>, outputs<"o">>;
using fork =
    pt::graph<input_node<"v", 4>, node<"a", from<"v">, dense<3>>, node<"b", from<"v">, dense<2>>, outputs<"a", "b">>;

// A list without graphs in nodes stays as it is.
static_assert(is_list<flatten<input_node<"x", 4>, node<"y", from<"x">, dense<2>>, outputs<"y">>, input_node<"x", 4>,
                      node<"y", from<"x">, dense<2>>, outputs<"y">>);
// A graph's nodes take the name of the node, and a dot; its output takes the name itself, where no layers stand behind
// it.
static_assert(is_list<flatten<node<"e", from<"x">, eye, relu>>, node<"e.v", from<"x">, network_input<4>>,
                      node<"e.l", from<"e.v">, dense<3>, pt::tanh>, node<"e.r", from<"e.v">, dense<3>>,
                      node<"e.s", from<"e.l", "e.r">, add>, node<"e", from<"e.s">, relu>>);
// Joins and layers before it belong to its input, the first of the nodes.
static_assert(is_list<flatten<node<"e", from<"x", "y">, concat, dense<4>, eye>>,
                      node<"e.v", from<"x", "y">, concat, dense<4>, network_input<4>>,
                      node<"e.l", from<"e.v">, dense<3>, pt::tanh>, node<"e.r", from<"e.v">, dense<3>>,
                      node<"e", from<"e.l", "e.r">, add>>);
static_assert(is_list<flatten<node<"g", from<"p", "q">, gate>>, node<"g.x", from<"p">, network_input<3>>,
                      node<"g.y", from<"q">, network_input<3>>, node<"g", from<"g.x", "g.y">, multiply>>);
// Several outputs have no name in common.
static_assert(is_list<flatten<node<"f", from<"x">, fork>>, node<"f.v", from<"x">, network_input<4>>,
                      node<"f.a", from<"f.v">, dense<3>>, node<"f.b", from<"f.v">, dense<2>>>);
// A tie is one of each of the nodes that have layers.
static_assert(is_list<flatten<node<"t", from<"y">, tied<"e">>, node<"e", from<"x">, dense<4>, eye, relu>>,
                      node<"t.v", from<"y">, tied<"e.v">>, node<"t.l", from<"t.v">, tied<"e.l">>,
                      node<"t.r", from<"t.v">, tied<"e.r">>, node<"t.s", from<"t.l", "t.r">, add>,
                      node<"t", from<"t.s">, tied<"e">>, node<"e.v", from<"x">, dense<4>, network_input<4>>,
                      node<"e.l", from<"e.v">, dense<3>, pt::tanh>, node<"e.r", from<"e.v">, dense<3>>,
                      node<"e.s", from<"e.l", "e.r">, add>, node<"e", from<"e.s">, relu>>);
// What does not fit stays, for its fault to be found.
static_assert(is_list<flatten<node<"g", from<"p">, gate>>, node<"g", from<"p">, gate>>);
static_assert(is_list<flatten<node<"f", from<"x">, fork, relu>>, node<"f", from<"x">, fork, relu>>);
static_assert(is_list<flatten<node<"g", from<"p">, tied<"h">>, node<"h", from<"p", "q">, gate>>,
                      node<"g", from<"p">, gate>, node<"h.x", from<"p">, network_input<3>>,
                      node<"h.y", from<"q">, network_input<3>>, node<"h", from<"h.x", "h.y">, multiply>>);

// Of several graphs in a node, the second's nodes have its number, whether or not that is needed to tell them apart.
using pass3 = pt::graph<input_node<"v", 3>, node<"l", from<"v">, dense<3>>, outputs<"l">>;
using ahead = pt::graph<input_node<"p", 3>, outputs<"p">>;
static_assert(is_list<flatten<node<"e", from<"x">, eye, pass3>>, node<"e.v", from<"x">, network_input<4>>,
                      node<"e.l", from<"e.v">, dense<3>, pt::tanh>, node<"e.r", from<"e.v">, dense<3>>,
                      node<"e.s", from<"e.l", "e.r">, add>, node<"e.2.v", from<"e.s">, network_input<3>>,
                      node<"e", from<"e.2.v">, dense<3>>>);
static_assert(
    is_list<flatten<node<"e", from<"x">, dense<3>, pass3, relu, ahead, pass3, pass3, relu>>,
            node<"e.v", from<"x">, dense<3>, network_input<3>>, node<"e.l", from<"e.v">, dense<3>>,
            node<"e.2.p", from<"e.l">, relu, network_input<3>>, node<"e.3.v", from<"e.2.p">, network_input<3>>,
            node<"e.3.l", from<"e.3.v">, dense<3>>, node<"e.4.v", from<"e.3.l">, network_input<3>>,
            node<"e.4.l", from<"e.4.v">, dense<3>>, node<"e", from<"e.4.l">, relu>>);
// With several outputs behind, within another, and tied.
static_assert(is_list<flatten<node<"f", from<"x">,
                                   pt::graph<input_node<"v", 4>, node<"l", from<"v">, dense<4>>, outputs<"l">>, fork>>,
                      node<"f.v", from<"x">, network_input<4>>, node<"f.l", from<"f.v">, dense<4>>,
                      node<"f.2.v", from<"f.l">, network_input<4>>, node<"f.2.a", from<"f.2.v">, dense<3>>,
                      node<"f.2.b", from<"f.2.v">, dense<2>>>);
using twice = pt::graph<input_node<"w", 3>, node<"t", from<"w">, pass3, pass3>, outputs<"t">>;
static_assert(is_list<flatten<node<"n", from<"x">, twice, twice>>, node<"n.w", from<"x">, network_input<3>>,
                      node<"n.t.v", from<"n.w">, network_input<3>>, node<"n.t.l", from<"n.t.v">, dense<3>>,
                      node<"n.t.2.v", from<"n.t.l">, network_input<3>>, node<"n.t", from<"n.t.2.v">, dense<3>>,
                      node<"n.2.w", from<"n.t">, network_input<3>>, node<"n.2.t.v", from<"n.2.w">, network_input<3>>,
                      node<"n.2.t.l", from<"n.2.t.v">, dense<3>>, node<"n.2.t.2.v", from<"n.2.t.l">, network_input<3>>,
                      node<"n", from<"n.2.t.2.v">, dense<3>>>);
static_assert(is_list<flatten<node<"t", from<"y">, tied<"e">>, node<"e", from<"x">, pass3, pass3>>,
                      node<"t.v", from<"y">, network_input<3>>, node<"t.l", from<"t.v">, tied<"e.l">>,
                      node<"t.2.v", from<"t.l">, network_input<3>>, node<"t", from<"t.2.v">, tied<"e">>,
                      node<"e.v", from<"x">, network_input<3>>, node<"e.l", from<"e.v">, dense<3>>,
                      node<"e.2.v", from<"e.l">, network_input<3>>, node<"e", from<"e.2.v">, dense<3>>>);
static_assert(view_of<pt::detail::inner_name<"e", 12, "v">()> == view_of<"e.12.v">);
static_assert(view_of<pt::detail::inner_name<"e", 1090, "v">()> == view_of<"e.1090.v">);

using whole =
    pt::graph<input_node<"x", 4>, input_node<"y", 4>, node<"e", from<"x">, eye>, node<"t", from<"y">, tied<"e">>,
              node<"g", from<"e", "t">, gate>, node<"o", from<"g">, dense<1>>, outputs<"o">>;
using flat = pt::graph<input_node<"x", 4>, input_node<"y", 4>, node<"l", from<"x">, dense<3>, pt::tanh>,
                       node<"r", from<"x">, dense<3>>, node<"e", from<"l", "r">, add>, node<"tl", from<"y">, tied<"l">>,
                       node<"tr", from<"y">, tied<"r">>, node<"t", from<"tl", "tr">, add>,
                       node<"g", from<"e", "t">, multiply>, node<"o", from<"g">, dense<1>>, outputs<"o">>;

// Nodes that only pass a value on cost nothing.
static_assert(pt::cost<whole>.parameters == pt::cost<flat>.parameters);
static_assert(pt::cost<whole>.forward.flops == pt::cost<flat>.forward.flops);
static_assert(pt::cost<whole>.forward.workspace_bytes == pt::cost<flat>.forward.workspace_bytes);
static_assert(pt::cost<whole>.training.workspace_bytes == pt::cost<flat>.training.workspace_bytes);

BOOST_AUTO_TEST_CASE(a_graph_in_a_node_is_its_nodes) {
    const whole nested{3};
    flat other;
    pt::vector_to_parameters(pt::parameters_to_vector(nested), other);
    const pt::tensor<float, 4> x{1, -2, 0.5f, 3}, y{-1, 0.25f, 2, 1};
    BOOST_TEST((nested("x"_node = x, "y"_node = y) == other("x"_node = x, "y"_node = y)));
    const auto loss = pt::joint_loss("o"_node = pt::mean_squared_error{});
    const auto in = pt::named("x"_node = x, "y"_node = y);
    const auto goal = pt::named("o"_node = 2.0f);
    BOOST_TEST(pt::parameters_to_vector(pt::value_and_gradient(nested, loss, in, goal).gradient) ==
                   pt::parameters_to_vector(pt::value_and_gradient(other, loss, in, goal).gradient),
               boost::test_tools::per_element());
    BOOST_TEST((pt::input_gradient(nested, loss, in, goal) == pt::input_gradient(other, loss, in, goal)));
    BOOST_TEST(nested.node<"e.l">().layer<1>().weights(2, 1) == other.node<"l">().layer<1>().weights(2, 1));
    BOOST_TEST(nested.node<"t.r">().layer<1>().bias(0) == other.node<"r">().layer<1>().bias(0));
}

BOOST_AUTO_TEST_CASE(equal_graphs_behind_each_other_are_as_good_as_in_nodes_of_their_own) {
    using after = pt::basic_graph<double, input_node<"x", 4>, input_node<"y", 4>,
                                  node<"e", from<"x">, eye, pt::tanh, pass3, pass3>, node<"t", from<"y">, tied<"e">>,
                                  node<"o", from<"e", "t">, multiply, dense<1>>, outputs<"o">>;
    using apart = pt::basic_graph<double, input_node<"x", 4>, input_node<"y", 4>, node<"a", from<"x">, eye>,
                                  node<"b", from<"a">, pt::tanh, pass3>, node<"c", from<"b">, pass3>,
                                  node<"ta", from<"y">, tied<"a">>, node<"tb", from<"ta">, tied<"b">>,
                                  node<"tc", from<"tb">, tied<"c">>, node<"o", from<"c", "tc">, multiply, dense<1>>,
                                  outputs<"o">>;
    const after net{3};
    apart other;
    pt::vector_to_parameters(pt::parameters_to_vector(net), other);
    const pt::tensor<double, 4> x{1, -2, 0.5, 3}, y{-1, 0.25, 2, 1};
    BOOST_TEST((net("x"_node = x, "y"_node = y) == other("x"_node = x, "y"_node = y)));
    const auto loss = pt::joint_loss("o"_node = pt::mean_squared_error{});
    const auto in = pt::named("x"_node = x, "y"_node = y);
    const auto goal = pt::named("o"_node = 2.0);
    BOOST_TEST(pt::parameters_to_vector(pt::value_and_gradient(net, loss, in, goal).gradient) ==
                   pt::parameters_to_vector(pt::value_and_gradient(other, loss, in, goal).gradient),
               boost::test_tools::per_element());
    BOOST_TEST((pt::input_gradient(net, loss, in, goal) == pt::input_gradient(other, loss, in, goal)));
    BOOST_TEST(net.node<"e.2.l">().layer<1>().weights(2, 1) == other.node<"b">().layer<1>().weights(2, 1));
    static_assert(pt::detail::node_index<after::chain_type, pt::node_name{"e.2.v"}>() == 6);  // as are entries
    BOOST_TEST((pt::cut<"e.2.v", "e.2.l">(net)("e.2.v"_node = pt::tensor<double, 3>{1, 2, 3}) ==
                pt::cut<"e.2.v", "e.2.l">(net)(pt::named("e.2.v"_node = std::array{1.0, 2.0, 3.0}))));
}

BOOST_AUTO_TEST_CASE(it_runs_in_constant_evaluation) {
    constexpr pt::tensor<float, 1> y = [] {
        return whole{3}("x"_node = pt::tensor<float, 4>{1, -2, 0.5f, 3},
                        "y"_node = pt::tensor<float, 4>{0, 1, 0, 1})["o"_node];
    }();
    const auto same = whole{3}("x"_node = pt::tensor<float, 4>{1, -2, 0.5f, 3},
                               "y"_node = pt::tensor<float, 4>{0, 1, 0, 1})["o"_node];
    BOOST_TEST(y[0] == same[0], boost::test_tools::tolerance(1e-5f));
}

BOOST_AUTO_TEST_CASE(a_part_of_a_graph_stands_in_a_node_and_can_be_cut_out) {
    const whole net{3};
    const auto encoder = pt::cut<"x", "e">(net);
    using reused =
        pt::graph<input_node<"i", 4>, node<"code", from<"i">, pt::subgraph<whole, "x", "e">, relu>, outputs<"code">>;
    reused other;
    pt::vector_to_parameters(pt::parameters_to_vector(encoder), other);
    const pt::tensor<float, 4> x{1, -2, 0.5f, 3};
    auto expected = encoder("x"_node = x)["e"_node];
    for (float& each : expected) each = each < 0 ? 0 : each;
    BOOST_TEST((other("i"_node = x)["code"_node] == expected));
    BOOST_TEST((pt::cut<"e.v", "e">(net)("e.v"_node = x)["e"_node] == encoder("x"_node = x)["e"_node]));
}

BOOST_AUTO_TEST_CASE(a_loss_meets_the_last_layer_of_a_graph_in_an_output) {
    using reader = pt::graph<input_node<"v", 4>, node<"hidden", from<"v">, dense<3>, pt::tanh>,
                             node<"kind", from<"hidden">, dense<3>, pt::softmax>, outputs<"kind">>;
    using net_type = pt::graph<input_node<"x", 4>, node<"y", from<"x">, reader>, outputs<"y">>;
    using same = pt::graph<input_node<"x", 4>, node<"hidden", from<"x">, dense<3>, pt::tanh>,
                           node<"y", from<"hidden">, dense<3>, pt::softmax>, outputs<"y">>;
    const net_type net{2};
    const same other{2};
    const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{});
    const auto in = pt::named("x"_node = pt::tensor<float, 4>{1, -2, 0.5f, 3});
    const auto goal = pt::named("y"_node = 2);
    BOOST_TEST(pt::parameters_to_vector(net) == pt::parameters_to_vector(other), boost::test_tools::per_element());
    BOOST_TEST(pt::parameters_to_vector(pt::value_and_gradient(net, loss, in, goal).gradient) ==
                   pt::parameters_to_vector(pt::value_and_gradient(other, loss, in, goal).gradient),
               boost::test_tools::per_element());
    // Nothing but an input inside.
    using through = pt::graph<input_node<"x", 4>,
                              node<"y", from<"x">, pt::graph<input_node<"v", 4>, outputs<"v">>, relu>, outputs<"y">>;
    BOOST_TEST((through{}(in)["y"_node] == pt::tensor<float, 4>{1, 0, 0.5f, 3}));
    using passed =
        pt::graph<input_node<"x", 4>, node<"y", from<"x">, pt::graph<input_node<"v", 4>, outputs<"v">>>, outputs<"y">>;
    BOOST_TEST((passed{}(in)["y"_node] == pt::tensor<float, 4>{1, -2, 0.5f, 3}));
}

BOOST_AUTO_TEST_SUITE_END()
