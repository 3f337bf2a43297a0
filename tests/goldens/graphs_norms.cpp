// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_norms"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_norms)
BOOST_AUTO_TEST_CASE(batch_norm_behind_joins) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"z", 3>, pt::node<"y", pt::from<"b", "a">, pt::concat,
        pt::dense<3>>, pt::node<"b", pt::from<"a">, pt::dense<5, pt::no_bias>, pt::batch_norm, pt::silu>, pt::node<"a",
        pt::from<"x", "z">, pt::concat, pt::batch_norm, pt::dense<7, pt::no_bias>, pt::tanh>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("batch_norm_behind_joins"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(batch_norm_without_a_loss) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"e", pt::from<"a">, pt::dense<3, pt::no_bias>, pt::batch_norm>,
        pt::node<"a", pt::from<"x">, pt::dense<9, pt::no_bias>, pt::batch_norm, pt::tanh>, pt::node<"y", pt::from<"a">,
        pt::dense<2>>, pt::outputs<"e", "y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("batch_norm_without_a_loss"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(batch_norm_in_residuals) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"a", "b">, pt::multiply, pt::dense<2>>,
        pt::node<"a", pt::from<"x">, pt::residual<pt::dense<5, pt::no_bias>, pt::batch_norm, pt::tanh>>, pt::node<"b",
        pt::from<"x">, pt::residual<pt::dense<4, pt::no_bias>, pt::tanh, pt::dense<5, pt::no_bias>, pt::batch_norm>>,
        pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("batch_norm_in_residuals"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(batch_norm_of_images) {
    using entries = net<pt::input_node<"i", 2, 4, 5>, pt::input_node<"x", 5>, pt::node<"a", pt::from<"i">, pt::conv2d<3,
        pt::kernel<2>, pt::no_bias>, pt::batch_norm, pt::tanh, pt::global_average_pool>, pt::node<"b", pt::from<"x">,
        pt::dense<3, pt::no_bias>, pt::batch_norm>, pt::node<"y", pt::from<"a", "b">, pt::add>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("batch_norm_of_images"), loss, target, {"real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(batch_norm_of_outputs) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::dense<3, pt::no_bias>, pt::batch_norm>,
        pt::node<"e", pt::from<"y", "x">, pt::concat, pt::dense<4, pt::no_bias>, pt::batch_norm, pt::tanh,
        pt::dense<1>>, pt::outputs<"y", "e">>;
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{}, "e"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}, "e"_node =
        pt::tensor<Scalar, 1>{}); };
    check_graph_training<batch, float>(entries{}, file.at("batch_norm_of_outputs"), loss, target, {"real", "real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(layer_norm_in_branches) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<9>, pt::layer_norm, pt::gelu>,
        pt::node<"b", pt::from<"x">, pt::dense<9>, pt::group_norm<3>>, pt::node<"y", pt::from<"a", "b", "a">,
        pt::average, pt::layer_norm, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("layer_norm_in_branches"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(dropped_in_branches) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"d",
        pt::from<"a">, pt::dropout<>>, pt::node<"b", pt::from<"a", "d">, pt::average, pt::dense<5>, pt::dropout<>>,
        pt::node<"c", pt::from<"x">, pt::residual<pt::dense<6>, pt::dropout<>, pt::dense<5>>>, pt::node<"y",
        pt::from<"b", "c", "d">, pt::concat, pt::dropout<>, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph<float>(entries{}, file.at("dropped_in_branches"), loss, target, {"real"});
}
BOOST_AUTO_TEST_SUITE_END()
