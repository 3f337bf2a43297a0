// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_nested"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_nested)
BOOST_AUTO_TEST_CASE(graph_in_node) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::graph<pt::input_node<"u", 5>,
        pt::node<"v", pt::from<"u">, pt::dense<4>, pt::tanh>, pt::node<"w", pt::from<"u">, pt::dense<4>>, pt::node<"o",
        pt::from<"v", "w">, pt::add, pt::tanh>, pt::outputs<"o">>>, pt::node<"y", pt::from<"a">, pt::dense<3>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("graph_in_node"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(graph_between_layers) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::dense<7>, pt::tanh,
        pt::graph<pt::node<"o", pt::from<"v", "w">, pt::multiply, pt::dense<4>>, pt::input_node<"u", 7>, pt::node<"v",
        pt::from<"u">, pt::dense<3>, pt::tanh>, pt::node<"w", pt::from<"u">, pt::dense<3>>, pt::outputs<"o">>, pt::tanh,
        pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<single, double>(entries{}, file.at("graph_between_layers"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(graph_behind_join) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"y", pt::from<"a", "b">, pt::add, pt::dense<5>,
        pt::graph<pt::input_node<"u", 5>, pt::node<"v", pt::from<"u">, pt::dense<4>, pt::tanh>, pt::node<"w",
        pt::from<"u">, pt::dense<4>>, pt::node<"o", pt::from<"v", "w">, pt::add, pt::tanh>, pt::outputs<"o">>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 4>{}); };
    check_graph_training<batch, float>(entries{}, file.at("graph_behind_join"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(graph_of_two_inputs) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"z", 3>, pt::node<"a", pt::from<"x">, pt::dense<7>,
        pt::tanh>, pt::node<"b", pt::from<"a", "z">, pt::graph<pt::input_node<"value", 7>, pt::node<"o",
        pt::from<"value", "g">, pt::multiply>, pt::node<"g", pt::from<"how">, pt::dense<7>, pt::sigmoid>,
        pt::input_node<"how", 3>, pt::outputs<"o">>, pt::dense<4>, pt::tanh>, pt::node<"y", pt::from<"b", "z">,
        pt::concat, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("graph_of_two_inputs"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(graph_of_two_outputs) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"b", pt::from<"x">, pt::graph<pt::input_node<"v", 5>,
        pt::node<"c", pt::from<"v">, pt::dense<6>, pt::tanh>, pt::node<"left", pt::from<"c">, pt::dense<2>>,
        pt::node<"right", pt::from<"c", "v">, pt::concat, pt::dense<3>, pt::tanh>, pt::outputs<"left", "right">>>,
        pt::node<"y", pt::from<"b.right", "b.left">, pt::concat, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("graph_of_two_outputs"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(graph_output_as_output) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"b", pt::from<"x">, pt::graph<pt::input_node<"v", 5>,
        pt::node<"c", pt::from<"v">, pt::dense<6>, pt::tanh>, pt::node<"left", pt::from<"c">, pt::dense<2>>,
        pt::node<"right", pt::from<"c", "v">, pt::concat, pt::dense<3>, pt::tanh>, pt::outputs<"left", "right">>>,
        pt::node<"y", pt::from<"b.left">, pt::dense<3>>, pt::outputs<"y", "b.right">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{}, "b.right"_node = pt::mean_squared_error{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}, "b.right"_node =
        pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("graph_output_as_output"), loss, target, {"real", "real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(graph_in_graph_in_graph) {
    using entries = net<pt::input_node<"z", 3>, pt::input_node<"x", 5>, pt::node<"y", pt::from<"z", "x">,
        pt::graph<pt::input_node<"p", 3>, pt::input_node<"q", 5>, pt::node<"o", pt::from<"r", "p">, pt::concat,
        pt::dense<4>, pt::tanh>, pt::node<"r", pt::from<"q">, pt::dense<5>, pt::graph<pt::input_node<"u", 5>,
        pt::node<"v", pt::from<"u">, pt::dense<4>, pt::tanh>, pt::node<"w", pt::from<"u">, pt::dense<4>>, pt::node<"o",
        pt::from<"v", "w">, pt::add, pt::tanh>, pt::outputs<"o">>, pt::tanh>, pt::outputs<"o">>, pt::dense<1>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1>{}); };
    check_graph_training<batch, float>(entries{}, file.at("graph_in_graph_in_graph"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(tied_graphs) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"w", 5>, pt::node<"b", pt::from<"w">, pt::tied<"a">>,
        pt::node<"a", pt::from<"x">, pt::dense<5>, pt::tanh, pt::graph<pt::input_node<"u", 5>, pt::node<"v",
        pt::from<"u">, pt::dense<4>, pt::tanh>, pt::node<"w", pt::from<"u">, pt::dense<4>>, pt::node<"o", pt::from<"v",
        "w">, pt::add, pt::tanh>, pt::outputs<"o">>, pt::tanh, pt::dense<3>>, pt::node<"y", pt::from<"a", "b">,
        pt::multiply, pt::tanh, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("tied_graphs"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(tied_inside_graphs) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::graph<pt::input_node<"v", 5>,
        pt::node<"c", pt::from<"v">, pt::dense<5>, pt::tanh>, pt::node<"d", pt::from<"c">, pt::tied<"c">>, pt::node<"o",
        pt::from<"d", "v">, pt::subtract>, pt::outputs<"o">>>, pt::node<"b", pt::from<"a">, pt::dense<5>,
        pt::graph<pt::input_node<"v", 5>, pt::node<"c", pt::from<"v">, pt::dense<5>, pt::tanh>, pt::node<"d",
        pt::from<"c">, pt::tied<"c">>, pt::node<"o", pt::from<"d", "v">, pt::subtract>, pt::outputs<"o">>>,
        pt::node<"y", pt::from<"a", "b">, pt::multiply, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("tied_inside_graphs"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(graph_classifies) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::graph<pt::input_node<"v", 5>,
        pt::node<"h", pt::from<"v">, pt::dense<6>, pt::tanh>, pt::node<"k", pt::from<"h">, pt::dense<4>, pt::softmax>,
        pt::outputs<"k">>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = 0); };
    check_graph_training<batch, double>(entries{}, file.at("graph_classifies"), loss, target, {"class"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(graph_of_images) {
    using entries = net<pt::input_node<"i", 2, 5, 4>, pt::node<"a", pt::from<"i">, pt::conv2d<3, pt::kernel<2>>,
        pt::graph<pt::input_node<"m", 3, 4, 3>, pt::node<"k", pt::from<"m">, pt::conv2d<3, pt::kernel<3>,
        pt::padding<pt::same>>, pt::tanh>, pt::node<"o", pt::from<"k", "m">, pt::add>, pt::outputs<"o">>,
        pt::global_average_pool>, pt::node<"y", pt::from<"a">, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("graph_of_images"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(batch_norm_in_graphs) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::graph<pt::input_node<"u", 5>,
        pt::node<"v", pt::from<"u">, pt::dense<4, pt::no_bias>, pt::batch_norm, pt::tanh>, pt::node<"w", pt::from<"v",
        "u">, pt::concat>, pt::outputs<"w">>>, pt::node<"y", pt::from<"a">, pt::dense<6, pt::no_bias>, pt::batch_norm,
        pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("batch_norm_in_graphs"), loss, target, {"real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(graphs_behind_each_other) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::graph<pt::input_node<"v", 5>,
        pt::node<"c", pt::from<"v">, pt::dense<5>, pt::tanh>, pt::node<"d", pt::from<"c">, pt::tied<"c">>, pt::node<"o",
        pt::from<"d", "v">, pt::subtract>, pt::outputs<"o">>, pt::graph<pt::input_node<"v", 5>, pt::node<"c",
        pt::from<"v">, pt::dense<5>, pt::tanh>, pt::node<"d", pt::from<"c">, pt::tied<"c">>, pt::node<"o", pt::from<"d",
        "v">, pt::subtract>, pt::outputs<"o">>, pt::tanh, pt::graph<pt::input_node<"v", 5>, pt::node<"c", pt::from<"v">,
        pt::dense<5>, pt::tanh>, pt::node<"d", pt::from<"c">, pt::tied<"c">>, pt::node<"o", pt::from<"d", "v">,
        pt::subtract>, pt::outputs<"o">>, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("graphs_behind_each_other"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(tied_graphs_behind_each_other) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"w", 5>, pt::node<"b", pt::from<"w">, pt::tied<"a">>,
        pt::node<"a", pt::from<"x">, pt::graph<pt::input_node<"v", 5>, pt::node<"c", pt::from<"v">, pt::dense<5>,
        pt::tanh>, pt::node<"d", pt::from<"c">, pt::tied<"c">>, pt::node<"o", pt::from<"d", "v">, pt::subtract>,
        pt::outputs<"o">>, pt::graph<pt::input_node<"u", 5>, pt::node<"v", pt::from<"u">, pt::dense<4>, pt::tanh>,
        pt::node<"w", pt::from<"u">, pt::dense<4>>, pt::node<"o", pt::from<"v", "w">, pt::add, pt::tanh>,
        pt::outputs<"o">>, pt::dense<5>, pt::graph<pt::input_node<"v", 5>, pt::node<"c", pt::from<"v">, pt::dense<5>,
        pt::tanh>, pt::node<"d", pt::from<"c">, pt::tied<"c">>, pt::node<"o", pt::from<"d", "v">, pt::subtract>,
        pt::outputs<"o">>>, pt::node<"y", pt::from<"b", "a">, pt::subtract, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("tied_graphs_behind_each_other"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_SUITE_END()
