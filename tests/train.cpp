// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

#include <boost/test/unit_test.hpp>

#include <error_text.hpp>

#include <perceptype.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(train)

using classifier = pt::basic_network<double, pt::input<5>, pt::dense<7>, pt::tanh, pt::dense<3>, pt::softmax>;
using sample = classifier::input_type;

sample numbered(std::size_t k) {
    sample x;
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(static_cast<double>(7 * k + i));
    return x;
}

std::vector<sample> samples(std::size_t count) {
    std::vector<sample> inputs;
    for (std::size_t k = 0; k < count; ++k) inputs.push_back(numbered(k));
    return inputs;
}

std::vector<int> classes(std::size_t count) {
    std::vector<int> labels;
    for (std::size_t k = 0; k < count; ++k) labels.push_back(static_cast<int>(k * k % 3));
    return labels;
}

/// The largest difference between the parameters of two networks.
template <class Net>
double distance(const Net& a, const Net& b) {
    const auto left = pt::parameters_to_vector(a);
    const auto right = pt::parameters_to_vector(b);
    double worst = 0;
    for (std::size_t i = 0; i < left.size(); ++i) worst = std::fmax(worst, std::abs(left[i] - right[i]));
    return worst;
}

BOOST_AUTO_TEST_CASE(one_step_subtracts_the_gradient) {
    const auto x = numbered(3);
    classifier net{1};
    classifier by_hand = net;
    pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.5}};
    const auto [value, gradient] = pt::value_and_gradient(by_hand, pt::cross_entropy{}, x, 2);
    BOOST_TEST(trainer.step(x, 2) == value, boost::test_tools::tolerance(1e-14));
    by_hand -= 0.5 * gradient;
    BOOST_TEST(distance(net, by_hand) < 1e-15);
    BOOST_TEST(trainer.steps() == 1u);
}

BOOST_AUTO_TEST_CASE(a_batch_is_the_mean_of_its_samples_whatever_its_size) {
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 2, 15, 16, 17, 32, 33, 100}) {
        const auto inputs = samples(count);
        const auto targets = classes(count);
        // Small batches update the weights directly; others, and all with momentum, compute a gradient first.
        for (const double momentum : {0.0, 0.9}) {
            classifier net{1};
            classifier by_hand = net;
            double mean = 0;
            classifier::gradient_type total;
            for (std::size_t k = 0; k < count; ++k) {
                const auto [value, gradient] =
                    pt::value_and_gradient(by_hand, pt::cross_entropy{}, inputs[k], targets[k]);
                mean += value / static_cast<double>(count);
                total += gradient / static_cast<double>(count);
            }
            by_hand -= 0.1 * total;
            pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.1, .momentum = momentum}};
            BOOST_TEST(trainer.step(inputs, targets) == mean, boost::test_tools::tolerance(1e-13));
            BOOST_TEST(distance(net, by_hand) < 1e-15);
        }
    }
}

BOOST_AUTO_TEST_CASE(accepts_any_contiguous_ranges) {
    using net_type = pt::basic_network<double, pt::input<2>, pt::dense<1>, pt::sigmoid>;
    const net_type start{1};
    net_type expected = start;
    pt::trainer{expected, pt::binary_cross_entropy{}, pt::sgd{}}.step(
        std::vector<pt::tensor<double, 2>>{{1.0, 2.0}, {3.0, 4.0}},
        std::vector<pt::tensor<double, 1>>{pt::tensor<double, 1>{1.0}, {}});

    const std::array<std::array<double, 2>, 2> arrays{{{1.0, 2.0}, {3.0, 4.0}}};
    const pt::tensor<double, 2> plain[2] = {{1.0, 2.0}, {3.0, 4.0}};
    const auto learn = [&](const auto& inputs, const auto& targets) {
        net_type net = start;
        pt::trainer{net, pt::binary_cross_entropy{}, pt::sgd{}}.step(inputs, targets);
        return distance(net, expected);
    };
    BOOST_TEST(learn(arrays, std::array<double, 2>{1.0, 0.0}) == 0);
    BOOST_TEST(learn(std::span(arrays), std::vector<float>{1.0f, 0.0f}) == 0);
    BOOST_TEST(learn(plain, std::array<std::uint8_t, 2>{1, 0}) == 0);
    BOOST_TEST(learn(std::array<std::span<const double, 2>, 2>{std::span(arrays[0]), std::span(arrays[1])},
                     std::array<std::array<double, 1>, 2>{{{1.0}, {0.0}}}) == 0);
}

