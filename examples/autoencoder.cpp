// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// An autoencoder encodes each digit of 64 pixels as 8 values and reconstructs it from them. Then the encoder and the
// decoder are cut out of the trained graph and used on their own.
#include "support/allocations.hpp"
#include "support/files.hpp"
#include "support/image.hpp"
#include "support/samples.hpp"

#include <perceptype.hpp>
#include <perceptype/io/csv.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace pt = perceptype;
using namespace pt::literals;

using autoencoder =
    pt::graph<pt::input_node<"image", 64>,                                                              //
              pt::node<"code", pt::from<"image">, pt::dense<32>, pt::relu, pt::dense<8>, pt::tanh>,     //
              pt::node<"copy", pt::from<"code">, pt::dense<32>, pt::relu, pt::dense<64>, pt::sigmoid>,  //
              pt::outputs<"copy">>;
using encoder = pt::subgraph<autoencoder, "image", "code">;
static_assert(encoder::parameter_count == 64 * 32 + 32 + 32 * 8 + 8);

using image = pt::tensor<float, 64>;

double mean_squared_error(const image& a, const image& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>((a[i] - b[i]) * (a[i] - b[i]));
    return sum / 64;
}

int main(int argument_count, char** arguments) try {
    const std::size_t epochs = argument_count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 60;
    const auto parts = support::split(
        pt::read_csv<float, 64>(support::data_file("digits.csv"), {.class_count = 10, .scale = 1.0 / 16}));
    using sample = decltype(pt::named("image"_node = image{}));
    using target = decltype(pt::named("copy"_node = image{}));
    std::vector<sample> inputs;
    std::vector<target> targets;
    image mean{};  // the baseline: the same reconstruction for every digit
    for (const auto& x : parts.training.inputs) {
        image pixels;
        for (std::size_t i = 0; i < 64; ++i) {
            pixels[i] = x[i];
            mean[i] += x[i] / static_cast<float>(parts.training.inputs.size());
        }
        inputs.push_back(pt::named("image"_node = pixels));
        targets.push_back(pt::named("copy"_node = pixels));
    }

    autoencoder net{1};
    const std::size_t before = support::allocations();
    const auto start = std::chrono::steady_clock::now();
    pt::fit(net, pt::joint_loss("copy"_node = pt::mean_squared_error{}), pt::adam{.learning_rate = 3e-3}, inputs,
            targets, {.epochs = epochs});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const std::size_t allocated = support::allocations() - before;

    const encoder encode = pt::cut<"image", "code">(net);
    const auto decode = pt::cut<"code", "copy">(net);
    double error = 0, baseline_error = 0;
    bool equal = true;
    std::vector<support::captioned_image<64>> drawn;
    for (std::size_t k = 0; k < parts.test.inputs.size(); ++k) {
        image x;
        for (std::size_t i = 0; i < 64; ++i) x[i] = parts.test.inputs[k][i];
        const auto whole = net("image"_node = x);
        const auto code = encode("image"_node = x);
        equal = equal && decode("code"_node = code["code"_node]) == whole;
        error += mean_squared_error(x, whole["copy"_node]) / static_cast<double>(parts.test.inputs.size());
        baseline_error += mean_squared_error(x, mean) / static_cast<double>(parts.test.inputs.size());
        if (k < 4) {
            drawn.push_back({x, "a digit"});
            drawn.push_back({whole["copy"_node], "from 8 values"});
        }
    }
    support::draw<8, 64>(drawn);
    std::printf("\n%zu epochs in %.2f s, %zu heap allocations during training\n", epochs, seconds, allocated);
    std::printf("mean squared error per pixel on the test set: %.4f (the mean digit: %.4f)\n", error, baseline_error);
    std::printf("encoder and decoder on their own give %s output as the whole graph\n",
                equal ? "the same" : "NOT the same");
    const double allowed = epochs < 60 ? 0.8 : 0.3;  // relative to the baseline; less strict for a short trial run
    return equal && allocated == 0 && error < allowed * baseline_error ? 0 : 1;
} catch (const pt::data_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
