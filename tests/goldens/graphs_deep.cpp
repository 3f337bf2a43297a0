// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_deep"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_deep)
BOOST_AUTO_TEST_CASE(many_nodes) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"c", pt::from<"a">, pt::dense<5>, pt::tanh>, pt::node<"d",
        pt::from<"b", "a">, pt::add, pt::dense<9>, pt::tanh>, pt::node<"e", pt::from<"c", "x">, pt::multiply>,
        pt::node<"f", pt::from<"d">, pt::dense<5>, pt::tanh>, pt::node<"g", pt::from<"e", "f">, pt::maximum,
        pt::dense<3>, pt::tanh>, pt::node<"h", pt::from<"g", "d">, pt::concat, pt::dense<7>>, pt::node<"i",
        pt::from<"h", "b">, pt::subtract, pt::tanh>, pt::node<"j", pt::from<"i">, pt::dense<1>, pt::tanh>, pt::node<"k",
        pt::from<"j", "g", "i">, pt::concat, pt::dense<17>, pt::tanh>, pt::node<"l", pt::from<"k">, pt::dense<3>>,
        pt::node<"m", pt::from<"l", "g">, pt::average>, pt::node<"y", pt::from<"m", "k">, pt::concat, pt::dense<2>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("many_nodes"), loss, target, {"real"}, pt::sgd{.learning_rate
        = 0.125});
}
BOOST_AUTO_TEST_CASE(wide_and_narrow) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<9>, pt::tanh>, pt::node<"b",
        pt::from<"a">, pt::dense<1>, pt::tanh>, pt::node<"c", pt::from<"x">, pt::dense<24>, pt::tanh>, pt::node<"d",
        pt::from<"c">, pt::dense<1>>, pt::node<"e", pt::from<"d", "b">, pt::add>, pt::node<"f", pt::from<"x">,
        pt::dense<17>, pt::tanh>, pt::node<"y", pt::from<"f", "e", "b">, pt::concat, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("wide_and_narrow"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(outputs_in_turn) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::dense<9>, pt::tanh>, pt::node<"e",
        pt::from<"y">, pt::dense<17>, pt::tanh>, pt::node<"f", pt::from<"e", "y">, pt::concat, pt::dense<3>, pt::tanh>,
        pt::node<"g", pt::from<"f", "e">, pt::concat, pt::dense<1>>, pt::outputs<"f", "g", "y", "e">>;
    const auto loss = pt::joint_loss("g"_node = pt::mean_squared_error{}, "e"_node = pt::mean_squared_error{}, "f"_node
        = pt::mean_squared_error{}, "y"_node = pt::mean_squared_error{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("g"_node = pt::tensor<Scalar, 1>{}, "e"_node =
        pt::tensor<Scalar, 17>{}, "f"_node = pt::tensor<Scalar, 3>{}, "y"_node = pt::tensor<Scalar, 9>{}); };
    check_graph_training<batch, float>(entries{}, file.at("outputs_in_turn"), loss, target, {"real", "real", "real",
        "real"}, pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(down_and_up) {
    using entries = net<pt::input_node<"i", 1, 4, 6>, pt::node<"a", pt::from<"i">, pt::conv2d<3, pt::kernel<3>,
        pt::padding<1>>, pt::tanh>, pt::node<"b", pt::from<"a">, pt::average_pool<pt::kernel<2>>, pt::conv2d<5,
        pt::kernel<3>, pt::padding<1>>, pt::tanh>, pt::node<"c", pt::from<"b">, pt::upsample<2>>, pt::node<"y",
        pt::from<"c", "a">, pt::concat, pt::conv2d<1, pt::kernel<3>, pt::padding<1>>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1, 4, 6>{}); };
    check_graph_training<batch, double>(entries{}, file.at("down_and_up"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_CASE(twice_the_same) {
    using entries = net<pt::input_node<"i", 2, 3, 4>, pt::node<"a", pt::from<"i", "i">, pt::concat_axis<1>,
        pt::conv2d<2, pt::kernel<2>>, pt::tanh>, pt::node<"b", pt::from<"a", "a", "a">, pt::concat_axis<2>,
        pt::global_average_pool>, pt::node<"c", pt::from<"i", "i">, pt::dot>, pt::node<"y", pt::from<"b", "c", "b">,
        pt::concat, pt::tanh, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("twice_the_same"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(siamese) {
    using entries = net<pt::input_node<"s", 1, 4, 5>, pt::input_node<"t", 1, 4, 5>, pt::node<"b", pt::from<"t">,
        pt::tied<"a">>, pt::node<"a", pt::from<"s">, pt::conv2d<3, pt::kernel<3>>, pt::tanh, pt::flatten, pt::dense<7>,
        pt::tanh>, pt::node<"d", pt::from<"a", "b">, pt::subtract>, pt::node<"q", pt::from<"d", "d">, pt::multiply>,
        pt::node<"y", pt::from<"q">, pt::dense<1>, pt::sigmoid>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::binary_cross_entropy{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1>{}); };
    check_graph_training<batch, double>(entries{}, file.at("siamese"), loss, target, {"label"}, pt::adam{.learning_rate
        = 0.0625});
}
BOOST_AUTO_TEST_CASE(tied_around) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<5>, pt::tanh>, pt::node<"b",
        pt::from<"a">, pt::tied<"a">>, pt::node<"c", pt::from<"b", "x">, pt::average, pt::tied<"a">>, pt::node<"y",
        pt::from<"c", "a">, pt::dot>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1>{}); };
    check_graph_training<batch, float>(entries{}, file.at("tied_around"), loss, target, {"real"}, pt::sgd{.learning_rate
        = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_SUITE_END()
