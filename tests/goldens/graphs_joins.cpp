// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_joins"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_joins)
BOOST_AUTO_TEST_CASE(chain) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<9>, pt::tanh>, pt::node<"y",
        pt::from<"a">, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<single, float>(entries{}, file.at("chain"), loss, target, {"real"}, pt::sgd{.learning_rate =
        0.25});
}
BOOST_AUTO_TEST_CASE(diamond) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"y", pt::from<"a", "b">, pt::add, pt::dense<3>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("diamond"), loss, target, {"real"}, pt::sgd{.learning_rate =
        0.5});
}
BOOST_AUTO_TEST_CASE(difference) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"c", pt::from<"x">, pt::dense<7>>, pt::node<"y",
        pt::from<"a", "b", "c">, pt::subtract, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("difference"), loss, target, {"real"}, pt::sgd{.learning_rate
        = 0.25});
}
BOOST_AUTO_TEST_CASE(product) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"y", pt::from<"a", "b", "a">, pt::multiply, pt::dense<3>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("product"), loss, target, {"real"}, pt::sgd{.learning_rate =
        1.0});
}
BOOST_AUTO_TEST_CASE(mean) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"c", pt::from<"a">, pt::dense<7>, pt::tanh>, pt::node<"y",
        pt::from<"a", "b", "c">, pt::average, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("mean"), loss, target, {"real"}, pt::sgd{.learning_rate =
        1.0});
}
BOOST_AUTO_TEST_CASE(largest) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"y", pt::from<"a", "b">, pt::maximum, pt::dense<2>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("largest"), loss, target, {"real"}, pt::sgd{.learning_rate =
        1.0});
}
BOOST_AUTO_TEST_CASE(inner_product) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"y", pt::from<"a", "b">, pt::dot>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1>{}); };
    check_graph_training<batch, float>(entries{}, file.at("inner_product"), loss, target, {"real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(square) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"y",
        pt::from<"a", "a">, pt::multiply, pt::dense<1>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1>{}); };
    check_graph_training<single, double>(entries{}, file.at("square"), loss, target, {"real"}, pt::sgd{.learning_rate =
        0.5});
}
BOOST_AUTO_TEST_CASE(behind_each_other) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"z", 3>, pt::node<"a", pt::from<"x">, pt::dense<7>,
        pt::tanh>, pt::node<"y", pt::from<"a", "z", "x">, pt::concat, pt::dense<17>, pt::tanh, pt::dense<2>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("behind_each_other"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_SUITE_END()
