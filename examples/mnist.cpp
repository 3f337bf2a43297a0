// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// mnist DIR [EPOCHS] [--cnn]: a 784-128-64-10 network, or a convolutional one, learns to classify the digits of a data
// set in the MNIST format. DIR contains the unpacked files train-images-idx3-ubyte, train-labels-idx1-ubyte,
// t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte.

#include "support/report.hpp"
#include "support/samples.hpp"

#include <perceptype.hpp>
#include <perceptype/io/idx.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace pt = perceptype;

using digit_reader = pt::network<pt::input<784>,            // 28 by 28 pixels
                                 pt::dense<128>, pt::relu,  //
                                 pt::dense<64>, pt::relu,   //
                                 pt::dense<10>, pt::softmax>;

static_assert(digit_reader::parameter_count == 109386);

using convolutional_digit_reader = pt::network<pt::input<784>, pt::reshape<1, 28, 28>,                                //
                                               pt::conv2d<8, pt::kernel<3>>, pt::relu, pt::max_pool<pt::kernel<2>>,   //
                                               pt::conv2d<16, pt::kernel<3>>, pt::relu, pt::max_pool<pt::kernel<2>>,  //
                                               pt::flatten, pt::dense<10>, pt::softmax>;

static_assert(convolutional_digit_reader::parameter_count == 5258);

support::samples<784> read(const std::string& images, const std::string& labels) {
    return {pt::read_idx_images<float, 784>(images), pt::read_idx_labels(labels)};
}

template <class Net>
void train(const support::samples<784>& training, const support::samples<784>& test, std::size_t epochs,
           const char* title) {
    constexpr std::size_t batch_size = 64;
    constexpr std::uint64_t seed = 1;
    const std::size_t updates = epochs * ((training.inputs.size() + batch_size - 1) / batch_size);
    const pt::adam_w optimizer{.learning_rate = pt::cosine_schedule{.initial = 0.002, .steps = updates}};

    support::report<Net, 28> report{training, test, epochs};
    report.start(seed);
    Net net{seed};
    pt::fit(
        net, pt::cross_entropy{}, optimizer, training.inputs, training.classes,
        pt::fit_options{.epochs = epochs, .batch_size = batch_size, .seed = seed, .on_epoch = [&](const auto& epoch) {
                            report.after_epoch(net, epoch);
                        }});
    report.finish(net);

    report.print_network();
    report.print_speed();
    report.print_mistakes();
    report.draw_curves("mnist", title);
}

int main(int argument_count, char** arguments) try {
    const bool convolutional = argument_count > 1 && std::string_view{arguments[argument_count - 1]} == "--cnn";
    if (convolutional) --argument_count;
    const std::size_t epochs = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 10;
    if (argument_count < 2 || argument_count > 3 || epochs == 0) {
        std::fprintf(stderr,
                     "usage: mnist DIR [EPOCHS] [--cnn], where DIR contains the four unpacked files of MNIST\n");
        return 2;
    }
    const std::string folder = arguments[1];
    const auto training = read(folder + "/train-images-idx3-ubyte", folder + "/train-labels-idx1-ubyte");
    const auto test = read(folder + "/t10k-images-idx3-ubyte", folder + "/t10k-labels-idx1-ubyte");
    if (convolutional)
        train<convolutional_digit_reader>(training, test, epochs, "two convolutions on digits of 28 by 28 pixels");
    else
        train<digit_reader>(training, test, epochs, "784-128-64-10 on digits of 28 by 28 pixels");
    return 0;
} catch (const pt::data_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
