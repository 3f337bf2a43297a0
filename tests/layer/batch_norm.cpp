// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/activation/sigmoid.hpp>
#include <perceptype/error.hpp>
#include <perceptype/fit.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/loss/mean_squared_error.hpp>
#include <perceptype/loss/sum_of_squared_errors.hpp>
#include <perceptype/optimizer/adam.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <laws/layer.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_batch_norm)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::batch_norm, pt::shape<5>, pt::sigmoid>();
    laws::layer<pt::batch_norm, pt::shape<3, 4, 3>>();
    laws::layer<pt::basic_batch_norm<pt::no_affine, pt::momentum<0.5>, pt::epsilon<0.01>>, pt::shape<9, 7>>();
}

BOOST_AUTO_TEST_CASE(parameters_have_names_and_pytorch_s_order) {
    pt::network<pt::input<3, 2, 2>, pt::batch_norm> net;
    static_assert(decltype(net)::parameter_count == 12);
    BOOST_TEST(pt::parameters_to_vector(net) == (std::array<float, 12>{1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1}),
               boost::test_tools::per_element());
    const auto layer = net.layer<1>();
    layer.weight(1) = 2;
    layer.bias(2) = 3;
    layer.running_mean(0) = 4;
    layer.running_variance(1) = 5;
    BOOST_TEST(pt::parameters_to_vector(net) == (std::array<float, 12>{1, 2, 1, 0, 0, 3, 4, 0, 0, 1, 5, 1}),
               boost::test_tools::per_element());
    static_assert(pt::network<pt::input<5>, pt::basic_batch_norm<pt::no_affine>>::parameter_count == 10);
}

BOOST_AUTO_TEST_CASE(a_network_in_use_takes_the_running_statistics) {
    pt::basic_network<double, pt::input<2>, pt::basic_batch_norm<pt::epsilon<0.25>>> net;
    const auto layer = net.layer<1>();
    layer.weight(0) = 3;
    layer.bias(0) = 0.5;
    layer.running_mean(0) = 1;
    layer.running_variance(0) = 3.75;
    const auto y = net(pt::tensor<double, 2>{5, 7});
    BOOST_TEST(y[0] == 3 * (5 - 1) / 2.0 + 0.5);
    BOOST_TEST(y[1] == 7 / std::sqrt(1.25), boost::test_tools::tolerance(1e-14));
}

/// A net that learns nothing, on samples 1, 2, 4, 9: mean 4, sum of squared deviations 38.
template <class Optimizer>
std::array<double, 4> after_a_step(const Optimizer& optimizer) {
    pt::basic_network<double, pt::input<1>, pt::basic_batch_norm<pt::momentum<0.25>>> net;
    pt::trainer trainer{net, pt::sum_of_squared_errors{}, optimizer};
    using number = pt::tensor<double, 1>;
    trainer.step(std::vector<number>{number{1}, number{2}, number{4}, number{9}}, std::vector<number>(4));
    return pt::parameters_to_vector(net);
}

BOOST_AUTO_TEST_CASE(statistics_run_towards_those_of_the_batch) {
    const auto plain = after_a_step(pt::sgd{.learning_rate = 0.5});
    BOOST_TEST(plain[2] == 0.25 * 4, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(plain[3] == 0.75 * 1 + 0.25 * 38 / 3, boost::test_tools::tolerance(1e-14));
    // No optimizer touches them: neither its decay nor its memory.
    const auto decayed = after_a_step(pt::sgd{.learning_rate = 0.5, .momentum = 0.5, .weight_decay = 0.5});
    const auto adapted = after_a_step(pt::adam{.learning_rate = 0.5, .weight_decay = 0.5});
    BOOST_TEST((decayed[2] == plain[2] && decayed[3] == plain[3] && adapted[2] == plain[2] && adapted[3] == plain[3]));
    BOOST_TEST((plain[0] < 1 && decayed[0] < 1 && adapted[0] < 1));
}

BOOST_AUTO_TEST_CASE(a_large_mean_does_not_swallow_the_variance) {
    pt::network<pt::input<1>, pt::basic_batch_norm<pt::momentum<1.0>>> net;
    pt::trainer trainer{net, pt::sum_of_squared_errors{}, pt::sgd{.learning_rate = 0}};
    std::vector<pt::tensor<float, 1>> x(100);
    for (std::size_t i = 0; i < x.size(); ++i) x[i][0] = 10000.0f + static_cast<float>(i % 4);
    trainer.step(x, x);
    BOOST_TEST(net.layer<1>().running_variance(0) == 1.25f * 100 / 99, boost::test_tools::tolerance(1e-4f));
}

BOOST_AUTO_TEST_CASE(running_statistics_do_not_stay_subnormal) {
    pt::network<pt::input<3>, pt::batch_norm> net{1};
    net.layer<1>().running_mean(0) = 1;
    net.layer<1>().running_mean(1) = -std::numeric_limits<float>::denorm_min();
    const std::vector<pt::tensor<float, 3>> zeros(2);
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{}};
    for (int update = 0; update < 1000; ++update) trainer.step(zeros, zeros);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        BOOST_TEST(net.layer<1>().running_mean(channel) == 0);
        BOOST_TEST(net.layer<1>().running_variance(channel) == 0);
    }
}

