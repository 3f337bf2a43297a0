// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/dropout.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/cost.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/loss/sum_of_squared_errors.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <laws/layer.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(layer_dropout)

BOOST_AUTO_TEST_CASE(obeys_the_laws_of_a_layer) {
    laws::layer<pt::dropout<>, pt::shape<5>>();
    laws::layer<pt::dropout<0.25>, pt::shape<3, 4, 3>>();
}

/// Steps on the same sample of ones: which of 200 numbers got through in each, as what they were multiplied by.
std::vector<std::array<double, 200>> factors(std::uint64_t seed, int steps) {
    pt::basic_network<double, pt::input<200>, pt::dropout<0.25>, pt::dense<1, pt::no_bias>> net{pt::zeros{}};
    pt::trainer trainer{net, pt::sum_of_squared_errors{}, pt::sgd{.learning_rate = 1}, seed};
    pt::tensor<double, 200> x;
    for (double& number : x) number = 1;
    std::vector<std::array<double, 200>> found;
    for (int i = 0; i < steps; ++i) {
        pt::vector_to_parameters(std::array<double, 200>{}, net);  // y = 0, so that each weight moves by its input
        trainer.step(x, pt::tensor<double, 1>{1});
        found.push_back(pt::parameters_to_vector(net));
    }
    return found;
}

BOOST_AUTO_TEST_CASE(a_share_is_dropped_and_the_mean_stays) {
    double dropped = 0;
    for (const auto& step : factors(5, 50))
        for (const double factor : step) {
            dropped += factor == 0;
            BOOST_TEST_REQUIRE((factor == 0 || std::abs(factor - 4 / 3.0) < 1e-15));
        }
    BOOST_TEST(std::abs(dropped / 10000 - 0.25) < 0.02);  // four and a half standard deviations
}

BOOST_AUTO_TEST_CASE(every_step_and_sample_draws_anew_and_a_seed_repeats_it) {
    const auto some = factors(5, 2);
    BOOST_TEST((some[0] != some[1]));
    BOOST_TEST((some == factors(5, 2)));
    BOOST_TEST((some != factors(6, 2)));

    // Two equal samples: with one mask for both, each weight would move by 4/3 or not at all.
    pt::basic_network<double, pt::input<200>, pt::dropout<0.25>, pt::dense<1, pt::no_bias>> net{pt::zeros{}};
    pt::trainer trainer{net, pt::sum_of_squared_errors{}, pt::sgd{.learning_rate = 1}};
    pt::tensor<double, 200> x;
    for (double& number : x) number = 1;
    trainer.step(std::vector{x, x}, std::vector{pt::tensor<double, 1>{1}, pt::tensor<double, 1>{1}});
    int once = 0;
    for (const double moved : pt::parameters_to_vector(net)) once += std::abs(moved - 2 / 3.0) < 1e-15;
    BOOST_TEST(once > 40);
}

BOOST_AUTO_TEST_CASE(a_network_in_use_goes_without) {
    using with = pt::network<pt::input<9>, pt::dropout<>, pt::dense<5>, pt::dropout<0.1>, pt::relu, pt::dense<2>>;
    using without = pt::network<pt::input<9>, pt::dense<5>, pt::relu, pt::dense<2>>;
    static_assert(pt::cost<with>.forward.workspace_bytes == pt::cost<without>.forward.workspace_bytes);
    static_assert(pt::cost<with>.forward.flops == pt::cost<without>.forward.flops);
    static_assert(pt::cost<with>.training.workspace_bytes > pt::cost<without>.training.workspace_bytes);
    pt::tensor<float, 9> x{1, 2, 3, 4, 5, 6, 7, 8, 9};
    BOOST_TEST((with{3}(x) == without{3}(x)));
}

BOOST_AUTO_TEST_SUITE_END()
