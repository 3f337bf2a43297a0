// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
// Written by tests/reference/generate.py from tests/reference/cases.py; change that.
// clang-format off
#include <boost/test/unit_test.hpp>

#include "reference/check_graph.hpp"

using namespace golden;
using namespace perceptype::literals;

namespace {
const golden_file file{"graphs_images"};
}  // namespace

BOOST_AUTO_TEST_SUITE(goldens_graphs_images)
BOOST_AUTO_TEST_CASE(image_and_numbers) {
    using entries = net<pt::input_node<"i", 1, 6, 5>, pt::input_node<"z", 3>, pt::node<"a", pt::from<"i">, pt::conv2d<3,
        pt::kernel<3>>, pt::tanh, pt::flatten>, pt::node<"b", pt::from<"z">, pt::dense<5>, pt::tanh>, pt::node<"y",
        pt::from<"a", "b">, pt::concat, pt::dense<3>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 3>{}); };
    check_graph_training<batch, float>(entries{}, file.at("image_and_numbers"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.25});
}
BOOST_AUTO_TEST_CASE(two_kernels) {
    using entries = net<pt::input_node<"i", 2, 5, 5>, pt::node<"a", pt::from<"i">, pt::conv2d<3, pt::kernel<3>,
        pt::padding<pt::same>>, pt::tanh>, pt::node<"b", pt::from<"i">, pt::conv2d<2, pt::kernel<1>>>, pt::node<"y",
        pt::from<"a", "b">, pt::concat, pt::conv2d<1, pt::kernel<3>>, pt::flatten>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 9>{}); };
    check_graph_training<batch, double>(entries{}, file.at("two_kernels"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.03125});
}
BOOST_AUTO_TEST_CASE(side_by_side) {
    using entries = net<pt::input_node<"i", 2, 4, 3>, pt::input_node<"j", 2, 4, 5>, pt::node<"y", pt::from<"i", "j">,
        pt::concat_axis<2>, pt::conv2d<2, pt::kernel<2>>, pt::tanh, pt::flatten, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("side_by_side"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(one_above_the_other) {
    using entries = net<pt::input_node<"i", 2, 4, 3>, pt::input_node<"j", 2, 2, 3>, pt::node<"y", pt::from<"i", "j">,
        pt::concat_axis<1>, pt::conv2d<2, pt::kernel<2>>, pt::flatten>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 20>{}); };
    check_graph_training<single, double>(entries{}, file.at("one_above_the_other"), loss, target, {"real"},
        pt::sgd{.learning_rate = 0.125});
}
BOOST_AUTO_TEST_CASE(gated) {
    using entries = net<pt::input_node<"i", 3, 4, 4>, pt::node<"a", pt::from<"i">, pt::conv2d<4, pt::kernel<3>>>,
        pt::node<"b", pt::from<"i">, pt::conv2d<4, pt::kernel<3>>, pt::sigmoid>, pt::node<"y", pt::from<"a", "b">,
        pt::multiply, pt::global_average_pool, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph_training<batch, float>(entries{}, file.at("gated"), loss, target, {"real"}, pt::sgd{.learning_rate =
        1.0});
}
BOOST_AUTO_TEST_CASE(dropped) {
    using entries = net<pt::input_node<"x", 5>, pt::node<"a", pt::from<"x">, pt::dense<6>, pt::dropout<>, pt::tanh>,
        pt::node<"y", pt::from<"a", "x">, pt::concat, pt::dense<2>>, pt::outputs<"y">>;
    const auto loss = pt::joint_loss("y"_node = pt::sum_of_squared_errors{});
    const auto target = []<class Scalar>(Scalar) { return pt::named("y"_node = pt::tensor<Scalar, 2>{}); };
    check_graph<double>(entries{}, file.at("dropped"), loss, target, {"real"});
}
BOOST_AUTO_TEST_SUITE_END()
