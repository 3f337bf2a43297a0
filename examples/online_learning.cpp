// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A predictor that learns while it is used: in a loop with a budget of 20 microseconds a turn, a small net foretells a
// signal ten samples ahead and learns from each sample as soon as it is known. Halfway the signal changes; the net
// follows.

#include <perceptype.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <vector>

namespace pt = perceptype;

constexpr std::size_t window = 16;   // samples that the net sees
constexpr std::size_t horizon = 10;  // how far ahead it looks
constexpr std::size_t turns = 200'000;
constexpr double budget = 20'000;  // ns a turn

using predictor = pt::network<pt::input<window>, pt::dense<16>, pt::tanh, pt::dense<1>>;

static_assert(pt::cost<predictor>.forward.workspace_bytes + pt::cost<predictor>.training.workspace_bytes <= 4096,
              "it fits in the first cache");

/// Two tones and some noise; from the middle on, two other tones.
float signal(std::size_t turn, pt::generator& noise) {
    const double time = static_cast<double>(turn);
    const bool first_half = turn < turns / 2;
    const double tones = first_half ? 0.6 * std::sin(0.11 * time) + 0.3 * std::sin(0.27 * time)
                                    : 0.5 * std::sin(0.19 * time) - 0.4 * std::sin(0.34 * time);
    return static_cast<float>(tones + 0.02 * noise.normal());
}

int main() {
    using clock = std::chrono::steady_clock;

    // A signal that fades out must not make a turn longer: subnormal numbers take a processor many times the time.
    const pt::flush_subnormals guard;

    predictor net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.02}};
    pt::generator noise{7};

    std::array<float, window + horizon> past{};  // the newest sample is the last
    std::vector<double> times(turns);            // of all turns, in ns; the only heap memory, and not the library's
    std::array<double, 10> errors{};             // squared, summed over tenths of the run

    for (std::size_t turn = 0; turn < turns; ++turn) {
        std::shift_left(past.begin(), past.end(), 1);
        past.back() = signal(turn, noise);

        const clock::time_point start = clock::now();
        // What the net would have had to say about the newest sample, `horizon` samples ago: guess, error and
        // correction.
        const float loss = trainer.step(std::span<const float, window>(past.data(), window), past.back());
        // What it says now about the sample `horizon` samples ahead.
        const float prediction = net(std::span<const float, window>(past.data() + horizon, window))[0];
        const clock::time_point end = clock::now();

        [[maybe_unused]] volatile float used = prediction;  // here a controller would act
        times[turn] = std::chrono::duration<double, std::nano>(end - start).count();
        errors[turn * 10 / turns] += static_cast<double>(loss);
    }

    std::puts(
        "root mean square error of the prediction, before learning from the sample (the signal's own is about 0.48):");
    for (std::size_t tenth = 0; tenth < 10; ++tenth)
        std::printf("  turns %6zu to %6zu   %.3f%s\n", tenth * turns / 10, (tenth + 1) * turns / 10 - 1,
                    std::sqrt(errors[tenth] * 10 / turns), tenth == 5 ? "   the signal has changed" : "");

    // What the clock itself takes, included in every figure.
    std::vector<double> empty(turns);
    for (double& time : empty) {
        const clock::time_point start = clock::now();
        time = std::chrono::duration<double, std::nano>(clock::now() - start).count();
    }
    const auto late = std::count_if(times.begin(), times.end(), [](double time) { return time > budget; });
    std::sort(times.begin(), times.end());
    std::sort(empty.begin(), empty.end());
    std::printf("\none turn, learning and predicting, in ns (beside it: reading the clock and nothing else)\n");
    std::printf("  median          %9.0f %9.0f\n", times[turns / 2], empty[turns / 2]);
    std::printf("  99.9 %%          %9.0f %9.0f\n", times[turns / 1000 * 999], empty[turns / 1000 * 999]);
    std::printf("  worst           %9.0f %9.0f\n", times.back(), empty.back());
    std::printf("  over the budget %9td of %zu turns (%.0f ns; an operating system that interrupts is part of this)\n",
                late, turns, budget);

    // It has learned if it ends up far below what it knew when the signal changed, and near the noise.
    return errors[9] < errors[5] && std::sqrt(errors[9] * 10 / turns) < 0.1 ? 0 : 1;
}
