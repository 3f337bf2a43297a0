// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/rms_prop.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/optimizer.hpp>
#include <optimizer/compare.hpp>

#include <cmath>
#include <cstdint>

namespace pt = perceptype;
using optimizer_test::check_against;
using optimizer_test::follow;
using optimizer_test::near;

BOOST_AUTO_TEST_SUITE(optimizer_rms_prop)

namespace {

/// torch.optim.RMSprop, as PyTorch's documentation writes it.
auto formula(double rate, double alpha, double epsilon, double decay, double momentum, bool centered) {
    return [=](std::uint64_t, double& w, double g, double* memory) {
        g += decay * w;
        memory[0] = alpha * memory[0] + (1 - alpha) * g * g;
        double variance = memory[0];
        if (centered) {
            memory[1] = alpha * memory[1] + (1 - alpha) * g;
            variance -= memory[1] * memory[1];
        }
        memory[2] = momentum * memory[2] + g / (std::sqrt(variance) + epsilon);
        w -= rate * memory[2];
    };
}

}  // namespace

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_optimizer<pt::rms_prop{}>();
    laws::check_optimizer<pt::rms_prop{.momentum = 0.5}>();
    laws::check_optimizer<pt::rms_prop{.centered = true}>();
    laws::check_optimizer<pt::rms_prop{.momentum = 0.5, .centered = true}>();
    laws::check_optimizer<pt::rms_prop{.learning_rate = 1e-6, .weight_decay = 0.5}, laws::decays_weights>();
}

BOOST_AUTO_TEST_CASE(has_slots_for_what_it_was_given) {
    static_assert(pt::rms_prop<>::state_buffers == 1 && decltype(pt::rms_prop{.alpha = 0.9})::state_buffers == 1);
    static_assert(decltype(pt::rms_prop{.momentum = 0.5})::state_buffers == 2);
    static_assert(decltype(pt::rms_prop{.centered = true})::state_buffers == 2);
    static_assert(decltype(pt::rms_prop{.momentum = 0.5, .centered = true})::state_buffers == 3);
}

BOOST_AUTO_TEST_CASE(momentum_and_centering_may_be_set_later) {
    pt::rms_prop<double, double, bool> optimizer{.learning_rate = 0.01};
    check_against(optimizer, formula(0.01, 0.99, 1e-8, 0, 0, false));
    optimizer.momentum = 0.5;
    check_against(optimizer, formula(0.01, 0.99, 1e-8, 0, 0.5, false));
    optimizer.centered = true;
    check_against(optimizer, formula(0.01, 0.99, 1e-8, 0, 0.5, true));
    optimizer.momentum = 0;
    check_against(optimizer, formula(0.01, 0.99, 1e-8, 0, 0, true));
}

BOOST_AUTO_TEST_CASE(follows_the_formula) {
    check_against(pt::rms_prop{}, formula(0.01, 0.99, 1e-8, 0, 0, false));
    check_against(pt::rms_prop{.learning_rate = 0.02, .alpha = 0.5}, formula(0.02, 0.5, 1e-8, 0, 0, false));
    check_against(pt::rms_prop{.epsilon = 0.5, .weight_decay = 0.2}, formula(0.01, 0.99, 0.5, 0.2, 0, false));
    check_against(pt::rms_prop{.momentum = 0.5}, formula(0.01, 0.99, 1e-8, 0, 0.5, false));
    check_against(pt::rms_prop{.centered = true}, formula(0.01, 0.99, 1e-8, 0, 0, true));
    check_against(pt::rms_prop{0.005, 0.9, 0.1, 0.2, 0.5, true}, formula(0.005, 0.9, 0.1, 0.2, 0.5, true));
}

BOOST_AUTO_TEST_CASE(takes_known_steps) {
    // First g / sqrt(0.01 g^2) = 10, then 1 / sqrt(0.01 * 0.99 + 0.01).
    static constexpr auto path = follow<2>(pt::rms_prop{.learning_rate = 0.1, .epsilon = 1e-30}, 1, -3);
    static_assert(near(path.weights[0], 2));
    BOOST_TEST(std::abs(path.weights[1] - 2 - 0.1 / std::sqrt(0.0199)) < 1e-14);
}

BOOST_AUTO_TEST_CASE(survives_a_variance_of_nothing) {
    // While the gradient stays, s - m^2 tends to zero, and rounding may take it below: never as far as here.
    float weights[1] = {1};
    const float gradient[1] = {1};
    float slots[2][1] = {{1}, {1.1f}};  // s, m: after the update 1 and 1.05
    const pt::rms_prop optimizer{.learning_rate = 1e-3, .alpha = 0.5, .epsilon = 0.01, .centered = true};
    pt::update_parameters(optimizer, 0, 1, weights, gradient, slots);
    BOOST_TEST(std::abs(weights[0] - 0.9f) < 1e-6f);
}

BOOST_AUTO_TEST_SUITE_END()
