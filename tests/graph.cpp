// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/graph.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/log_softmax.hpp>
#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/softmax.hpp>
#include <perceptype/activation/tanh.hpp>
#include <perceptype/cost.hpp>
#include <perceptype/error.hpp>
#include <perceptype/evaluate.hpp>
#include <perceptype/fit.hpp>
#include <perceptype/gradient.hpp>
#include <perceptype/join/add.hpp>
#include <perceptype/join/concat.hpp>
#include <perceptype/join/multiply.hpp>
#include <perceptype/layer/conv2d.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/flatten.hpp>
#include <perceptype/loss/cross_entropy.hpp>
#include <perceptype/loss/joint_loss.hpp>
#include <perceptype/loss/mean_squared_error.hpp>
#include <perceptype/optimizer/adam.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <type_traits>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(graph)

using pt::from, pt::input_node, pt::node, pt::outputs, pt::dense;

/// The example of DESIGN.md.
using reader = pt::graph<input_node<"image", 1, 8, 8>, input_node<"meta", 4>,
                         node<"eye", from<"image">, pt::conv2d<8, pt::kernel<3>>, pt::relu, pt::flatten>,
                         node<"hint", from<"meta">, dense<8>, pt::relu>, node<"both", from<"eye", "hint">, pt::concat>,
                         node<"digit", from<"both">, dense<10>, pt::softmax>, node<"slant", from<"both">, dense<1>>,
                         outputs<"digit", "slant">>;
static_assert(std::is_trivially_copyable_v<reader>);
static_assert(reader::parameter_count == 80 + 40 + 296 * 10 + 10 + 297);

struct example {
    pt::tensor<float, 1, 8, 8> image;
    pt::tensor<float, 4> meta{1, -2, 3, 0.5f};
    reader net{1};
    decltype(pt::joint_loss("digit"_node = pt::cross_entropy{}, "slant"_node = 0.1f * pt::mean_squared_error{})) loss{
        "digit"_node = pt::cross_entropy{}, "slant"_node = 0.1f * pt::mean_squared_error{}};
    decltype(pt::named("digit"_node = 7, "slant"_node = pt::tensor<float, 1>{0.2f})) goal =
        pt::named("digit"_node = 7, "slant"_node = pt::tensor<float, 1>{0.2f});

    example() {
        for (std::size_t i = 0; i < image.size(); ++i) image[i] = std::sin(0.9f * static_cast<float>(i));
    }
};

BOOST_FIXTURE_TEST_CASE(takes_and_gives_values_by_name, example) {
    const auto y = net("image"_node = image, "meta"_node = meta);
    const pt::tensor<float, 10>& digit = y["digit"_node];
    BOOST_TEST(std::abs(std::accumulate(digit.begin(), digit.end(), 0.0f) - 1) < 1e-5f);
    BOOST_TEST((net("meta"_node = meta, "image"_node = image) == y));
    BOOST_TEST((net(pt::named("image"_node = image, "meta"_node = meta)) == y));
    const std::array<float, 4> numbers{1, -2, 3, 0.5f};
    BOOST_TEST((net("image"_node = image, "meta"_node = numbers) == y));
    const auto& [first, second] = y;
    BOOST_TEST((first == digit && get<1>(y) == second && second == y["slant"_node]));
}

BOOST_FIXTURE_TEST_CASE(parameters_have_names_and_follow_the_declaration, example) {
    std::array<float, reader::parameter_count> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i);
    pt::vector_to_parameters(numbers, net);
    BOOST_TEST(net.node<"eye">().layer<1>().bias(0) == 72);
    BOOST_TEST(net.node<"hint">().layer<1>().weights(1, 0) == 84);
    BOOST_TEST(net.node<"slant">().layer<1>().bias(0) == static_cast<float>(reader::parameter_count - 1));
    net.node<"slant">().layer<1>().bias(0) = 5;
    BOOST_TEST(pt::parameters_to_vector(net).back() == 5);
}

BOOST_FIXTURE_TEST_CASE(a_loss_is_the_sum_of_its_parts, example) {
    const auto in = pt::named("image"_node = image, "meta"_node = meta);
    const auto y = net(in);
    const float difference = y["slant"_node][0] - 0.2f;
    const float expected = -std::log(y["digit"_node][7]) + 0.1f * difference * difference;
    BOOST_TEST(std::abs(pt::value_and_gradient(net, loss, in, goal).value - expected) < 1e-5f);
    const std::vector ins{in, in};
    const std::vector goals{goal, goal};
    BOOST_TEST(std::abs(pt::evaluate(net, loss, ins, goals) - expected) < 1e-5f);
}