BOOST_AUTO_TEST_CASE(equal_images_are_normalised_to_zero) {
    using net_type = pt::network<pt::input<1, 28, 28>, pt::batch_norm>;
    net_type net;
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0}};
    std::vector<net_type::input_type> x(64);
    for (auto& image : x)
        for (float& each : image) each = 33.3184f;
    const std::vector<net_type::output_type> t(x.size());
    BOOST_TEST(std::sqrt(trainer.step(x, t)) <= 1e-8f);
    BOOST_TEST(net.layer<1>().running_mean(0) == 0.1f * 33.3184f, boost::test_tools::tolerance(2e-7f));
    BOOST_TEST(net.layer<1>().running_variance(0) == 0.9f, boost::test_tools::tolerance(2e-7f));
}

BOOST_AUTO_TEST_CASE(a_network_in_use_subtracts_a_large_mean_first) {
    pt::network<pt::input<1>, pt::batch_norm> net;
    const auto layer = net.layer<1>();
    layer.running_mean(0) = 101325.3f;
    layer.running_variance(0) = 1e-4f;
    layer.bias(0) = 0.25f;
    BOOST_TEST(net(pt::tensor<float, 1>{101325.3f})[0] == 0.25f);
    const float apart = 101325.5f - 101325.3f;  // exact
    const double expected = double{apart} / std::sqrt(1e-4 + 1e-5) + 0.25;
    BOOST_TEST(double{net(pt::tensor<float, 1>{101325.5f})[0]} == expected, boost::test_tools::tolerance(4e-7));
}

BOOST_AUTO_TEST_CASE(a_single_vector_is_rejected) {
    using net_type = pt::network<pt::input<2>, pt::dense<3>, pt::batch_norm, pt::relu, pt::dense<1>>;
    net_type net{1};
    const net_type before = net;
    const std::vector<pt::tensor<float, 2>> x{{0, 1}, {1, 2}, {2, 4}, {3, 1}, {1, 1}};
    const std::vector<pt::tensor<float, 1>> t(5);
    const std::vector one_x(x.begin(), x.begin() + 1);
    const std::vector one_t(t.begin(), t.begin() + 1);
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{}};
    BOOST_CHECK_THROW(trainer.step(one_x, one_t), pt::data_error);
    const auto fit_by = [&](std::size_t size) {
        pt::fit(net, pt::mean_squared_error{}, pt::sgd{}, x, t, {.epochs = 1, .batch_size = size});
    };
    BOOST_CHECK_THROW(fit_by(1), pt::data_error);
    BOOST_CHECK_THROW(fit_by(2), pt::data_error);  // 2, 2 and 1
    BOOST_CHECK_THROW(fit_by(4), pt::data_error);
    BOOST_TEST((net == before));
    fit_by(3);
    BOOST_TEST(!(net == before));
}

BOOST_AUTO_TEST_CASE(layers_in_front_start_as_suits_the_activation_behind) {
    using with = pt::network<pt::input<9>, pt::dense<5>, pt::batch_norm, pt::relu>;
    using without = pt::network<pt::input<9>, pt::dense<5>, pt::relu>;
    BOOST_TEST(with{3}.layer<1>().weights(2, 4) == without{3}.layer<1>().weights(2, 4));
}

BOOST_AUTO_TEST_SUITE_END()
