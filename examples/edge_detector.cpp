// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// A convolution with given weights instead of trained ones: Sobel filters find edges, here in an image that is already
// processed at compile time.

#include <perceptype.hpp>

#include <cstddef>
#include <cstdio>

namespace pt = perceptype;

// Two features of each pixel with eight neighbours: the increase in brightness to the right, and downwards.
using edge_detector = pt::network<pt::input<1, 6, 8>, pt::conv2d<2, pt::kernel<3>, pt::no_bias>>;

constexpr edge_detector sobel = [] {
    constexpr float to_the_right[3][3] = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
    edge_detector net{pt::zeros{}};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 3; ++column) {
            net.layer<1>().weights(0, 0, row, column) = to_the_right[row][column];
            net.layer<1>().weights(1, 0, row, column) = to_the_right[column][row];
        }
    return net;
}();

// A bright square on a dark background.
constexpr pt::tensor<float, 1, 6, 8> image{0, 0, 0, 0, 0, 0, 0, 0,  //
                                           0, 0, 1, 1, 1, 1, 0, 0,  //
                                           0, 0, 1, 1, 1, 1, 0, 0,  //
                                           0, 0, 1, 1, 1, 1, 0, 0,  //
                                           0, 0, 1, 1, 1, 1, 0, 0,  //
                                           0, 0, 0, 0, 0, 0, 0, 0};

constexpr auto edges = sobel(image);
static_assert(edges == pt::tensor<float, 2, 4, 6>{3,  3,  0,  0,  -3, -3,  // left and right edge
                                                  4,  4,  0,  0,  -4, -4,  //
                                                  4,  4,  0,  0,  -4, -4,  //
                                                  3,  3,  0,  0,  -3, -3,  //

                                                  1,  3,  4,  4,  3,  1,  // upper and lower edge
                                                  0,  0,  0,  0,  0,  0,  //
                                                  0,  0,  0,  0,  0,  0,  //
                                                  -1, -3, -4, -4, -3, -1});

int main() {
    const auto again = sobel(image);  // at run time, with SIMD instructions
    for (std::size_t row = 0; row < 6; ++row) {
        for (std::size_t column = 0; column < 8; ++column) std::printf(" %s", image(0, row, column) > 0 ? "██" : "··");
        if (row >= 1 && row < 5)
            for (std::size_t feature = 0; feature < 2; ++feature) {
                std::printf(feature == 0 ? "    to the right:" : "    downwards:");
                for (std::size_t column = 0; column < 6; ++column)
                    std::printf(" %2.0f", static_cast<double>(again(feature, row - 1, column)));
            }
        std::printf("\n");
    }
    return again == edges ? 0 : 1;
}
