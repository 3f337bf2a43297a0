// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_losses"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_losses)
BOOST_AUTO_TEST_CASE(all_of_a_node) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<3>>, pt::node<"y", pt::from<"a">,
        pt::softmax>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = 0); };
    check_graph_training<batch, float>(entries{}, file.at("all_of_a_node"), loss, target, {"class"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(all_but_the_join) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<5>>, pt::node<"b", pt::from<"x">,
        pt::dense<5>, pt::tanh>, pt::node<"y", pt::from<"a", "b">, pt::add, pt::softmax>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = 4 * pt::cross_entropy{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 5>{}); };
    check_graph_training<batch, double>(entries{}, file.at("all_but_the_join"), loss, target, {"probability"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(sigmoid_read_by_others) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::dense<9>, pt::sigmoid>, pt::node<"e",
        pt::from<"y", "y">, pt::multiply, pt::dense<1>>, pt::outputs<"y", "e">>;
    const auto loss = pt::joint_loss("y"_node = 0.5 * pt::binary_cross_entropy{}, "e"_node = pt::mean_squared_error{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 9>{}, "e"_node =
        pt::tensor<Scalar, 1>{}); };
    check_graph_training<batch, float>(entries{}, file.at("sigmoid_read_by_others"), loss, target, {"label", "real"},
        pt::sgd{.learning_rate = 0.5});
}
BOOST_AUTO_TEST_CASE(read_by_what_has_no_loss) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"e",
        pt::from<"y", "a">, pt::concat, pt::dense<3>>, pt::node<"y", pt::from<"a">, pt::dense<4>, pt::softmax>,
        pt::outputs<"e", "y">>;
    const auto loss = pt::joint_loss("y"_node = pt::cross_entropy{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = 0); };
    check_graph_training<batch, double>(entries{}, file.at("read_by_what_has_no_loss"), loss, target, {"class"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(two_taken_over) {
    using entries = net<pt::input_node<"x", 5>, pt::input_node<"z", 3>, pt::node<"y", pt::from<"b">, pt::dense<1>,
        pt::sigmoid>, pt::node<"b", pt::from<"z", "x">, pt::concat, pt::dense<17>, pt::tanh>, pt::node<"e",
        pt::from<"b">, pt::dense<7>, pt::softmax>, pt::outputs<"y", "e">>;
    const auto loss = pt::joint_loss("e"_node = 0.25 * pt::cross_entropy{}, "y"_node = 3 * pt::binary_cross_entropy{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("e"_node = 0, "y"_node = pt::tensor<Scalar, 1>{});
        };
    check_graph_training<batch, float>(entries{}, file.at("two_taken_over"), loss, target, {"class", "unit"},
        pt::adam{.learning_rate = 0.0625});
}
BOOST_AUTO_TEST_CASE(join_as_output) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<7>, pt::tanh>, pt::node<"b",
        pt::from<"x">, pt::dense<7>, pt::sigmoid>, pt::node<"y", pt::from<"a", "b">, pt::maximum>, pt::node<"e",
        pt::from<"y">, pt::dense<2>>, pt::node<"f", pt::from<"y", "a">, pt::dot>, pt::outputs<"e", "y", "f">>;
    const auto loss = pt::joint_loss("f"_node = pt::huber{}, "y"_node = pt::mean_squared_error{}, "e"_node =
        pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("f"_node = pt::tensor<Scalar, 1>{}, "y"_node =
        pt::tensor<Scalar, 7>{}, "e"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, double>(entries{}, file.at("join_as_output"), loss, target, {"real", "real", "real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_CASE(input_as_output) {
    using entries = net<pt::input_node<"z", 3>, pt::input_node<"x", 5>, pt::node<"y", pt::from<"x">, pt::dense<3>>,
        pt::outputs<"x", "y", "z">>;
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{}, "x"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}, "x"_node =
        pt::tensor<Scalar, 5>{}); };
    check_graph_training<batch, float>(entries{}, file.at("input_as_output"), loss, target, {"real", "real"},
        pt::sgd{.learning_rate = 1.0});
}
BOOST_AUTO_TEST_SUITE_END()
