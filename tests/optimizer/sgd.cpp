// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/optimizer/sgd.hpp>

#include <boost/test/unit_test.hpp>

#include <laws/optimizer.hpp>
#include <optimizer/compare.hpp>

#include <cstdint>

namespace pt = perceptype;
using optimizer_test::check_against;
using optimizer_test::follow;
using optimizer_test::near;

BOOST_AUTO_TEST_SUITE(optimizer_sgd)

namespace {

/// torch.optim.SGD, as PyTorch's documentation writes it.
auto formula(double rate, double momentum, bool nesterov, double decay) {
    return [=](std::uint64_t, double& w, double g, double* memory) {
        g += decay * w;
        if (momentum != 0) {
            memory[0] = momentum * memory[0] + g;
            g = nesterov ? g + momentum * memory[0] : memory[0];
        }
        w -= rate * g;
    };
}

}  // namespace

BOOST_AUTO_TEST_CASE(obeys_the_laws) {
    laws::check_optimizer<pt::sgd{}>();
    laws::check_optimizer<pt::sgd{.learning_rate = 0.1f, .momentum = 0.9}>();
    laws::check_optimizer<pt::sgd{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}>();
    laws::check_optimizer<pt::sgd{.learning_rate = 0.1, .weight_decay = 0.01}, laws::decays_weights>();
    laws::check_optimizer<pt::sgd{.learning_rate = 0.01, .momentum = 0.5, .weight_decay = 0.01},
                          laws::decays_weights>();
}

BOOST_AUTO_TEST_CASE(follows_the_formula) {
    check_against(pt::sgd{}, formula(0.01, 0, false, 0));
    check_against(pt::sgd{.learning_rate = 0.1, .nesterov = true}, formula(0.1, 0, false, 0));
    check_against(pt::sgd{.learning_rate = 0.1, .weight_decay = 0.3}, formula(0.1, 0, false, 0.3));
    check_against(pt::sgd{.learning_rate = 0.1, .momentum = 0.7}, formula(0.1, 0.7, false, 0));
    check_against(pt::sgd{.learning_rate = 0.1, .momentum = 0.7, .weight_decay = 0.2}, formula(0.1, 0.7, false, 0.2));
    check_against(pt::sgd{.learning_rate = 0.05, .momentum = 0.7, .nesterov = true}, formula(0.05, 0.7, true, 0));
    check_against(pt::sgd{0.05, 0.7, true, 0.2}, formula(0.05, 0.7, true, 0.2));
}

BOOST_AUTO_TEST_CASE(takes_known_steps) {
    static constexpr auto plain = follow<2>(pt::sgd{.learning_rate = 0.1}, 1, 2);
    static_assert(near(plain.weights[0], 0.8) && near(plain.weights[1], 0.6));
    static constexpr auto heavy = follow<2>(pt::sgd{.learning_rate = 0.1, .momentum = 0.9}, 1, 2);
    static_assert(near(heavy.weights[0], 0.8) && near(heavy.weights[1], 0.8 - 0.1 * 3.8));
    static constexpr auto ahead = follow<2>(pt::sgd{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}, 1, 2);
    static_assert(near(ahead.weights[0], 1 - 0.1 * 3.8) && near(ahead.weights[1], 0.62 - 0.1 * (2 + 0.9 * 3.8)));
    static constexpr auto decaying = follow<1>(pt::sgd{.learning_rate = 0.1, .weight_decay = 0.5}, 1, 2);
    static_assert(near(decaying.weights[0], 1 - 0.1 * 2.5));
}

BOOST_AUTO_TEST_CASE(knows_whether_it_needs_more_than_the_gradient) {
    static_assert(pt::sgd{}.is_plain() && pt::sgd{.learning_rate = 1, .nesterov = true}.is_plain());
    static_assert(!pt::sgd{.momentum = 0.1}.is_plain() && !pt::sgd{.weight_decay = 0.1}.is_plain());
}

BOOST_AUTO_TEST_CASE(has_a_slot_for_momentum_alone) {
    static_assert(pt::sgd<>::state_buffers == 0 &&
                  decltype(pt::sgd{.learning_rate = 0.1, .weight_decay = 0.1})::state_buffers == 0);
    static_assert(decltype(pt::sgd{.momentum = 0.9})::state_buffers == 1 &&
                  pt::sgd<double, double>::state_buffers == 1);
    static_assert(decltype(pt::sgd{0.1, 0.9})::state_buffers == 1);
}

// The type says that there may be momentum; how much of it is known at run time alone.
BOOST_AUTO_TEST_CASE(a_momentum_may_be_set_later) {
    pt::sgd<double, double> optimizer{.learning_rate = 0.1};
    check_against(optimizer, formula(0.1, 0, false, 0));
    optimizer.momentum = 0.7;
    check_against(optimizer, formula(0.1, 0.7, false, 0));
    optimizer.nesterov = true;
    check_against(optimizer, formula(0.1, 0.7, true, 0));
}

BOOST_AUTO_TEST_CASE(asks_its_schedule_for_each_rate) {
    static constexpr auto halving = [](std::uint64_t step) { return step == 0 ? 0.5 : 0.25; };
    static constexpr auto path = follow<3>(pt::sgd{.learning_rate = halving}, 1, 1);
    static_assert(near(path.weights[0], 0.5) && near(path.weights[1], 0.25) && near(path.weights[2], 0));
    check_against(pt::sgd{.learning_rate = [](std::uint64_t step) { return 1 / static_cast<double>(step + 10); },
                          .momentum = 0.5},
                  [](std::uint64_t step, double& w, double g, double* memory) {
                      formula(1 / static_cast<double>(step + 10), 0.5, false, 0)(step, w, g, memory);
                  });
}

BOOST_AUTO_TEST_SUITE_END()