BOOST_FIXTURE_TEST_CASE(learns_by_steps_batches_and_fit, example) {
    const auto in = pt::named("image"_node = image, "meta"_node = meta);
    pt::trainer trainer{net, loss, pt::adam{.learning_rate = 0.01}};
    const float before = trainer.step(in, goal);
    std::vector ins(40, in);
    std::vector goals(40, goal);
    BOOST_TEST(trainer.step(ins, goals) < before);
    const auto curve = pt::fit(net, loss, pt::adam{.learning_rate = 0.01}, ins, goals, {.epochs = 3, .batch_size = 16});
    BOOST_TEST(curve.back().loss < before / 2);
    goals[33] = pt::named("digit"_node = 10, "slant"_node = pt::tensor<float, 1>{});
    const reader unchanged = net;
    BOOST_CHECK_THROW(trainer.step(ins, goals), pt::data_error);
    BOOST_CHECK_THROW(trainer.step(in, goals[33]), pt::data_error);
    BOOST_TEST((net == unchanged));
}

BOOST_FIXTURE_TEST_CASE(a_batch_is_the_mean_of_its_samples, example) {
    std::vector<decltype(pt::named("image"_node = image, "meta"_node = meta))> ins;
    std::vector<decltype(goal)> goals;
    typename reader::gradient_type sum{};
    for (int i = 0; i < 19; ++i) {
        meta[0] = static_cast<float>(i) / 9;
        ins.push_back(pt::named("image"_node = image, "meta"_node = meta));
        goals.push_back(pt::named("digit"_node = i % 10, "slant"_node = pt::tensor<float, 1>{static_cast<float>(i)}));
        sum += pt::value_and_gradient(net, loss, ins.back(), goals.back()).gradient;
    }
    reader expected = net;
    expected -= 0.5f / 19 * sum;
    for (const double momentum : {0.0, 0.5}) {
        reader found = net;
        pt::trainer trainer{found, loss, pt::sgd{.learning_rate = 0.5, .momentum = momentum}};
        trainer.step(ins, goals);
        float worst = 0;
        for (std::size_t i = 0; i < reader::parameter_count; ++i)
            worst =
                std::max(worst, std::abs(pt::parameters_to_vector(found)[i] - pt::parameters_to_vector(expected)[i]));
        BOOST_TEST(worst < 1e-5f);
    }
}

BOOST_AUTO_TEST_CASE(an_output_without_a_loss_is_not_trained) {
    using net_type = pt::graph<input_node<"x", 3>, node<"a", from<"x">, dense<4>>, node<"y", from<"a">, dense<2>>,
                               node<"z", from<"a">, dense<5>>, outputs<"y", "z">>;
    net_type net{1};
    const net_type before = net;
    pt::trainer trainer{net, pt::joint_loss("y"_node = pt::mean_squared_error{}), pt::sgd{.learning_rate = 0.1}};
    trainer.step(pt::named("x"_node = pt::tensor<float, 3>{1, 2, 3}), pt::named("y"_node = pt::tensor<float, 2>{5, 5}));
    const auto was = pt::parameters_to_vector(before);
    const auto is = pt::parameters_to_vector(net);
    BOOST_TEST((was[0] != is[0] && was[16] != is[16]));
    BOOST_TEST(std::equal(is.begin() + 26, is.end(), was.begin() + 26));
    const auto dx = pt::input_gradient(net, pt::joint_loss("y"_node = pt::mean_squared_error{}),
                                       pt::named("x"_node = pt::tensor<float, 3>{1, 2, 3}),
                                       pt::named("y"_node = pt::tensor<float, 2>{5, 5}));
    BOOST_TEST(dx["x"_node][0] != 0);
}

BOOST_AUTO_TEST_CASE(a_graph_with_one_path_equals_a_network) {
    using net_type = pt::network<pt::input<7>, dense<9>, pt::tanh, dense<3>, pt::softmax>;
    using graph_type =
        pt::graph<input_node<"x", 7>, node<"y", from<"x">, dense<9>, pt::tanh, dense<3>, pt::softmax>, outputs<"y">>;
    const net_type net{5};
    const graph_type same{5};
    BOOST_TEST(pt::parameters_to_vector(net) == pt::parameters_to_vector(same), boost::test_tools::per_element());
    const pt::tensor<float, 7> x{1, 2, -3, 4, 0.5f, 6, 7};
    BOOST_TEST((net(x) == same("x"_node = x)["y"_node]));
    const auto a = pt::value_and_gradient(net, pt::cross_entropy{}, x, 2);
    const auto b = pt::value_and_gradient(same, pt::joint_loss("y"_node = pt::cross_entropy{}), pt::named("x"_node = x),
                                          pt::named("y"_node = 2));
    BOOST_TEST(a.value == b.value);
    BOOST_TEST(pt::parameters_to_vector(a.gradient) == pt::parameters_to_vector(b.gradient),
               boost::test_tools::per_element());
    static_assert(pt::cost<net_type>.forward.multiply_adds == pt::cost<graph_type>.forward.multiply_adds);
    static_assert(pt::cost<net_type>.training.multiply_adds == pt::cost<graph_type>.training.multiply_adds);
    static_assert(pt::cost<net_type>.forward.flops == pt::cost<graph_type>.forward.flops);
}

