// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A predictor that learns while it runs: in a loop with a budget of 20 microseconds per iteration, a small network
// predicts a signal ten samples ahead and trains on each sample as soon as it is known. Halfway the signal changes, and
// the network adapts.

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

constexpr std::size_t window = 16;   // samples that the network receives
constexpr std::size_t horizon = 10;  // how many samples ahead it predicts
constexpr std::size_t iterations = 200'000;
constexpr double budget = 20'000;  // ns per iteration

using predictor = pt::network<pt::input<window>, pt::dense<16>, pt::tanh, pt::dense<1>>;

static_assert(pt::cost<predictor>.forward.workspace_bytes + pt::cost<predictor>.training.workspace_bytes <= 4096,
              "both passes fit into the L1 cache");

/// Two tones and some noise; in the second half, two other tones.
float signal(std::size_t iteration, pt::generator& noise) {
    const double time = static_cast<double>(iteration);
    const bool first_half = iteration < iterations / 2;
    const double tones = first_half ? 0.6 * std::sin(0.11 * time) + 0.3 * std::sin(0.27 * time)
                                    : 0.5 * std::sin(0.19 * time) - 0.4 * std::sin(0.34 * time);
    return static_cast<float>(tones + 0.02 * noise.normal());
}

int main() {
    using clock = std::chrono::steady_clock;

    // A signal that fades out must not slow the loop down: processors are many times slower with subnormal numbers.
    const pt::flush_subnormals guard;

    predictor net{1};
    pt::trainer trainer{net, pt::mean_squared_error{}, pt::sgd{.learning_rate = 0.02}};
    pt::generator noise{7};

    std::array<float, window + horizon> past{};  // the newest sample is the last
    std::vector<double> times(iterations);       // of each iteration, in ns; the only heap memory, for measuring
    std::array<double, 10> errors{};             // squared errors, summed over each tenth of the run

    for (std::size_t iteration = 0; iteration < iterations; ++iteration) {
        std::shift_left(past.begin(), past.end(), 1);
        past.back() = signal(iteration, noise);

        const clock::time_point start = clock::now();
        // Train on the newest sample: predict it from the samples known `horizon` samples ago, and correct the weights.
        const float loss = trainer.step(std::span<const float, window>(past.data(), window), past.back());
        // Predict the sample `horizon` samples ahead.
        const float prediction = net(std::span<const float, window>(past.data() + horizon, window))[0];
        const clock::time_point end = clock::now();

        [[maybe_unused]] volatile float used = prediction;  // here a controller would act
        times[iteration] = std::chrono::duration<double, std::nano>(end - start).count();
        errors[iteration * 10 / iterations] += static_cast<double>(loss);
    }

    std::puts("root mean square error of each prediction before training on it (the signal's own is about 0.48):");
    for (std::size_t tenth = 0; tenth < 10; ++tenth)
        std::printf("  iterations %6zu to %6zu   %.3f%s\n", tenth * iterations / 10, (tenth + 1) * iterations / 10 - 1,
                    std::sqrt(errors[tenth] * 10 / iterations), tenth == 5 ? "   the signal has changed" : "");

    // The time of reading the clock, which is included in every figure.
    std::vector<double> clock_times(iterations);
    for (double& time : clock_times) {
        const clock::time_point start = clock::now();
        time = std::chrono::duration<double, std::nano>(clock::now() - start).count();
    }
    const auto late = std::count_if(times.begin(), times.end(), [](double time) { return time > budget; });
    std::sort(times.begin(), times.end());
    std::sort(clock_times.begin(), clock_times.end());
    std::printf("\none iteration, training and predicting, in ns (second column: only reading the clock)\n");
    std::printf("  median          %9.0f %9.0f\n", times[iterations / 2], clock_times[iterations / 2]);
    std::printf("  99.9 %%          %9.0f %9.0f\n", times[iterations / 1000 * 999],
                clock_times[iterations / 1000 * 999]);
    std::printf("  worst           %9.0f %9.0f\n", times.back(), clock_times.back());
    std::printf("  over the budget %9td of %zu iterations (%.0f ns; including interruptions by the operating system)\n",
                late, iterations, budget);

    // Training succeeded if the final error is below that just after the change of the signal, and near the noise.
    return errors[9] < errors[5] && std::sqrt(errors[9] * 10 / iterations) < 0.1 ? 0 : 1;
}
