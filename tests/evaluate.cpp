// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <perceptype.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(evaluate)

/// Returns its three inputs, so that the expected results are known.
using mirror = pt::network<pt::input<3>, pt::identity>;
using vector = pt::tensor<float, 3>;

const std::vector<vector> inputs{
    {0.1f, 0.7f, 0.2f}, {0.5f, 0.3f, 0.2f}, {0.1f, 0.1f, 0.8f}, {0.4f, 0.4f, 0.2f}, {0.0f, 0.0f, 1.0f}};
const std::vector<int> truth{1, 0, 2, 1, 1};

template <class Call>
std::string text_of(Call call) {
    try {
        call();
    } catch (const pt::data_error& error) {
        return error.what();
    }
    return "no error";
}

BOOST_AUTO_TEST_CASE(accuracy_counts_the_largest_output_and_the_first_of_equals) {
    BOOST_TEST(pt::accuracy(mirror{}, inputs, truth) == 0.6);
    const std::vector<vector> one_hot{
        {0.0f, 1.0f, 0.0f}, {1.0f, 0.0f, 0.0f}, {0.0f, 0.0f, 1.0f}, {0.0f, 1.0f, 0.0f}, {0.0f, 1.0f, 0.0f}};
    BOOST_TEST(pt::accuracy(mirror{}, inputs, one_hot) == 0.6);
    const float plain[5][3] = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 1, 0}};
    BOOST_TEST(pt::accuracy(mirror{}, inputs, plain) == 0.6);
    BOOST_TEST(pt::accuracy(mirror{}, inputs, std::vector<std::span<const float, 3>>(plain, plain + 5)) == 0.6);
}

BOOST_AUTO_TEST_CASE(a_single_output_is_class_one_above_a_half) {
    using single = pt::network<pt::input<1>, pt::identity>;
    const std::array<std::array<float, 1>, 4> x{{{0.4f}, {0.5f}, {0.6f}, {2.0f}}};
    BOOST_TEST(pt::accuracy(single{}, x, std::array{0, 0, 1, 0}) == 0.75);
    BOOST_TEST(pt::accuracy(single{}, x, std::array{0.0f, 0.0f, 1.0f, 1.0f}) == 1.0);
    BOOST_TEST(pt::accuracy(single{}, x, std::array{0.4f, 0.5f, 0.6f, 0.7f}) == 1.0);
    const auto matrix = pt::confusion(single{}, x, std::array{0, 0, 1, 0});
    BOOST_TEST(matrix(0, 0) == 2u);
    BOOST_TEST(matrix(0, 1) == 1u);
    BOOST_TEST(matrix(1, 0) == 0u);
    BOOST_TEST(matrix(1, 1) == 1u);
    BOOST_TEST(text_of([&] { (void)pt::accuracy(single{}, x, std::array{0, 0, 2, 0}); }) ==
               "accuracy: class of sample 2: expected a class below 2, found 2");
}

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

BOOST_AUTO_TEST_CASE(nan_is_not_a_class) {
    for (const float each : {nan, -nan}) {
        const std::vector<vector> all(5, vector{each, each, each});
        BOOST_TEST(pt::accuracy(mirror{}, all, std::array{0, 0, 1, 2, 2}) == 0.0);
        BOOST_TEST((pt::confusion(mirror{}, all, truth) == pt::tensor<std::size_t, 3, 3>{}));
    }
    // Wherever the NaN is, and whatever the other outputs are.
    const std::vector<vector> some{{nan, 0.7f, 0.2f},
                                   {0.5f, nan, 0.2f},
                                   {0.1f, 0.1f, nan},
                                   {0.4f, 0.4f, 0.2f},
                                   {0.0f, 0.0f, std::numeric_limits<float>::infinity()}};
    BOOST_TEST(pt::accuracy(mirror{}, some, std::array{1, 0, 0, 0, 2}) == 0.4);
    const auto matrix = pt::confusion(mirror{}, some, std::array{1, 0, 0, 0, 2});
    BOOST_TEST((matrix == pt::tensor<std::size_t, 3, 3>{1, 0, 0, 0, 0, 0, 0, 0, 1}));

    using single = pt::basic_network<double, pt::input<1>, pt::identity>;
    const std::array<std::array<double, 1>, 3> x{{{std::numeric_limits<double>::quiet_NaN()}, {0.25}, {0.75}}};
    BOOST_TEST(pt::accuracy(single{}, x, std::array{0, 0, 1}) == 2 / 3.0);
    BOOST_TEST((pt::confusion(single{}, x, std::array{0, 0, 1}) == pt::tensor<std::size_t, 2, 2>{1, 0, 0, 1}));
}