BOOST_AUTO_TEST_CASE(a_sample_may_be_a_braced_list) {
    using net_type = pt::basic_network<double, pt::input<2>, pt::dense<1>, pt::sigmoid>;
    const net_type start{1};
    const auto learn = [&](auto step) {
        net_type net = start;
        pt::trainer trainer{net, pt::binary_cross_entropy{}, pt::sgd{}};
        step(trainer);
        return net;
    };
    const pt::tensor<double, 2> x{1.0, 2.0};
    const pt::tensor<double, 1> target{1.0};
    const net_type expected = learn([&](auto& trainer) { trainer.step(x, target); });
    BOOST_TEST((learn([](auto& trainer) { trainer.step({1.0, 2.0}, {1.0}); }) == expected));
    BOOST_TEST((learn([](auto& trainer) { trainer.step({1.0, 2.0}, 1); }) == expected));
    BOOST_TEST((learn([&](auto& trainer) { trainer.step(x, {1.0}); }) == expected));
    BOOST_TEST((learn([&](auto& trainer) { trainer.step({1.0, 2.0}, target); }) == expected));
    BOOST_TEST(!(expected == start));
}

BOOST_AUTO_TEST_CASE(wrong_data_is_an_error_and_changes_nothing) {
    classifier net{1};
    const classifier before = net;
    pt::trainer trainer{net, pt::cross_entropy{}, pt::adam{}};
    const auto text_of = [&](const auto& x, const auto& t) -> std::string {
        try {
            trainer.step(x, t);
        } catch (const pt::data_error& error) {
            return error.what();
        }
        return "no error";
    };
    BOOST_TEST(text_of(samples(3), classes(2)) == "step: targets: expected 3, found 2");
    BOOST_TEST(text_of(samples(3), classes(4)) == "step: targets: expected 3, found 4");
    BOOST_TEST(text_of(samples(0), classes(0)) == "step: inputs: expected at least 1, found 0");
    BOOST_TEST(text_of(samples(3), std::vector<int>{0, 2, 3}) ==
               "step: class of sample 2: expected a class below 3, found 3");
    BOOST_TEST(text_of(samples(2), std::vector<long>{-1, 0}) ==
               "step: class of sample 0: expected a class below 3, found -1");
    BOOST_TEST(text_of(numbered(0), 3) == "step: class: expected a class below 3, found 3");
    BOOST_TEST((net == before));
    BOOST_TEST(trainer.steps() == 0u);
    BOOST_TEST(text_of(samples(3), classes(3)) == "no error");

    // Also where the weights are updated during the backward pass.
    pt::trainer plain{net, pt::cross_entropy{}, pt::sgd{}};
    const classifier now = net;
    BOOST_CHECK_THROW(plain.step(numbered(0), 3), pt::data_error);
    BOOST_CHECK_THROW(plain.step(samples(2), std::vector<long>{-1, 0}), pt::data_error);
    BOOST_TEST((net == now));
    BOOST_TEST(plain.steps() == 0u);
}

BOOST_AUTO_TEST_CASE(padding_stays_zero) {
    using net_type = pt::network<pt::input<3>, pt::dense<5>, pt::sigmoid, pt::dense<3>>;
    net_type net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::adam{.weight_decay = 0.1}};
    const std::vector<net_type::input_type> inputs(20, net_type::input_type{1.0f, -2.0f, 3.0f});
    const std::vector<net_type::output_type> targets(20);
    for (int i = 0; i < 5; ++i) {
        trainer.step(inputs, targets);
        trainer.step(inputs[0], targets[0]);
    }
    double stored = 0;
    for (const float number : net.storage()) stored += std::abs(static_cast<double>(number));
    double named = 0;
    for (const float number : pt::parameters_to_vector(net)) named += std::abs(static_cast<double>(number));
    BOOST_TEST(stored == named, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(an_optimizer_can_be_changed_between_steps) {
    classifier net{1};
    pt::trainer trainer{net, pt::cross_entropy{}, pt::sgd{.learning_rate = 0.1}};
    trainer.optimizer().learning_rate = 0;
    const classifier before = net;
    trainer.step(numbered(0), 1);
    BOOST_TEST((net == before));
}

constexpr bool learns_at_compile_time() {
    using net_type = pt::network<pt::input<2>, pt::dense<2>, pt::tanh, pt::dense<1>>;
    net_type net{3};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::adam{.learning_rate = 0.05}};
    constexpr pt::tensor<float, 2> x{1.0f, -1.0f};
    const float first = trainer.step(x, 0.5f);
    float last = first;
    for (int i = 0; i < 20; ++i) last = trainer.step(x, 0.5f);
    return last < first / 4;
}
static_assert(learns_at_compile_time());