BOOST_AUTO_TEST_CASE(the_compiler_can_run_and_train_one) {
    using net_type = pt::graph<input_node<"x", 2>, node<"a", from<"x">, dense<3>, pt::tanh>,
                               node<"y", from<"a", "x">, pt::concat, dense<1>>, outputs<"y">>;
    constexpr auto train = [] {
        net_type net{1};
        pt::trainer trainer{net, pt::joint_loss("y"_node = pt::mean_squared_error{}), pt::sgd{.learning_rate = 0.1}};
        for (int i = 0; i < 5; ++i)
            trainer.step(pt::named("x"_node = pt::tensor<float, 2>{1, -1}),
                         pt::named("y"_node = pt::tensor<float, 1>{0.5f}));
        return net("x"_node = pt::tensor<float, 2>{1, -1});
    };
    constexpr auto compiled = train();
    BOOST_TEST(std::abs(compiled["y"_node][0] - train()["y"_node][0]) < 1e-6f);
}

/// Two branches with the same layers and parameters, declared before those that they are tied to.
using siamese =
    pt::basic_graph<double, input_node<"a", 5>, input_node<"b", 5>, node<"right", from<"b">, pt::tied<"left">>,
                    node<"left", from<"a">, dense<4>, pt::tanh, dense<3>>,
                    node<"y", from<"left", "right">, pt::multiply, dense<2>>, outputs<"y">>;

BOOST_AUTO_TEST_CASE(tied_nodes_share_parameters_and_add_up_gradients) {
    static_assert(siamese::parameter_count == 24 + 15 + 8);
    const siamese net{3};
    const auto in = pt::named("a"_node = pt::tensor<double, 5>{1, 2, -1, 0.5, 1},
                              "b"_node = pt::tensor<double, 5>{-1, 1, 2, 0.25, -0.5});
    const auto goal = pt::named("y"_node = pt::tensor<double, 2>{1, -1});
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{});
    const auto parameters = pt::parameters_to_vector(net);
    const auto gradient = pt::parameters_to_vector(pt::value_and_gradient(net, loss, in, goal).gradient);
    double worst = 0;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto value_at = [&](double shift) {
            auto moved = parameters;
            moved[i] += shift;
            siamese other;
            pt::vector_to_parameters(moved, other);
            return pt::value_and_gradient(other, loss, in, goal).value;
        };
        worst = std::max(worst, std::abs((value_at(1e-5) - value_at(-1e-5)) / 2e-5 - gradient[i]));
    }
    BOOST_TEST(worst < 1e-8);
    // Plain gradient descent must not update weights that the other branch still has to read.
    siamese stepped = net;
    pt::trainer trainer{stepped, loss, pt::sgd{.learning_rate = 0.5}};
    trainer.step(in, goal);
    const auto after = pt::parameters_to_vector(stepped);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        BOOST_TEST(std::abs(after[i] - parameters[i] + 0.5 * gradient[i]) < 1e-14);
}

/// A value that three nodes read, one of them twice; a skip over two nodes; an output that other nodes read; an input
/// that two nodes read.
using knot = pt::basic_graph<double, input_node<"x", 3>, input_node<"z", 5>, node<"a", from<"x">, dense<5>, pt::tanh>,
                             node<"square", from<"a", "a">, pt::multiply>, node<"b", from<"a">, dense<4>, pt::tanh>,
                             node<"c", from<"b">, dense<5>>, node<"d", from<"c", "a", "z">, pt::add, pt::tanh>,
                             node<"y", from<"d", "square", "z">, pt::concat, dense<2>>,
                             node<"e", from<"y", "x">, pt::concat, dense<1>>, outputs<"y", "e">>;