BOOST_AUTO_TEST_CASE(nan_as_a_targets_class_is_an_error) {
    std::vector<vector> one_hot(5, vector{0, 1, 0});
    one_hot[3] = {1, 0, nan};
    BOOST_TEST(text_of([&] { (void)pt::accuracy(mirror{}, inputs, one_hot); }) ==
               "accuracy: class of sample 3: expected a class below 3, found NaN");
    BOOST_TEST(text_of([&] { (void)pt::confusion(mirror{}, inputs, one_hot); }) ==
               "confusion: class of sample 3: expected a class below 3, found NaN");
    using single = pt::network<pt::input<1>, pt::identity>;
    const std::array<std::array<float, 1>, 2> x{{{0.4f}, {0.5f}}};
    BOOST_TEST(text_of([&] { (void)pt::accuracy(single{}, x, std::array{1.0f, nan}); }) ==
               "accuracy: class of sample 1: expected a class below 2, found NaN");
    BOOST_TEST(text_of([&] { (void)pt::accuracy(single{}, x, std::array{static_cast<long double>(nan), 1.0L}); }) ==
               "accuracy: class of sample 0: expected a class below 2, found NaN");
}

BOOST_AUTO_TEST_CASE(confusion_has_the_truth_in_rows) {
    const auto matrix = pt::confusion(mirror{}, inputs, truth);
    const pt::tensor<std::size_t, 3, 3> expected{1, 0, 0, 1, 1, 1, 0, 0, 1};
    BOOST_TEST((matrix == expected));
}

BOOST_AUTO_TEST_CASE(the_loss_is_the_mean_over_any_number_of_samples) {
    using net_type = pt::basic_network<double, pt::input<2>, pt::dense<4>, pt::gelu, pt::dense<3>, pt::softmax>;
    const net_type net{2};
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 2, 15, 16, 17, 40}) {
        std::vector<pt::tensor<double, 2>> x;
        std::vector<std::size_t> t;
        double cross = 0;
        double squared = 0;
        for (std::size_t k = 0; k < count; ++k) {
            x.push_back({std::cos(static_cast<double>(k)), std::sin(static_cast<double>(3 * k))});
            t.push_back(k % 3);
            const auto y = net(x[k]);
            cross -= std::log(y[t[k]]) / static_cast<double>(count);
            for (std::size_t i = 0; i < 3; ++i)
                squared += std::pow(y[i] - (i == t[k]), 2) / static_cast<double>(3 * count);
        }
        BOOST_TEST(pt::evaluate(net, pt::cross_entropy{}, x, t) == cross, boost::test_tools::tolerance(1e-13));
        std::vector<std::array<double, 3>> one_hot(count);
        for (std::size_t k = 0; k < count; ++k) one_hot[k][t[k]] = 1;
        BOOST_TEST(pt::evaluate(net, pt::mean_squared_error{}, x, one_hot) == squared,
                   boost::test_tools::tolerance(1e-13));
    }
}

BOOST_AUTO_TEST_CASE(predict_equals_single_calls) {
    using net_type = pt::network<pt::input<3>, pt::dense<17>, pt::relu, pt::dense<2>>;
    const net_type net{3};
    for (const std::size_t count : std::initializer_list<std::size_t>{0, 1, 15, 16, 17, 50}) {
        std::vector<vector> x;
        for (std::size_t k = 0; k < count; ++k) x.push_back(inputs[k % inputs.size()]);
        std::vector<std::array<float, 2>> y(count);
        pt::predict(net, x, y);
        for (std::size_t k = 0; k < count; ++k)
            for (std::size_t i = 0; i < 2; ++i)
                BOOST_TEST(y[k][i] == net(x[k])[i], boost::test_tools::tolerance(1e-5f));
    }
}

