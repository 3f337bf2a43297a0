// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/adam.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/optimizer.hpp>
#include <optimizer/compare.hpp>

#include <cmath>
#include <cstdint>

namespace pt = perceptype;
using optimizer_test::check_against;
using optimizer_test::follow;
using optimizer_test::near;

BOOST_AUTO_TEST_SUITE(optimizer_adam)

namespace {

/// torch.optim.Adam, as PyTorch's documentation writes it.
auto formula(double rate, double beta1, double beta2, double epsilon, double decay) {
    return [=](std::uint64_t step, double& w, double g, double* memory) {
        const double t = static_cast<double>(step + 1);
        g += decay * w;
        memory[0] = beta1 * memory[0] + (1 - beta1) * g;
        memory[1] = beta2 * memory[1] + (1 - beta2) * g * g;
        const double mean = memory[0] / (1 - std::pow(beta1, t));
        const double square = memory[1] / (1 - std::pow(beta2, t));
        w -= rate * mean / (std::sqrt(square) + epsilon);
    };
}

}  // namespace

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_optimizer<pt::adam{}>();
    laws::check_optimizer<pt::adam{.learning_rate = 0.1f, .beta1 = 0.5, .beta2 = 0.9, .epsilon = 0.01}>();
    laws::check_optimizer<pt::adam{.learning_rate = 1e-6, .weight_decay = 0.5}, laws::decays_weights>();
}

BOOST_AUTO_TEST_CASE(follows_the_formula) {
    check_against(pt::adam{}, formula(0.001, 0.9, 0.999, 1e-8, 0));
    check_against(pt::adam{.learning_rate = 0.01, .weight_decay = 0.3}, formula(0.01, 0.9, 0.999, 1e-8, 0.3));
    check_against(pt::adam{0.01, 0.5, 0.75, 0.1, 0.2}, formula(0.01, 0.5, 0.75, 0.1, 0.2));
}

// Squares too small to be seen beside epsilon are left out (optimizer/least_squared.hpp).
BOOST_AUTO_TEST_CASE(follows_the_formula_for_tiny_gradients) {
    for (const double epsilon : {1e-8, 1e-12})
        for (double slope = 1e-6; slope > 1e-30; slope /= 3) {
            const auto expected = formula(0.001, 0.9, 0.999, epsilon, 0);
            double weight = 0;
            double memory[4] = {};
            float weights[1] = {};
            const float gradient[1] = {static_cast<float>(slope)};
            float slots[2][1] = {};
            for (std::uint64_t step = 0; step < 50; ++step) {
                expected(step, weight, slope, memory);
                pt::update_parameters(pt::adam{.epsilon = epsilon}, step, 1, weights, gradient, slots);
                BOOST_TEST(static_cast<double>(weights[0]) == weight, boost::test_tools::tolerance(1e-5));
            }
        }
}

BOOST_AUTO_TEST_CASE(takes_known_steps) {
    // While the gradient stays, both means are corrected to it: each step is the learning rate.
    static constexpr auto path = follow<3>(pt::adam{.learning_rate = 0.25, .epsilon = 1e-30}, 1, -3);
    static_assert(near(path.weights[0], 1.25) && near(path.weights[1], 1.5) && near(path.weights[2], 1.75));
}

BOOST_AUTO_TEST_CASE(corrects_nothing_after_a_million_updates) {
    static constexpr double weight = [] {
        double weights[1] = {1};
        const double gradient[1] = {2};
        double slots[2][1] = {{2}, {4}};
        pt::update_parameters(pt::adam{.learning_rate = 0.25, .epsilon = 1e-30}, 1000000, 1, weights, gradient, slots);
        return weights[0];
    }();
    static_assert(near(weight, 0.75));
}

BOOST_AUTO_TEST_SUITE_END()
