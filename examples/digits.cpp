// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// digits [SEEDS [EPOCHS]]: the main example. A network learns to classify handwritten digits of 8 by 8 pixels and reports
// its accuracy and its cost; by default once for each of five seeds, with 100 epochs.

#include "support/files.hpp"
#include "support/report.hpp"
#include "support/samples.hpp"

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace pt = perceptype;

// The network is a type. Its shapes, its size and its cost are known at compile time.
using digit_reader = pt::network<pt::input<64>, pt::dense<32>, pt::relu, pt::dense<10>, pt::softmax>;

static_assert(digit_reader::parameter_count == 2410);
static_assert(pt::cost<digit_reader>.forward.multiply_adds == 2368);

int main(int argument_count, char** arguments) try {
    const std::uint64_t seeds = argument_count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 5;
    const std::size_t epochs = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 100;
    if (argument_count > 3 || seeds == 0 || epochs == 0) {
        std::fprintf(stderr,
                     "usage: digits [SEEDS [EPOCHS]]: the number of networks to train, and of epochs for each\n");
        return 2;
    }
    const auto parts = support::split(
        pt::read_csv<float, 64>(support::data_file("digits.csv"), {.class_count = 10, .scale = 1.0 / 16}));
    const auto& training = parts.training;
    const auto& test = parts.test;

    // These settings were chosen by cross-validation within the training set.
    constexpr std::size_t batch_size = 32;
    const std::size_t updates = epochs * ((training.inputs.size() + batch_size - 1) / batch_size);
    const pt::adam_w optimizer{.learning_rate = pt::cosine_schedule{.initial = 0.01, .steps = updates},
                               .weight_decay = 0.1};

    support::report<digit_reader, 8> report{training, test, epochs};
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        report.start(seed);
        digit_reader net{seed};
        pt::fit(net, pt::cross_entropy{}, optimizer, training.inputs, training.classes,
                pt::fit_options{
                    .epochs = epochs, .batch_size = batch_size, .seed = seed, .on_epoch = [&](const auto& epoch) {
                        report.after_epoch(net, epoch);
                    }});
        report.finish(net);
    }
    report.print_network();
    report.print_speed();
    report.print_mistakes();
    report.draw_curves("digits", "64-32-10 on handwritten digits");

    constexpr double required = 0.965;
    std::printf("\nthe worst of %d seeds: %.2f %% right on the test set (required: %.1f %%)\n", static_cast<int>(seeds),
                100 * report.worst_accuracy(), 100 * required);
    return report.worst_accuracy() >= required ? 0 : 1;
} catch (const pt::data_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