BOOST_AUTO_TEST_CASE(wrong_lengths_and_classes_are_errors) {
    const std::vector<int> four(4);
    std::vector<vector> outputs(4, vector{7.0f, 7.0f, 7.0f});
    BOOST_TEST(text_of([&] { (void)pt::accuracy(mirror{}, inputs, four); }) ==
               "accuracy: targets: expected 5, found 4");
    BOOST_TEST(text_of([&] { (void)pt::confusion(mirror{}, inputs, four); }) ==
               "confusion: targets: expected 5, found 4");
    BOOST_TEST(text_of([&] { (void)pt::evaluate(mirror{}, pt::mean_squared_error{}, inputs, outputs); }) ==
               "evaluate: targets: expected 5, found 4");
    BOOST_TEST(text_of([&] { (void)pt::accuracy(mirror{}, std::vector<vector>{}, std::vector<int>{}); }) ==
               "accuracy: inputs: expected at least 1, found 0");
    BOOST_TEST(text_of([&] { pt::predict(mirror{}, inputs, outputs); }) == "predict: outputs: expected 5, found 4");
    BOOST_TEST((outputs[0] == vector{7.0f, 7.0f, 7.0f}));
    // Ranges that are too long are not truncated either.
    BOOST_TEST(text_of([&] { (void)pt::accuracy(mirror{}, inputs, std::vector<int>(6)); }) ==
               "accuracy: targets: expected 5, found 6");
    std::vector<vector> six(6, vector{7, 7, 7});
    BOOST_TEST(text_of([&] { pt::predict(mirror{}, inputs, six); }) == "predict: outputs: expected 5, found 6");
    BOOST_TEST((six[0] == vector{7, 7, 7}));
    BOOST_TEST(text_of([&] { (void)pt::confusion(mirror{}, inputs, std::vector<int>{0, 1, 2, -3, 0}); }) ==
               "confusion: class of sample 3: expected a class below 3, found -3");
}

constexpr std::array<std::array<float, 3>, 2> two{{{0.1f, 0.7f, 0.2f}, {0.5f, 0.3f, 0.2f}}};
static_assert(pt::accuracy(mirror{}, two, std::array{1, 1}) == 0.5);
static_assert(pt::confusion(mirror{}, two, std::array{1, 1})(1, 0) == 1);
static_assert(pt::accuracy(mirror{}, std::array<vector, 1>{vector{nan, 0.7f, 0.2f}}, std::array{0}) == 0);

using namespace pt::literals;
using two_mirrors =
    pt::graph<pt::input_node<"x", 3>, pt::input_node<"z", 1>, pt::node<"z too", pt::from<"z">, pt::identity>,
              pt::node<"y", pt::from<"x">, pt::identity>, pt::outputs<"z too", "y">>;

BOOST_AUTO_TEST_CASE(the_only_output_of_a_graph_needs_no_name) {
    using one_mirror = pt::graph<pt::input_node<"x", 3>, pt::node<"y", pt::from<"x">, pt::identity>, pt::outputs<"y">>;
    const one_mirror net;
    std::vector<decltype(pt::named("x"_node = vector{}))> in;
    std::vector<decltype(pt::named("y"_node = 0))> goals;
    for (std::size_t i = 0; i < 5; ++i) {
        in.push_back(pt::named("x"_node = inputs[i]));
        goals.push_back(pt::named("y"_node = truth[i]));
    }
    BOOST_TEST(pt::accuracy(net, in, truth) == 0.6);
    BOOST_TEST(pt::accuracy(net, in, goals) == 0.6);
    BOOST_TEST((pt::confusion(net, in, truth) == pt::confusion<"y">(net, in, truth)));
}

BOOST_AUTO_TEST_CASE(an_output_of_a_graph_is_classified_by_name) {
    const two_mirrors net;
    using sample = decltype(pt::named("x"_node = vector{}, "z"_node = pt::tensor<float, 1>{}));
    using goal = decltype(pt::named("y"_node = 0, "z too"_node = 0));
    std::vector<sample> in;
    std::vector<goal> goals;
    for (std::size_t i = 0; i < 5; ++i) {
        in.push_back(pt::named("x"_node = inputs[i], "z"_node = pt::tensor<float, 1>{i < 2 ? 0.75f : 0.25f}));
        goals.push_back(pt::named("y"_node = truth[i], "z too"_node = i == 0 ? 1 : 0));
    }
    BOOST_TEST(pt::accuracy<"y">(net, in, truth) == 0.6);
    BOOST_TEST(pt::accuracy<"y">(net, in, goals) == 0.6);
    BOOST_TEST(pt::accuracy<"z too">(net, in, goals) == 0.8);
    BOOST_TEST((pt::confusion<"y">(net, in, goals) == pt::confusion(mirror{}, inputs, truth)));
    const auto matrix = pt::confusion<"z too">(net, in, goals);
    BOOST_TEST((matrix(0, 0) == 3 && matrix(0, 1) == 1 && matrix(1, 0) == 0 && matrix(1, 1) == 1));
    goals[3]["y"_node] = 3;
    BOOST_TEST(text_of([&] { (void)pt::accuracy<"y">(net, in, goals); }) ==
               "accuracy: class of sample 3: expected a class below 3, found 3");
    BOOST_TEST(pt::accuracy<"z too">(net, in, goals) == 0.8);
    goals.pop_back();
    BOOST_TEST(text_of([&] { (void)pt::confusion<"z too">(net, in, goals); }) ==
               "confusion: targets: expected 5, found 4");
}

BOOST_AUTO_TEST_SUITE_END()
