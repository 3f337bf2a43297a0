// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// digits_as_idx DIR: writes data/digits.csv as the four files of MNIST, enlarged to 28 by 28 pixels, so that the
// example mnist can be tried, and is tested, without MNIST.

#include "files.hpp"
#include "samples.hpp"

#include <perceptype/io/csv.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>

namespace pt = perceptype;

void write_header(std::ofstream& file, std::initializer_list<std::size_t> extents) {
    file.put(0).put(0).put(8).put(static_cast<char>(extents.size()));
    for (const std::size_t extent : extents)
        for (const int shift : {24, 16, 8, 0}) file.put(static_cast<char>(extent >> shift & 255));
}

/// The ink at a place of a 28 by 28 image: the 8 by 8 one three times as large, smoothed, in a frame of two empty
/// pixels.
float ink(const pt::tensor<float, 8, 8>& digit, std::size_t row, std::size_t column) {
    const auto place = [](std::size_t pixel) {
        return (static_cast<float>(pixel) - 3) / 3;
    };  // in pixels of the small one
    const float y = place(row);
    const float x = place(column);
    float total = 0;
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t j = 0; j < 8; ++j) {
            const float near_y = std::max(0.0f, 1 - std::abs(y - static_cast<float>(i)));
            const float near_x = std::max(0.0f, 1 - std::abs(x - static_cast<float>(j)));
            total += digit(i, j) * near_y * near_x;
        }
    return total;
}

void write(const support::samples<8, 8>& digits, const std::string& images_file, const std::string& labels_file) {
    std::ofstream images(images_file, std::ios::binary);
    std::ofstream labels(labels_file, std::ios::binary);
    write_header(images, {digits.inputs.size(), 28, 28});
    write_header(labels, {digits.classes.size()});
    for (const auto& digit : digits.inputs)
        for (std::size_t row = 0; row < 28; ++row)
            for (std::size_t column = 0; column < 28; ++column)
                images.put(static_cast<char>(static_cast<unsigned char>(255 * ink(digit, row, column))));
    for (const std::size_t label : digits.classes) labels.put(static_cast<char>(label));
}

int main(int argument_count, char** arguments) {
    if (argument_count != 2) return 2;
    const std::string folder = arguments[1];
    std::filesystem::create_directories(folder);
    const auto parts = support::split(pt::read_csv<float, 8, 8>(support::data_file("digits.csv"), {.scale = 1.0 / 16}));
    write(parts.training, folder + "/train-images-idx3-ubyte", folder + "/train-labels-idx1-ubyte");
    write(parts.test, folder + "/t10k-images-idx3-ubyte", folder + "/t10k-labels-idx1-ubyte");
}
