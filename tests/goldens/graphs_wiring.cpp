// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_wiring"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_wiring)
BOOST_AUTO_TEST_CASE(skip) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"a">, pt::dense<4>, pt::tanh>, pt::node<"c", pt::from<"b">, pt::dense<7>, pt::tanh>, pt::node<"y",
        pt::from<"c", "a">, pt::add, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("skip"), loss, target, {"real"}, pt::sgd{.learning_rate =
        0.25});
}
BOOST_AUTO_TEST_CASE(skip_from_input) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"a">, pt::dense<5>>, pt::node<"y", pt::from<"b", "x">, pt::add, pt::tanh, pt::dense<2>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<single, double>(entries{}, file.at("skip_from_input"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(another_order) {
    using entries = net<pt::node<"y", pt::from<"c", "b">, pt::concat, pt::dense<2>>, pt::node<"c", pt::from<"b">,
        pt::dense<3>, pt::tanh>, pt::input_node<"z", 3>, pt::node<"b", pt::from<"a", "z">, pt::concat, pt::dense<6>,
        pt::tanh>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::input_node<"x", 5>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("another_order"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(dense_net) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x", "a">, pt::concat, pt::dense<4>, pt::tanh>, pt::node<"c", pt::from<"x", "a", "b">, pt::concat,
        pt::dense<3>, pt::tanh>, pt::node<"y", pt::from<"a", "b", "c">, pt::concat, pt::dense<1>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1>{}); };
    check_graph_training<batch, double>(entries{}, file.at("dense_net"), loss, target, {"real"}, pt::sgd{.learning_rate
        = 0.25});
}
BOOST_AUTO_TEST_CASE(two_diamonds) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"c", pt::from<"a", "b">, pt::add, pt::dense<4>, pt::tanh>,
        pt::node<"d", pt::from<"c">, pt::dense<3>, pt::tanh>, pt::node<"e", pt::from<"c">, pt::dense<3>>, pt::node<"y",
        pt::from<"d", "e">, pt::multiply>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("two_diamonds"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(join_of_inputs) {
    using entries = net<pt::input_node<"x", 4>, pt::input_node<"z", 4>, pt::node<"y", pt::from<"x", "z">, pt::multiply,
        pt::dense<9>, pt::tanh, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("join_of_inputs"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(residual_inside) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::residual<pt::dense<6>, pt::tanh,
        pt::dense<5>>>, pt::node<"y", pt::from<"a", "x">, pt::concat, pt::residual<pt::dense<3>, pt::tanh>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("residual_inside"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(tied) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"w", 5>, pt::node<"b", pt::from<"w">, pt::tied<"a">>,
        pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh, pt::dense<4>, pt::tanh>, pt::node<"y", pt::from<"a", "b">,
        pt::subtract, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("tied"), loss, target, {"real"}, pt::sgd{.learning_rate =
        0.25});
}
BOOST_AUTO_TEST_CASE(tied_thrice) {
    using entries = net<pt::input_node<"x", 4>, pt::node<"a", pt::from<"x">, pt::dense<4>, pt::tanh>, pt::node<"b",
        pt::from<"a">, pt::tied<"a">>, pt::node<"c", pt::from<"b">, pt::tied<"a">>, pt::node<"y", pt::from<"c">,
        pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("tied_thrice"), loss, target, {"real"}, pt::sgd{.learning_rate
        = 0.25});
}
BOOST_AUTO_TEST_SUITE_END()
