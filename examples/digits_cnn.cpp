// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// digits_cnn [SEEDS [EPOCHS]]: the task of digits.cpp with a convolutional network, which uses the positions of the
// pixels; by default once for each of three seeds, with 25 epochs. Draws the filters that the first layer has learned.

#include "support/files.hpp"
#include "support/report.hpp"
#include "support/samples.hpp"

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace pt = perceptype;

using digit_reader = pt::network<pt::input<64>, pt::reshape<1, 8, 8>,                             //
                                 pt::conv2d<16, pt::kernel<3>, pt::padding<pt::same>>, pt::relu,  //
                                 pt::conv2d<16, pt::kernel<3>, pt::padding<pt::same>>, pt::relu,  //
                                 pt::max_pool<pt::kernel<2>>, pt::flatten,                        //
                                 pt::dense<64>, pt::relu,                                         //
                                 pt::dense<10>, pt::softmax>;

static_assert(digit_reader::parameter_count == 19578);
static_assert(pt::cost<digit_reader>.forward.multiply_adds == 173696);

// The filters of the first convolution side by side: full blocks for the largest weights, dots for the smallest.
void draw_filters(const digit_reader& net) {
    constexpr std::size_t filters = 16, side = 3;
    const char* shades[] = {"  ", "··", "░░", "▒▒", "▓▓", "██"};
    const auto convolution = net.layer<2>();
    std::printf("\nthe filters of the first convolution, light for negative weights\n");
    for (std::size_t first = 0; first < filters; first += 8)
        for (std::size_t row = 0; row <= side; ++row) {
            for (std::size_t filter = first; filter < first + 8 && row < side; ++filter) {
                float largest = 0;
                for (std::size_t i = 0; i < side * side; ++i)
                    largest = std::fmax(largest, std::fabs(convolution.weights(filter, 0, i / side, i % side)));
                std::printf("  ");
                for (std::size_t column = 0; column < side; ++column) {
                    const float weight = convolution.weights(filter, 0, row, column) / largest;  // -1 to 1
                    std::printf("%s", shades[static_cast<std::size_t>((weight + 1) / 2 * 5 + 0.5f)]);
                }
            }
            std::printf("\n");
        }
}

int main(int argument_count, char** arguments) try {
    const std::uint64_t seeds = argument_count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 3;
    const std::size_t epochs = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 25;
    if (argument_count > 3 || seeds == 0 || epochs == 0) {
        std::fprintf(stderr,
                     "usage: digits_cnn [SEEDS [EPOCHS]]: the number of networks to train, and of epochs for each\n");
        return 2;
    }
    const auto parts = support::split(
        pt::read_csv<float, 64>(support::data_file("digits.csv"), {.class_count = 10, .scale = 1.0 / 16}));

    // The network and these settings were chosen by validation within the training set.
    constexpr std::size_t batch_size = 32;
    const std::size_t updates = epochs * ((parts.training.inputs.size() + batch_size - 1) / batch_size);
    const pt::adam_w optimizer{.learning_rate = pt::cosine_schedule{.initial = 0.006, .steps = updates},
                               .weight_decay = 0.3};

    support::report<digit_reader, 8> report{parts.training, parts.test, epochs};
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        report.start(seed);
        digit_reader net{seed};
        pt::fit(net, pt::cross_entropy{}, optimizer, parts.training.inputs, parts.training.classes,
                pt::fit_options{
                    .epochs = epochs, .batch_size = batch_size, .seed = seed, .on_epoch = [&](const auto& epoch) {
                        report.after_epoch(net, epoch);
                    }});
        report.finish(net);
        if (seed == seeds) draw_filters(net);
    }
    report.print_network();
    report.print_speed();
    report.print_mistakes();
    report.draw_curves("digits_cnn", "two convolutions on handwritten digits");

    const double required = epochs < 25 ? 0.8 : 0.985;  // less strict for a short trial run
    std::printf("\nthe worst of %d seeds: %.2f %% right on the test set (required: %.1f %%)\n", static_cast<int>(seeds),
                100 * report.worst_accuracy(), 100 * required);
    return report.worst_accuracy() >= required ? 0 : 1;
} catch (const pt::data_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
