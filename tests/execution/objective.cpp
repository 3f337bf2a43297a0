// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/execution/objective.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/evaluate.hpp>
#include <perceptype/fit.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/layer/batch_norm.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/dropout.hpp>
#include <perceptype/loss/mean_squared_error.hpp>
#include <perceptype/optimizer/adam_w.hpp>
#include <perceptype/optimizer/clip_norm.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(execution_objective)

using pt::from, pt::input_node, pt::node, pt::outputs, pt::dense, pt::tied;
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

/// A part that leads to no loss on either side of one that does, and in the middle of it.
using with_others =
    pt::basic_graph<double, node<"e", from<"x">, dense<4>, pt::batch_norm>, input_node<"x", 3>,
                    node<"a", from<"x">, dense<2>>, node<"f", from<"a">, pt::batch_norm, dense<1>, pt::dropout<>>,
                    node<"y", from<"a">, dense<2>>, node<"g", from<"x">, pt::batch_norm>, outputs<"y", "e", "f", "g">>;
using without_others = pt::basic_graph<double, input_node<"x", 3>, node<"a", from<"x">, dense<2>>,
                                       node<"y", from<"a">, dense<2>>, outputs<"y">>;

template <class Optimizer>
void check_that_others_cost_nothing(const Optimizer& optimizer) {
    constexpr std::size_t of_e = 16 + 4 * 4, of_a = 8, of_f = 2 * 4 + 3, of_y = 6;
    with_others net{1};
    const auto before = pt::parameters_to_vector(net);
    std::array<double, without_others::parameter_count> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = before[of_e + i + (i < of_a ? 0 : of_f)];
    without_others alone;
    pt::vector_to_parameters(numbers, alone);

    const auto loss = pt::joint_loss("y"_node = squares);
    pt::trainer of_whole{net, loss, optimizer};
    pt::trainer of_part{alone, loss, optimizer};
    const auto x = pt::named("x"_node = pt::tensor<double, 3>{1, -2, 3});
    const auto t = pt::named("y"_node = pt::tensor<double, 2>{1, 0.5});
    for (int step = 0; step < 3; ++step) BOOST_TEST(of_whole.step(x, t) == of_part.step(x, t));
    BOOST_TEST(of_whole.step(std::vector{x}, std::vector{t}) == of_part.step(std::vector{x}, std::vector{t}));
    const std::vector xs(70, x);
    const std::vector ts(70, t);
    BOOST_TEST(of_whole.step(xs, ts) == of_part.step(xs, ts));
    const pt::fit_options<> with_one_left{.epochs = 1, .batch_size = 69};
    pt::fit(net, loss, optimizer, xs, ts, with_one_left);
    pt::fit(alone, loss, optimizer, xs, ts, with_one_left);

    const auto after = pt::parameters_to_vector(net);
    const auto expected = pt::parameters_to_vector(alone);
    for (std::size_t i = 0; i < after.size(); ++i) {
        const bool is_a = i >= of_e && i < of_e + of_a;
        const bool is_y = i >= of_e + of_a + of_f && i < of_e + of_a + of_f + of_y;
        if (is_a || is_y)
            BOOST_TEST(after[i] == expected[i - of_e - (is_a ? 0 : of_f)], boost::test_tools::tolerance(1e-12));
        else
            BOOST_TEST(after[i] == before[i]);
    }
}

BOOST_AUTO_TEST_CASE(what_leads_to_no_loss_asks_for_no_batch_and_decays_no_weights) {
    check_that_others_cost_nothing(pt::sgd{.learning_rate = 0.1});
    check_that_others_cost_nothing(pt::sgd{.learning_rate = 0.1, .momentum = 0.9, .weight_decay = 0.1});
    check_that_others_cost_nothing(pt::adam_w{.learning_rate = 0.1, .weight_decay = 0.1});
    check_that_others_cost_nothing(pt::clip_norm{.max_norm = 0.1, .optimizer = pt::adam_w{}});
}

BOOST_AUTO_TEST_CASE(a_loss_of_an_input_changes_nothing) {
    using net_type = pt::graph<input_node<"x", 2>, node<"y", from<"x">, dense<2>, pt::batch_norm>, outputs<"x", "y">>;
    net_type net{1};
    const net_type before = net;
    pt::trainer trainer{net, pt::joint_loss("x"_node = squares), pt::adam_w{.learning_rate = 0.1}};
    const auto x = pt::named("x"_node = pt::tensor<float, 2>{1, 2});
    BOOST_TEST(trainer.step(x, pt::named("x"_node = pt::tensor<float, 2>{0, 0})) == 2.5f);
    BOOST_TEST((net == before));
}

BOOST_AUTO_TEST_CASE(statistics_follow_a_tied_node_where_their_owner_leads_to_no_loss) {
    using whole =
        pt::basic_graph<double, input_node<"x", 3>, input_node<"w", 3>, node<"e", from<"w">, dense<4>, pt::batch_norm>,
                        node<"b", from<"x">, tied<"e">>, node<"y", from<"b">, dense<2>>, outputs<"y", "e">>;
    using part = pt::basic_graph<double, input_node<"x", 3>, node<"e", from<"x">, dense<4>, pt::batch_norm>,
                                 node<"y", from<"e">, dense<2>>, outputs<"y">>;
    for (const std::size_t count : batch_sizes) {
        whole net{1};
        part alone;
        pt::vector_to_parameters(pt::parameters_to_vector(net), alone);
        std::vector<whole::input_type> xw(count);
        std::vector<part::input_type> x(count);
        std::vector<part::output_type> t(count);
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t k = 0; k < 3; ++k) x[i]["x"_node][k] = std::sin(static_cast<double>(3 * i + k));
            xw[i]["x"_node] = x[i]["x"_node];
        }
        const auto loss = pt::joint_loss("y"_node = squares);
        const pt::adam_w<> optimizer{.learning_rate = 0.1};
        pt::trainer of_whole{net, loss, optimizer};
        pt::trainer of_part{alone, loss, optimizer};
        for (int step = 0; step < 2; ++step)
            BOOST_TEST(of_whole.step(xw, t) == of_part.step(x, t), boost::test_tools::tolerance(1e-14));
        BOOST_TEST(pt::parameters_to_vector(net) == pt::parameters_to_vector(alone),
                   boost::test_tools::tolerance(1e-12) << boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_SUITE_END()
