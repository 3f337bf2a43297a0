// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Two inputs and two outputs. The inputs are the upper half of a handwritten digit as an image, and the amount of ink in
// each column of the lower half. The outputs are the digit (a class) and the height of the ink's centre of mass in the
// whole image (a value between 0 at the top and 1 at the bottom).
#include "support/allocations.hpp"
#include "support/files.hpp"
#include "support/samples.hpp"

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

using reader = pt::graph<
    pt::input_node<"upper", 1, 4, 8>, pt::input_node<"lower", 8>,                                              //
    pt::node<"eye", pt::from<"upper">, pt::conv2d<16, pt::kernel<3>, pt::padding<1>>, pt::relu, pt::flatten>,  //
    pt::node<"scale", pt::from<"lower">, pt::dense<16>, pt::relu>,                                             //
    pt::node<"both", pt::from<"eye", "scale">, pt::concat, pt::dense<48>, pt::relu>,                           //
    pt::node<"digit", pt::from<"both">, pt::dense<10>, pt::softmax>,                                           //
    pt::node<"height", pt::from<"both">, pt::dense<1>>, pt::outputs<"digit", "height">>;

using input = decltype(pt::named("upper"_node = pt::tensor<float, 1, 4, 8>{}, "lower"_node = pt::tensor<float, 8>{}));
using target = decltype(pt::named("digit"_node = 0, "height"_node = pt::tensor<float, 1>{}));

struct samples {
    std::vector<input> inputs;
    std::vector<target> targets;
};

template <class Part>
samples make_samples(const Part& part) {
    samples all;
    for (std::size_t k = 0; k < part.inputs.size(); ++k) {
        pt::tensor<float, 1, 4, 8> upper;
        pt::tensor<float, 8> lower{};
        float ink = 0, moment = 0;
        for (std::size_t i = 0; i < 64; ++i) {
            const float pixel = part.inputs[k][i];
            ink += pixel;
            moment += pixel * static_cast<float>(i / 8) / 7;
            if (i < 32)
                upper[i] = pixel;
            else
                lower[i % 8] += pixel / 4;
        }
        all.inputs.push_back(pt::named("upper"_node = upper, "lower"_node = lower));
        all.targets.push_back(pt::named("digit"_node = static_cast<int>(part.classes[k]),
                                        "height"_node = pt::tensor<float, 1>{moment / ink}));
    }
    return all;
}

int main(int argument_count, char** arguments) try {
    const std::uint64_t seeds = argument_count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 3;
    const std::size_t epochs = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 100;
    const auto parts = support::split(
        pt::read_csv<float, 64>(support::data_file("digits.csv"), {.class_count = 10, .scale = 1.0 / 16}));
    const samples training = make_samples(parts.training);
    const samples test = make_samples(parts.test);
    double mean = 0;  // of the heights: the baseline, a prediction that ignores the input
    for (const target& each : training.targets)
        mean += static_cast<double>(each["height"_node][0]) / static_cast<double>(training.targets.size());

    const auto loss = pt::joint_loss("digit"_node = pt::cross_entropy{}, "height"_node = 20 * pt::mean_squared_error{});
    const std::size_t updates = epochs * ((training.inputs.size() + 31) / 32);  // in batches of 32 samples
    const pt::adam optimizer{.learning_rate = pt::cosine_schedule{.initial = 3e-3, .steps = updates}};
    double worst = 1, largest = 0, baseline = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        reader net{seed};
        const std::size_t before = support::allocations();
        const auto start = std::chrono::steady_clock::now();
        pt::fit(net, loss, optimizer, training.inputs, training.targets, {.epochs = epochs, .seed = seed});
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const std::size_t allocated = support::allocations() - before;
        std::size_t correct = 0;
        double squares = 0;
        baseline = 0;
        for (std::size_t k = 0; k < test.inputs.size(); ++k) {
            const auto [digit, height] = net(test.inputs[k]);
            std::size_t best = 0;
            for (std::size_t c = 1; c < 10; ++c)
                if (digit[c] > digit[best]) best = c;
            correct += best == static_cast<std::size_t>(test.targets[k]["digit"_node]);
            const double truth = static_cast<double>(test.targets[k]["height"_node][0]);
            squares += (static_cast<double>(height[0]) - truth) * (static_cast<double>(height[0]) - truth);
            baseline += (mean - truth) * (mean - truth);
        }
        const auto count = static_cast<double>(test.inputs.size());
        const double accuracy = static_cast<double>(correct) / count;
        std::printf(
            "seed %d: %.2f %% of the digits right, height off by %.4f (baseline: %.4f), %zu epochs in %.2f s, "
            "%zu heap allocations\n",
            static_cast<int>(seed), 100 * accuracy, std::sqrt(squares / count), std::sqrt(baseline / count), epochs,
            seconds, allocated);
        worst = std::fmin(worst, accuracy);
        largest = std::fmax(largest, squares / baseline);
        if (allocated != 0) return 1;
    }
    const double required = epochs < 30 ? 0.5 : 0.9;  // less strict for a short trial run
    std::printf("the worst of %d seeds: %.2f %% (required: %.0f %%)\n", static_cast<int>(seeds), 100 * worst,
                100 * required);
    return worst >= required && (epochs < 30 || largest < 0.4) ? 0 : 1;
} catch (const pt::data_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
