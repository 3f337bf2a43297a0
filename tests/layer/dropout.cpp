// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/layer/dropout.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/activation/relu.hpp>
#include <perceptype/cost.hpp>
#include <perceptype/graph.hpp>
#include <perceptype/initializer/zeros.hpp>
#include <perceptype/join/add.hpp>
#include <perceptype/layer/dense.hpp>
#include <perceptype/layer/residual.hpp>
#include <perceptype/loss/sum_of_squared_errors.hpp>
#include <perceptype/optimizer/sgd.hpp>
#include <perceptype/train.hpp>

#include <laws/layer.hpp>

#include <algorithm>
#include <array>
#include <bitset>
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

/// The masks of the first and of the second dropout layer of a net in each step with one sample. With h = 1 in between,
/// weights of 0 before and of 1 after it, a weight moves if what it multiplies and what follows it got through.
std::array<std::vector<std::bitset<64>>, 2> masks_of_two_layers(std::uint64_t seed, int steps) {
    pt::basic_network<double, pt::input<64>, pt::dropout<>, pt::dense<64>, pt::dropout<>, pt::dense<1, pt::no_bias>>
        net{pt::zeros{}};
    auto start = pt::parameters_to_vector(net);
    for (std::size_t i = 64 * 64; i < start.size(); ++i) start[i] = 1;
    pt::trainer trainer{net, pt::sum_of_squared_errors{}, pt::sgd{.learning_rate = 1}, seed};
    pt::tensor<double, 64> x;
    for (double& number : x) number = 1;
    std::array<std::vector<std::bitset<64>>, 2> masks;
    for (int step = 0; step < steps; ++step) {
        pt::vector_to_parameters(start, net);
        trainer.step(x, pt::tensor<double, 1>{-1});
        std::bitset<64> first, second;
        for (std::size_t i = 0; i < 64; ++i) {
            second[i] = net.template layer<4>().weights(0, i) < 1;
            for (std::size_t j = 0; j < 64; ++j)
                if (net.template layer<2>().weights(i, j) < 0) first[j] = true;
        }
        masks[0].push_back(first);
        masks[1].push_back(second);
    }
    return masks;
}

BOOST_AUTO_TEST_CASE(a_layer_does_not_repeat_what_another_one_drew_steps_ago) {
    const auto [first, second] = masks_of_two_layers(0, 40);
    std::size_t most = 0;
    std::size_t least = 64;
    for (const auto& a : first)
        for (const auto& b : second) {
            most = std::max(most, 64 - (a ^ b).count());
            least = std::min(least, 64 - (a ^ b).count());
        }
    BOOST_TEST(most < 52u);  // five standard deviations of 4
    BOOST_TEST(least > 12u);
}

/// The masks of parallel layers, one of them in an inner chain, for each sample of each step. Sample s has the target
/// 2^s, so that the sum over the batch by which a weight moves has a bit for each of them.
constexpr std::size_t samples = 40;
void append_masks(std::uint64_t seed, int steps, std::vector<std::bitset<256>>& masks) {
    using branches =
        pt::basic_graph<double, pt::input_node<"x", 256>,
                        pt::node<"a", pt::from<"x">, pt::dropout<>, pt::dense<1, pt::no_bias>>,
                        pt::node<"b", pt::from<"x">, pt::dropout<>, pt::dense<1, pt::no_bias>>,
                        pt::node<"c", pt::from<"x">, pt::residual<pt::dropout<>>, pt::dense<1, pt::no_bias>>,
                        pt::node<"y", pt::from<"a", "b", "c">, pt::add>, pt::outputs<"y">>;
    using namespace pt::literals;
    branches net{pt::zeros{}};
    pt::trainer trainer{net, pt::joint_loss("y"_node = pt::sum_of_squared_errors{}),
                        pt::sgd{.learning_rate = static_cast<double>(samples)}, seed};
    pt::tensor<double, 256> x;
    for (double& number : x) number = 1;
    const std::vector inputs(samples, pt::named("x"_node = x));
    std::vector<decltype(pt::named("y"_node = pt::tensor<double, 1>{}))> targets;
    for (std::size_t s = 0; s < samples; ++s)
        targets.push_back(pt::named("y"_node = pt::tensor<double, 1>{std::ldexp(1.0, static_cast<int>(s))}));
    for (int step = 0; step < steps; ++step) {
        pt::vector_to_parameters(std::array<double, branches::parameter_count>{}, net);
        trainer.step(inputs, targets);
        const auto moved = pt::parameters_to_vector(net);
        for (std::size_t branch = 0; branch < 3; ++branch)
            for (std::size_t s = 0; s < samples; ++s) {
                auto& mask = masks.emplace_back();
                for (std::size_t i = 0; i < 256; ++i) {
                    // A factor is 0 or 2; the residual adds 1 to each.
                    const double all = branch == 2 ? std::ldexp(1.0, samples) - 1 : 0;
                    const auto bits = static_cast<std::uint64_t>(std::llround((moved[branch * 256 + i] - all) / 2));
                    mask[i] = (bits >> s & 1) != 0;
                }
            }
    }
}

BOOST_AUTO_TEST_CASE(masks_of_layers_steps_samples_and_seeds_agree_by_chance_alone) {
    std::vector<std::bitset<256>> masks;
    for (const std::uint64_t seed : {0u, 1u, 2u}) append_masks(seed, 4, masks);
    BOOST_TEST_REQUIRE(masks.size() == 3 * 4 * 3 * samples);
    double farthest = 0;  // in standard deviations from half of the bits
    double squares = 0;
    double pairs = 0;
    for (std::size_t a = 0; a < masks.size(); ++a)
        for (std::size_t b = 0; b < masks.size(); ++b)
            for (std::size_t shift = a < b ? 0 : 1; shift <= 3; ++shift) {
                const double compared = 256 - static_cast<double>(shift);
                const std::bitset<256> differ = (masks[a] ^ masks[b] << shift) >> shift;
                const double deviation = (static_cast<double>(differ.count()) - compared / 2) / std::sqrt(compared / 4);
                farthest = std::max(farthest, std::abs(deviation));
                squares += deviation * deviation;
                ++pairs;
            }
    BOOST_TEST(pairs > 6e6);
    BOOST_TEST(farthest < 6.2);  // 7 million pairs: 0.004 expected beyond
    BOOST_TEST(std::abs(squares / pairs - 1) < 0.01);
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
