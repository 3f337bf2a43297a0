// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The output of digits and mnist: progress during training, then the structure, accuracy and cost of the network.

#include "allocations.hpp"
#include "curves.hpp"
#include "image.hpp"
#include "samples.hpp"
#include "timing.hpp"

#include <perceptype.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

namespace support {

/// Reports the trainings of one type of classifier, for images that are `Width` pixels wide.
template <class Network, std::size_t Width>
class report {
    static constexpr std::size_t pixels = Network::input_type::size();
    using data = samples<pixels>;

public:
    /// The data must outlive the report.
    report(const data& training, const data& test, std::size_t epochs)
        : training_(training), test_(test), epochs_(epochs) {
        std::printf("%zu training images, %zu test images\n", training.inputs.size(), test.inputs.size());
    }

    /// Call before a network is constructed.
    void start(std::uint64_t seed) {
        std::printf("\nseed %d\n", static_cast<int>(seed));
        curves_.push_back({seed, {}, {}});
        curves_.back().losses.reserve(epochs_);
        curves_.back().accuracies.reserve(epochs_);
        allocations_ -= allocations();
        training_time_.start();
    }

    /// Call after each epoch. The time of this function is not measured.
    template <class Epoch>
    void after_epoch(const Network& net, const Epoch& epoch) {
        training_time_.stop();
        const double accuracy = perceptype::accuracy(net, test_.inputs, test_.classes);
        curves_.back().losses.push_back(static_cast<double>(epoch.loss));
        curves_.back().accuracies.push_back(accuracy);
        if ((epoch.epoch + 1) % (epochs_ < 10 ? 1 : epochs_ / 5) == 0) {
            std::printf("  epoch %3zu of %zu   loss %.4f   test %6.2f %%\n", epoch.epoch + 1, epochs_,
                        static_cast<double>(epoch.loss), 100 * accuracy);
            std::fflush(stdout);
        }
        training_time_.start();
    }

    /// Call after the last epoch.
    void finish(const Network& net) {
        training_time_.stop();
        allocations_ += allocations();
        const double training_accuracy = perceptype::accuracy(net, training_.inputs, training_.classes);
        const double test_accuracy = curves_.back().accuracies.back();
        std::printf("  right: %.2f %% of the training set, %.2f %% of the test set\n", 100 * training_accuracy,
                    100 * test_accuracy);
        worst_ = std::min(worst_, test_accuracy);
        last_ = net;
    }

    /// The lowest accuracy of all seeds on the test set, 0..1.
    double worst_accuracy() const { return worst_; }

    void print_network() const {
        constexpr auto cost = perceptype::cost<Network>;
        std::printf("\nthe network\n%s", perceptype::summary<Network>().data());
        std::printf("  %zu bytes including padding; a forward pass takes %zu bytes of stack, a training step %zu\n",
                    cost.parameter_bytes, cost.forward.workspace_bytes, cost.training.workspace_bytes);
    }

    void print_speed() const {
        const double passes = static_cast<double>(curves_.size() * epochs_ * training_.inputs.size());
        const std::size_t before = allocations();
        const double forward = forward_nanoseconds();
        const double step = step_nanoseconds();
        const std::size_t afterwards = allocations();
        std::puts("\ntime");
        std::printf("  %10.2f s   training: %zu epochs for each of %zu seeds\n", training_time_.seconds(), epochs_,
                    curves_.size());
        std::printf("  %10.1f ns  of it per image and epoch\n", training_time_.seconds() * 1e9 / passes);
        std::printf("  %10.1f ns  one forward pass\n", forward);
        std::printf("  %10.1f ns  one training step: one image forward and back, and the update (SGD)\n", step);
        std::puts("\nheap allocations, counted");
        std::printf("  %10zu     constructing and training\n", allocations_);
        std::printf("  %10zu     forward passes and training steps of the measurement\n", afterwards - before);
    }

    /// Draws some of the digits that the last network classified incorrectly.
    void print_mistakes() const {
        constexpr std::size_t most = Width <= 16 ? 4 : 2;  // 80 columns
        std::vector<captioned_image<pixels>> mistakes;
        for (std::size_t i = 0; i < test_.inputs.size() && mistakes.size() < most; ++i) {
            const auto output = last_(test_.inputs[i]);
            const auto answer =
                static_cast<std::size_t>(std::max_element(output.begin(), output.end()) - output.begin());
            if (answer == test_.classes[i]) continue;
            const int confidence = static_cast<int>(100 * output[answer] + 0.5f);
            mistakes.push_back({test_.inputs[i], std::to_string(test_.classes[i]) + ", not " + std::to_string(answer) +
                                                     " (" + std::to_string(confidence) + " %)"});
        }
        std::puts("\nsome of its mistakes: the class, the predicted class and its probability");
        draw<Width, pixels>(std::span<const captioned_image<pixels>>(mistakes));
    }

    void draw_curves(const std::string& name, const std::string& title) const {
        std::puts("");
        draw_learning_curves(name, title, curves_);
    }

private:
    /// Each pass depends on the one before: its output is added to the next input.
    double forward_nanoseconds() const {
        auto x = test_.inputs.front();
        const double time = median_nanoseconds([&] { x[0] += 0 * last_(x)[0]; });
        [[maybe_unused]] volatile float used = x[0];
        return time;
    }

    /// Each step depends on the weights of the one before.
    double step_nanoseconds() const {
        Network net = last_;
        perceptype::trainer trainer{net, perceptype::cross_entropy{}, perceptype::sgd{.learning_rate = 1e-6}};
        const double time = median_nanoseconds([&] { trainer.step(test_.inputs.front(), test_.classes.front()); });
        [[maybe_unused]] volatile float used = net(test_.inputs.front())[0];
        return time;
    }

    const data& training_;
    const data& test_;
    std::size_t epochs_;
    std::vector<learning_curve> curves_;
    stopwatch training_time_;
    std::size_t allocations_ = 0;
    double worst_ = 1;
    Network last_;
};

}  // namespace support
