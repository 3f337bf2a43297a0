// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_outputs"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_outputs)
BOOST_AUTO_TEST_CASE(two_outputs) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"z", 3>, pt::node<"a", pt::from<"x", "z">, pt::concat,
        pt::dense<9>, pt::tanh>, pt::node<"y", pt::from<"a">, pt::dense<4>, pt::softmax>, pt::node<"e", pt::from<"a">,
        pt::dense<1>>, pt::outputs<"y", "e">>;
    const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "e"_node = 0.125 * pt::mean_squared_error{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = 0, "e"_node = pt::tensor<Scalar, 1>{});
        };
    check_graph_training<batch, float>(entries{}, file.at("two_outputs"), loss, target, {"class", "real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(output_read_by_others) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::dense<3>, pt::softmax>, pt::node<"e",
        pt::from<"y", "x">, pt::concat, pt::dense<5>, pt::tanh, pt::dense<2>>, pt::outputs<"y", "e">>;
    const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{}, "e"_node = pt::mean_squared_error{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}, "e"_node =
        pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("output_read_by_others"), loss, target, {"probability",
        "real"}, pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(without_a_loss) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"y",
        pt::from<"a">, pt::dense<2>>, pt::node<"e", pt::from<"a">, pt::dense<3>, pt::tanh>, pt::outputs<"y", "e">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph<float>(entries{}, file.at("without_a_loss"), loss, target, {"real"});
}
BOOST_AUTO_TEST_CASE(labels) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"z", 3>, pt::node<"a", pt::from<"x">, pt::dense<7>,
        pt::tanh>, pt::node<"y", pt::from<"a">, pt::dense<2>, pt::sigmoid>, pt::node<"e", pt::from<"a", "z">,
        pt::concat, pt::dense<3>>, pt::outputs<"y", "e">>;
    const auto loss = pt::joint_loss("y"_node = 2 * pt::binary_cross_entropy{}, "e"_node = pt::huber{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}, "e"_node =
        pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, double>(entries{}, file.at("labels"), loss, target, {"label", "real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(three_outputs) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"y",
        pt::from<"x">, pt::dense<1>>, pt::node<"e", pt::from<"a">, pt::dense<9>>, pt::node<"f", pt::from<"a", "x">,
        pt::concat, pt::dense<2>, pt::tanh>, pt::outputs<"y", "e", "f">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{}, "e"_node = 0.5 * pt::mean_absolute_error{},
        "f"_node = pt::mean_squared_error{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 1>{}, "e"_node =
        pt::tensor<Scalar, 9>{}, "f"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("three_outputs"), loss, target, {"real", "real", "real"},
        pt::sgd{.learning_rate = 0.25, .momentum = 0.75});
}
BOOST_AUTO_TEST_CASE(batch_norm_in_branches) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"c", pt::from<"a", "b">, pt::concat, pt::dense<4, pt::no_bias>,
        pt::batch_norm, pt::tanh>, pt::node<"b", pt::from<"x">, pt::dense<6, pt::no_bias>, pt::batch_norm, pt::sigmoid>,
        pt::node<"a", pt::from<"x">, pt::dense<3, pt::no_bias>, pt::batch_norm, pt::tanh>, pt::node<"y", pt::from<"c",
        "a">, pt::concat, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("batch_norm_in_branches"), loss, target, {"real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_SUITE_END()
