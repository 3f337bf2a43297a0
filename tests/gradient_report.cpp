// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

BOOST_AUTO_TEST_SUITE(gradient_report)

namespace {

using net_type = pt::basic_network<double, pt::input<3>, pt::dense<8>, pt::relu, pt::dropout<0.5>,
                                   pt::basic_batch_norm<>, pt::dense<4>, pt::tanh, pt::dense<2>, pt::softmax>;
constexpr std::array<net_type::input_type, 3> inputs{{{0.5, -1, 2}, {1, 1, -1}, {-0.25, 3, 0.125}}};
constexpr std::array<int, 3> classes{0, 1, 1};

/// Norm, mean and largest absolute value of the canonical parameters [first, last).
struct expected {
    double norm = 0, mean = 0, largest = 0;

    expected(const auto& gradient, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            norm += gradient[i] * gradient[i];
            mean += std::abs(gradient[i]) / static_cast<double>(last - first);
            largest = std::max(largest, std::abs(gradient[i]));
        }
        norm = std::sqrt(norm);
    }
};

void check(const pt::layer_gradient& layer, std::size_t number, std::string_view name, std::size_t parameters,
           const expected& numbers) {
    BOOST_TEST(layer.layer == number);
    BOOST_TEST(std::string_view(layer.name) == name);
    BOOST_TEST(layer.parameters == parameters);
    BOOST_TEST(layer.norm == numbers.norm, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(layer.mean == numbers.mean, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(layer.largest == numbers.largest, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(layer.norm > 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(statistics_are_those_of_the_mean_gradient) {
    const net_type net{7};
    const auto report = pt::gradient_report(net, pt::cross_entropy{}, inputs, classes);
    net_type::gradient_type sum{};
    for (std::size_t i = 0; i < inputs.size(); ++i)
        sum += pt::value_and_gradient(net, pt::cross_entropy{}, inputs[i], classes[i]).gradient;
    const auto gradient = pt::parameters_to_vector(sum / 3);

    BOOST_TEST(report.loss == pt::evaluate(net, pt::cross_entropy{}, inputs, classes),
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(report.layers.size() == 5u);
    check(report.layers[0], 1, "dense", 32, expected(gradient, 0, 32));
    BOOST_TEST(std::string_view(report.layers[0].activation) == "relu");
    // The dropout, layer 3, is not listed; running mean and variance have no gradient.
    check(report.layers[1], 4, "batch_norm", 16, expected(gradient, 32, 48));
    BOOST_TEST(report.layers[1].activation == nullptr);
    check(report.layers[2], 5, "dense", 36, expected(gradient, 64, 100));
    check(report.layers[3], 7, "dense", 10, expected(gradient, 100, 110));
    BOOST_TEST(std::string_view(report.layers[4].name) == "softmax");
    BOOST_TEST(report.layers[4].parameters == 0u);
    BOOST_TEST(report.layers[4].norm == 0);
}

BOOST_AUTO_TEST_CASE(zeros_are_counted_after_the_activation) {
    const net_type net{7};
    const auto report = pt::gradient_report(net, pt::cross_entropy{}, inputs, classes);
    using first = pt::basic_network<double, pt::input<3>, pt::dense<8>, pt::relu>;
    first front;
    const auto all = pt::parameters_to_vector(net);
    pt::vector_to_parameters(std::span(all).first<32>(), front);
    std::size_t zeros = 0;
    for (const auto& x : inputs)
        for (const double a : front(x)) zeros += a == 0;
    BOOST_TEST(zeros > 0u);
    BOOST_TEST(report.layers[0].zero_share == static_cast<double>(zeros) / 24);
    BOOST_TEST(report.layers[2].zero_share == 0);
}

// A unit that no sample activates has a zero gradient, and so have the layers before it.
BOOST_AUTO_TEST_CASE(dead_units_show) {
    using net_of_two = pt::network<pt::input<2>, pt::dense<4>, pt::relu, pt::dense<1>>;
    net_of_two net{1};
    for (std::size_t out = 0; out < 4; ++out) {
        for (std::size_t in = 0; in < 2; ++in) net.layer<1>().weights(out, in) = 0.1f;
        net.layer<1>().bias(out) = -10;
    }
    const std::vector<net_of_two::input_type> x(4, {0.5f, 0.5f});
    const std::vector<net_of_two::output_type> t(4, net_of_two::output_type{1.0f});
    const auto report = pt::gradient_report(net, pt::mean_squared_error{}, x, t);
    BOOST_TEST(report.layers[0].zero_share == 1);
    BOOST_TEST(report.layers[0].norm == 0);
    BOOST_TEST(report.layers[1].norm > 0);
}

BOOST_AUTO_TEST_CASE(graphs_report_their_nodes) {
    using net = pt::basic_graph<double, pt::node<"far", pt::from<"both">, pt::dense<2>, pt::softmax>,
                                pt::input_node<"x", 3>, pt::node<"near", pt::from<"x">, pt::dense<4>, pt::relu>,
                                pt::node<"both", pt::from<"near", "x">, pt::concat>, pt::outputs<"far">>;
    const net model{3};
    const auto loss = pt::joint_loss("far"_node = pt::cross_entropy{});
    std::vector<decltype(pt::named("x"_node = inputs[0]))> x;
    std::vector<decltype(pt::named("far"_node = 0))> t;
    net::gradient_type sum{};
    std::size_t zeros = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        x.push_back(pt::named("x"_node = inputs[i]));
        t.push_back(pt::named("far"_node = classes[i]));
        sum += pt::value_and_gradient(model, loss, x[i], t[i]).gradient;
        using front = pt::basic_network<double, pt::input<3>, pt::dense<4>, pt::relu>;
        front near;
        const auto all = pt::parameters_to_vector(model);
        pt::vector_to_parameters(std::span(all).last<16>(), near);
        for (const double a : near(inputs[i])) zeros += a == 0;
    }
    const auto gradient = pt::parameters_to_vector(sum / 3);
    const auto report = pt::gradient_report(model, loss, x, t);
    BOOST_TEST(report.loss == pt::evaluate(model, loss, x, t), boost::test_tools::tolerance(1e-12));
    BOOST_TEST(report.layers.size() == 3u);
    check(report.layers[0], 0, "far", 16, expected(gradient, 0, 16));
    check(report.layers[1], 2, "near", 16, expected(gradient, 16, 32));
    BOOST_TEST(std::string_view(report.layers[2].name) == "both");
    BOOST_TEST(report.layers[2].parameters == 0u);
    BOOST_TEST(zeros > 0u);
    BOOST_TEST(report.layers[1].zero_share == static_cast<double>(zeros) / 12);
    BOOST_TEST(report.layers[2].zero_share == static_cast<double>(zeros) / 21);
}

// The nodes of a graph inside a node are reported, but not its inputs, which only forward values.
BOOST_AUTO_TEST_CASE(graphs_in_nodes_report_their_nodes) {
    using body = pt::graph<pt::input_node<"p", 2>, pt::node<"m", pt::from<"p">, pt::dense<2>>, pt::outputs<"m">>;
    using net = pt::graph<pt::input_node<"x", 2>, pt::node<"A", pt::from<"x">, body>,
                          pt::node<"B", pt::from<"A">, body>, pt::outputs<"B">>;
    const net model{1};
    const std::vector x{pt::named("x"_node = pt::tensor<float, 2>{1.0f, 2.0f})};
    const std::vector t{pt::named("B"_node = pt::tensor<float, 2>{1.0f, 2.0f})};
    const auto report = pt::gradient_report(model, pt::joint_loss("B"_node = pt::mean_squared_error{}), x, t);
    BOOST_TEST(report.layers.size() == 2u);
    for (const pt::layer_gradient& layer : report.layers) {
        BOOST_TEST(layer.parameters == 6u, layer.name);
        BOOST_TEST(layer.norm > 0, layer.name);
    }
}

BOOST_AUTO_TEST_CASE(wrong_data_are_rejected) {
    const net_type net{7};
    const std::vector<int> two{0, 1}, unknown{0, 1, 2};
    BOOST_CHECK_THROW((void)pt::gradient_report(net, pt::cross_entropy{}, inputs, two), pt::data_error);
    BOOST_CHECK_THROW((void)pt::gradient_report(net, pt::cross_entropy{}, inputs, unknown), pt::data_error);
    BOOST_CHECK_THROW(
        (void)pt::gradient_report(net, pt::cross_entropy{}, std::vector<net_type::input_type>{}, std::vector<int>{}),
        pt::data_error);
}

// The report at compile time equals that at run time.
constexpr auto compiled_report = pt::gradient_report(net_type{7}, pt::cross_entropy{}, inputs, classes);
static_assert(compiled_report.layers[0].norm > 0 && compiled_report.layers[0].zero_share > 0 &&
              compiled_report.layers[3].largest <= compiled_report.layers[3].norm);
BOOST_AUTO_TEST_CASE(is_equal_at_compile_time) {
    const auto report = pt::gradient_report(net_type{7}, pt::cross_entropy{}, inputs, classes);
    for (std::size_t i = 0; i < report.layers.size(); ++i) {
        BOOST_TEST(report.layers[i].norm == compiled_report.layers[i].norm, boost::test_tools::tolerance(1e-9));
        BOOST_TEST(report.layers[i].zero_share == compiled_report.layers[i].zero_share);
    }
}

BOOST_AUTO_TEST_SUITE_END()