BOOST_AUTO_TEST_CASE(learns_at_run_time) { BOOST_TEST(learns_at_compile_time()); }

BOOST_AUTO_TEST_CASE(a_label_is_0_or_1) {
    using yes_or_no = pt::network<pt::input<2>, pt::dense<1>, pt::sigmoid>;
    yes_or_no net{1};
    const yes_or_no before = net;
    pt::trainer trainer{net, pt::binary_cross_entropy{}, pt::sgd{}};
    const pt::tensor<float, 2> x{1.0f, -1.0f};
    const std::vector<pt::tensor<float, 2>> inputs{x, x};
    BOOST_TEST(error_text([&] { trainer.step(x, 7); }) == "step: class: expected a class below 2, found 7");
    BOOST_TEST(error_text([&] { trainer.step(x, -3); }) == "step: class: expected a class below 2, found -3");
    BOOST_TEST(error_text([&] { trainer.step(inputs, std::vector<int>{1, 9}); }) ==
               "step: class of sample 1: expected a class below 2, found 9");
    BOOST_TEST(error_text([&] {
                   return pt::evaluate(net, pt::binary_cross_entropy{}, inputs, std::vector<int>{2, 0});
               }) == "evaluate: class of sample 0: expected a class below 2, found 2");
    BOOST_TEST((net == before));
    BOOST_TEST(error_text([&] { trainer.step(inputs, std::vector<int>{1, 0}); }) == "no error");
    BOOST_TEST(error_text([&] { trainer.step(x, 0.5f); }) == "no error");  // a probability
    // For regression losses an integer is an ordinary value.
    pt::network<pt::input<2>, pt::dense<1>> line{1};
    pt::trainer fitter{line, pt::mean_squared_error{}, pt::sgd{}};
    BOOST_TEST(error_text([&] { fitter.step(x, 7); }) == "no error");
}

// A trainer holds the gradient, and one array of the network's size for each slot of its optimizer: none for plain SGD.
BOOST_AUTO_TEST_CASE(a_trainer_holds_no_array_that_its_optimizer_does_not_use) {
    using net_type = pt::network<pt::input<784>, pt::dense<128>, pt::relu, pt::dense<10>>;
    using loss = pt::mean_squared_error;
    constexpr std::size_t array = sizeof(net_type), few = 256;  // bytes
    const auto size_with = []<class Optimizer>(const Optimizer&) {
        return sizeof(pt::trainer<net_type, loss, Optimizer>);
    };
    const auto holds = [&](std::size_t arrays, const auto& optimizer) {
        BOOST_TEST(size_with(optimizer) >= arrays * array);
        BOOST_TEST(size_with(optimizer) <= arrays * array + few);
    };
    holds(1, pt::sgd{.learning_rate = 0.1});
    holds(1, pt::sgd{.learning_rate = 0.1, .weight_decay = 0.1});
    holds(2, pt::sgd{.learning_rate = 0.1, .momentum = 0.9});
    holds(1, pt::clip_norm{.max_norm = 0.5, .optimizer = pt::sgd{.learning_rate = 0.1}});
    holds(2, pt::rms_prop{});
    holds(3, pt::rms_prop{.momentum = 0.9});
    holds(3, pt::rms_prop{.centered = true});
    holds(4, pt::rms_prop{.momentum = 0.9, .centered = true});
    holds(3, pt::adam{});
}

// 16 samples of such a network at a time would exceed a usual stack.
BOOST_AUTO_TEST_CASE(large_images_are_processed_one_by_one) {
    using large = pt::network<pt::input<3, 64, 64>, pt::conv2d<16, pt::kernel<3>>, pt::relu,
                              pt::conv2d<16, pt::kernel<3>>, pt::relu, pt::global_average_pool, pt::dense<3>>;
    static_assert(pt::cost<large>.batch_training.workspace_bytes < 4 * 1024 * 1024);
    static large net{1};
    static pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{}};
    std::vector<large::input_type> x(5);
    const std::vector<large::output_type> t(5, large::output_type{1, 2, 3});
    const float before = trainer.step(x, t);
    BOOST_TEST(trainer.step(x, t) < before);
}

BOOST_AUTO_TEST_SUITE_END()