BOOST_AUTO_TEST_CASE(gradients_are_sums_over_paths) {
    const knot net{2};
    auto in = pt::named("x"_node = pt::tensor<double, 3>{0.5, -1, 0.25},
                        "z"_node = pt::tensor<double, 5>{1, 0.5, -0.5, 0.75, -1});
    const auto goal = pt::named("y"_node = pt::tensor<double, 2>{1, -1}, "e"_node = pt::tensor<double, 1>{0.5});
    const auto loss = pt::joint_loss("y"_node = pt::mean_squared_error{}, "e"_node = 3 * pt::mean_squared_error{});
    const auto parameters = pt::parameters_to_vector(net);
    const auto gradient = pt::parameters_to_vector(pt::value_and_gradient(net, loss, in, goal).gradient);
    double worst = 0;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto value_at = [&](double shift) {
            auto moved = parameters;
            moved[i] += shift;
            knot other;
            pt::vector_to_parameters(moved, other);
            return pt::value_and_gradient(other, loss, in, goal).value;
        };
        worst = std::max(worst, std::abs((value_at(1e-5) - value_at(-1e-5)) / 2e-5 - gradient[i]));
    }
    const auto dx = pt::input_gradient(net, loss, in, goal);
    const auto check_input = [&](auto& x, const auto& slopes) {
        for (std::size_t i = 0; i < x.size(); ++i) {
            const auto value_at = [&](double shift) {
                x[i] += shift;
                const double value = pt::value_and_gradient(net, loss, in, goal).value;
                x[i] -= shift;
                return value;
            };
            worst = std::max(worst, std::abs((value_at(1e-5) - value_at(-1e-5)) / 2e-5 - slopes[i]));
        }
    };
    check_input(in["x"_node], dx["x"_node]);
    check_input(in["z"_node], dx["z"_node]);
    BOOST_TEST(worst < 1e-8);
}

// A loss is not fused with a last layer whose output other nodes read.
BOOST_AUTO_TEST_CASE(a_loss_is_not_fused_with_a_layer_that_other_nodes_read) {
    const auto value_of = [](auto net, const auto& loss) {
        return pt::value_and_gradient(net, loss, pt::named("x"_node = pt::tensor<double, 4>{1, -2, 0.5, 3}),
                                      pt::named("y"_node = 2))
            .value;
    };
    const auto loss = pt::joint_loss("y"_node = 2 * pt::cross_entropy{});
    using alone =
        pt::basic_graph<double, input_node<"x", 4>, node<"y", from<"x">, dense<3>, pt::log_softmax>, outputs<"y">>;
    using read = pt::basic_graph<double, input_node<"x", 4>, node<"y", from<"x">, dense<3>, pt::log_softmax>,
                                 node<"z", from<"y">, dense<2>>, outputs<"y", "z">>;
    using soft = pt::basic_graph<double, input_node<"x", 4>, node<"y", from<"x">, dense<3>, pt::softmax>,
                                 node<"z", from<"y">, dense<2>>, outputs<"y", "z">>;
    const double expected = value_of(alone{3}, loss);
    BOOST_TEST(value_of(read{3}, loss) == expected, boost::test_tools::tolerance(1e-13));
    BOOST_TEST(value_of(soft{3}, loss) == expected, boost::test_tools::tolerance(1e-13));
    const auto in = pt::named("x"_node = pt::tensor<double, 4>{1, -2, 0.5, 3});
    const auto dx = pt::input_gradient(alone{3}, loss, in, pt::named("y"_node = 2));
    const auto other = pt::input_gradient(read{3}, loss, in, pt::named("y"_node = 2));
    for (std::size_t i = 0; i < 4; ++i)
        BOOST_TEST(dx["x"_node][i] == other["x"_node][i], boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_node_may_contain_a_network) {
    using encoder = pt::network<pt::input<6>, dense<4>, pt::tanh>;
    using net_type = pt::graph<input_node<"x", 6>, node<"code", from<"x">, encoder, dense<2>>, outputs<"code">>;
    using spread =
        pt::graph<input_node<"x", 6>, node<"code", from<"x">, dense<4>, pt::tanh, dense<2>>, outputs<"code">>;
    const pt::tensor<float, 6> x{1, 2, 3, 4, 5, 6};
    BOOST_TEST((net_type{2}("x"_node = x)["code"_node] == spread{2}("x"_node = x)["code"_node]));
}

// ---- Memory
// ----------------------------------------------------------------------------------------------------------

/// The smallest workspace for any order of the nodes and any placement of their values, by exhaustive search.
template <class Net>
std::size_t least_by_trying() {
    using graph = typename Net::chain_type;
    using layout = pt::detail::node_schedule<graph, 1>;
    std::array<std::size_t, graph::layer_count> order{};
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::size_t least = static_cast<std::size_t>(-1);
    do {
        std::array<std::size_t, graph::layer_count> step{};
        for (std::size_t i = 0; i < order.size(); ++i) step[order[i]] = i;
        bool runs = true;
        for (std::size_t i = 0; i < order.size(); ++i)
            for (std::size_t k = 0; k < graph::plan.source_count[i]; ++k)
                runs = runs && step[graph::plan.sources[i][k]] < step[i];
        if (!runs) continue;
        const auto values = layout::lifetimes_in(order);
        std::vector<std::size_t> used;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i].size != 0) used.push_back(i);
        do {
            std::array<std::size_t, 2 * graph::layer_count> turn{};
            std::copy(used.begin(), used.end(), turn.begin());
            pt::detail::buffer_offsets<2 * graph::layer_count> buffers;
            buffers.assign(values, turn, used.size());
            least = std::min(least, buffers.size);
        } while (std::next_permutation(used.begin(), used.end()));
    } while (std::next_permutation(order.begin(), order.end()));
    return least;
}

