// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype.hpp>
#include <perceptype/io/checkpoint.hpp>
#include <perceptype/io/safetensors.hpp>

#include <boost/test/unit_test.hpp>

#include <error_text.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(io_checkpoint)

namespace {

using net_type = pt::network<pt::input<3>, pt::dense<5>, pt::batch_norm, pt::relu, pt::dropout<0.5>, pt::dense<2>>;
const char* const path = "checkpoint_test.safetensors";

struct data {
    std::vector<pt::tensor<float, 3>> inputs{8};
    std::vector<pt::tensor<float, 2>> targets{8};
    data() {
        for (std::size_t i = 0; i < 8; ++i) {
            for (std::size_t k = 0; k < 3; ++k) inputs[i][k] = std::sin(static_cast<float>(3 * i + k));
            targets[i] = {static_cast<float>(i % 2), 0.5f};
        }
    }
};

/// 70 steps, so that subnormals are flushed once, before and after.
template <class Optimizer>
void check_goes_on_bit_for_bit(const Optimizer& optimizer) {
    const data samples;
    net_type net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, optimizer, 5};
    for (int i = 0; i < 70; ++i) trainer.step(samples.inputs, samples.targets);
    pt::save_checkpoint(trainer, path);

    net_type other{2};
    pt::trainer resumed{other, pt::mean_squared_error{}, optimizer, 9};
    resumed.step(samples.inputs, samples.targets);
    pt::load_checkpoint(resumed, path);
    BOOST_TEST(resumed.steps() == 70u);
    for (int i = 0; i < 70; ++i)
        BOOST_TEST(trainer.step(samples.inputs, samples.targets) == resumed.step(samples.inputs, samples.targets));
    BOOST_TEST((net == other));
}

}  // namespace

BOOST_AUTO_TEST_CASE(training_goes_on_bit_for_bit) {
    check_goes_on_bit_for_bit(pt::sgd{.learning_rate = 0.1});
    check_goes_on_bit_for_bit(pt::sgd{.learning_rate = 0.1, .momentum = 0.9});
    check_goes_on_bit_for_bit(pt::adam{});
    check_goes_on_bit_for_bit(pt::adam_w{.learning_rate = pt::cosine_schedule{.initial = 0.01, .steps = 100}});
    check_goes_on_bit_for_bit(pt::rms_prop{.learning_rate = 0.01});
    check_goes_on_bit_for_bit(pt::clip_norm{.max_norm = 0.1, .optimizer = pt::adam{}});
}

BOOST_AUTO_TEST_CASE(a_checkpoint_holds_the_network) {
    net_type net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::adam{}};
    pt::save_checkpoint(trainer, path);
    net_type other{2};
    pt::load_safetensors(other, path, {.prefix = "network.", .ignore = {"optimizer.*", "trainer.*"}});
    BOOST_TEST((other == net));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_of_another_training_changes_nothing) {
    const data samples;
    net_type saved{1};
    pt::trainer plain{saved, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1}};
    pt::save_checkpoint(plain, path);
    net_type net{2};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::adam{}};
    trainer.step(samples.inputs, samples.targets);
    const net_type before = net;
    BOOST_TEST(error_text([&] { pt::load_checkpoint(trainer, path); })
                   .starts_with("checkpoint_test.safetensors: expected tensor optimizer.0.0.weight (5, 3) for layer 1 "
                                "(dense), found no such tensor"));
    BOOST_TEST((net == before));
    BOOST_TEST(trainer.steps() == 1u);

    pt::save_checkpoint(trainer, path);
    pt::trainer less{saved, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.1}};
    BOOST_TEST(error_text([&] { pt::load_checkpoint(less, path); }) ==
               "checkpoint_test.safetensors: expected 10 tensors, the network's and 0 for each of them from the "
               "optimizer, found 26");
    pt::save_safetensors(saved, path);
    BOOST_TEST(error_text([&] { pt::load_checkpoint(less, path); }) != "no error");
    std::remove(path);
}

BOOST_AUTO_TEST_SUITE_END()
