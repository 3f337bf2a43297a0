// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/detail/graph_objective.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/evaluate.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/layer/batch_norm.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/loss/mean_squared_error.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(detail_graph_objective)

using pt::from, pt::input_node, pt::node, pt::outputs, pt::dense;
const auto squares = pt::mean_squared_error{};

/// A batch of one pass, and one of several.
const std::array<std::size_t, 2> batch_sizes{5, 70};

BOOST_AUTO_TEST_CASE(statistics_of_what_leads_to_no_loss_stay) {
    using whole = pt::basic_graph<double, input_node<"x", 3>, node<"e", from<"x">, dense<4>, pt::batch_norm, dense<1>>,
                                  node<"y", from<"x">, dense<2>, pt::batch_norm>, outputs<"y", "e">>;
    using part =
        pt::basic_graph<double, input_node<"x", 3>, node<"y", from<"x">, dense<2>, pt::batch_norm>, outputs<"y">>;
    constexpr std::size_t of_e = 16 + 4 * 4 + 5;
    for (const std::size_t count : batch_sizes) {
        whole net{1};
        const auto before = pt::parameters_to_vector(net);
        part alone;
        std::array<double, part::parameter_count> numbers{};
        for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = before[of_e + i];
        pt::vector_to_parameters(numbers, alone);

        std::vector<part::input_type> x(count);
        std::vector<part::output_type> t(count);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t k = 0; k < 3; ++k) x[i]["x"_node][k] = std::sin(static_cast<double>(3 * i + k));
        const auto loss = pt::joint_loss("y"_node = squares);
        pt::trainer of_whole{net, loss, pt::sgd{.learning_rate = 0.1}};
        pt::trainer of_part{alone, loss, pt::sgd{.learning_rate = 0.1}};
        for (int step = 0; step < 2; ++step) BOOST_TEST(of_whole.step(x, t) == of_part.step(x, t));
        const auto after = pt::parameters_to_vector(net);
        for (std::size_t i = 0; i < of_e; ++i) BOOST_TEST(after[i] == before[i]);
        const auto expected = pt::parameters_to_vector(alone);
        for (std::size_t i = 0; i < expected.size(); ++i) BOOST_TEST(after[of_e + i] == expected[i]);
    }
}

BOOST_AUTO_TEST_CASE(an_input_that_is_an_output_may_have_a_loss) {
    using net_type = pt::basic_graph<double, input_node<"x", 3>, node<"y", from<"x">, dense<2>>, outputs<"x", "y">>;
    const net_type net{1};
    const auto in = pt::named("x"_node = pt::tensor<double, 3>{1, -2, 3});
    const auto goal = pt::named("y"_node = pt::tensor<double, 2>{1, 0}, "x"_node = pt::tensor<double, 3>{0, 1, 5});
    const auto goal_of_y = pt::named("y"_node = goal["y"_node]);
    const auto both = pt::joint_loss("x"_node = 3 * squares, "y"_node = squares);
    const auto of_y = pt::joint_loss("y"_node = squares);
    const double of_x = 1 + 9 + 4;  // three times the mean of the squares
    BOOST_TEST(pt::value_and_gradient(net, both, in, goal).value ==
                   pt::value_and_gradient(net, of_y, in, goal_of_y).value + of_x,
               boost::test_tools::tolerance(1e-14));
    BOOST_TEST(pt::evaluate(net, both, std::array{in, in}, std::array{goal, goal}) ==
                   pt::evaluate(net, of_y, std::array{in, in}, std::array{goal_of_y, goal_of_y}) + of_x,
               boost::test_tools::tolerance(1e-14));
    const auto dx = pt::input_gradient(net, both, in, goal)["x"_node];
    const auto dx_of_y = pt::input_gradient(net, of_y, in, goal_of_y)["x"_node];
    for (std::size_t i = 0; i < 3; ++i)
        BOOST_TEST(dx[i] == dx_of_y[i] + 2 * (in["x"_node][i] - goal["x"_node][i]),
                   boost::test_tools::tolerance(1e-14));
    net_type one = net;
    net_type other = net;
    pt::trainer{one, both, pt::sgd{.learning_rate = 0.1}}.step(in, goal);
    pt::trainer{other, of_y, pt::sgd{.learning_rate = 0.1}}.step(in, goal_of_y);
    BOOST_TEST((one == other));
}

BOOST_AUTO_TEST_SUITE_END()