template <class Net>
void check_workspace() {
    using layout = pt::detail::node_schedule<typename Net::chain_type, 1>;
    BOOST_TEST(layout::buffers.size == least_by_trying<Net>());
    std::size_t all = 0;
    for (const std::size_t size : layout::result_sizes) all += size;
    for (const std::size_t size : layout::joined_sizes) all += size;
    BOOST_TEST(layout::buffers.size <= all);
    // No two values that are needed at the same time overlap.
    const auto values = layout::lifetimes_in(layout::order);
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (values[i].size != 0 && values[j].size != 0 && values[i].first <= values[j].last &&
                values[j].first <= values[i].last) {
                const std::size_t a = layout::buffers.offset[i];
                const std::size_t b = layout::buffers.offset[j];
                BOOST_TEST((a + values[i].size <= b || b + values[j].size <= a));
            }
}

BOOST_AUTO_TEST_CASE(the_workspace_is_the_least_possible) {
    using x = input_node<"x", 8>;
    // A chain of nodes, a diamond, a skip over two nodes, branches of which the wide one should run first, and wide ones
    // one after the other.
    check_workspace<pt::graph<x, node<"a", from<"x">, dense<64>>, node<"b", from<"a">, dense<32>>,
                              node<"y", from<"b">, dense<8>>, outputs<"y">>>();
    check_workspace<pt::graph<x, node<"a", from<"x">, dense<16>>, node<"b", from<"a">, dense<32>>,
                              node<"c", from<"a">, dense<32>>, node<"y", from<"b", "c">, pt::add>, outputs<"y">>>();
    check_workspace<
        pt::graph<x, node<"a", from<"x">, dense<16>>, node<"b", from<"a">, dense<64>>, node<"c", from<"b">, dense<16>>,
                  node<"y", from<"c", "a">, pt::concat, dense<4>>, outputs<"y">>>();
    check_workspace<pt::graph<x, node<"a", from<"x">, dense<16>>, node<"b", from<"x">, dense<256>>,
                              node<"c", from<"b">, dense<16>>, node<"y", from<"a", "c">, pt::add>, outputs<"y">>>();
    check_workspace<
        pt::graph<x, node<"a", from<"x">, dense<128>>, node<"b", from<"a">, dense<8>>, node<"c", from<"x">, dense<128>>,
                  node<"d", from<"c">, dense<8>>, node<"y", from<"b", "d">, pt::add>, outputs<"y">>>();
}

BOOST_AUTO_TEST_CASE(wide_values_run_one_after_the_other_where_there_are_too_many_orders_to_try) {
    using x = input_node<"x", 8>;
    using wide_first =
        pt::graph<x, node<"a", from<"x">, dense<128>>, node<"b", from<"x">, dense<128>>,
                  node<"c", from<"x">, dense<128>>, node<"d", from<"x">, dense<128>>, node<"e", from<"x">, dense<128>>,
                  node<"f", from<"x">, dense<128>>, node<"a1", from<"a">, dense<16>>, node<"b1", from<"b">, dense<16>>,
                  node<"c1", from<"c">, dense<16>>, node<"d1", from<"d">, dense<16>>, node<"e1", from<"e">, dense<16>>,
                  node<"f1", from<"f">, dense<16>>,
                  node<"y", from<"a1", "b1", "c1", "d1", "e1", "f1">, pt::concat, dense<4>>, outputs<"y">>;
    BOOST_TEST((pt::detail::node_schedule<wide_first::chain_type, 1>::buffers.size) == 128u + 6 * 16);
}

BOOST_AUTO_TEST_SUITE_END()
