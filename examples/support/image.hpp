// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/tensor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>

namespace support {

/// An image of pixels 0..1 and what to write above it.
template <std::size_t Pixels>
struct captioned_image {
    perceptype::tensor<float, Pixels> pixels;
    std::string caption;
};

/// Draws images side by side in the terminal, each `Width` pixels wide. A character is twice as high as wide: a small
/// image gets two a pixel, a large one (more than 16 wide) one for two pixels above each other.
template <std::size_t Width, std::size_t Pixels>
void draw(std::span<const captioned_image<Pixels>> images) {
    constexpr bool small = Width <= 16;
    constexpr std::size_t columns = small ? 2 * Width : Width;
    constexpr std::size_t rows = small ? Pixels / Width : Pixels / Width / 2;
    const char* shades[] = {" ", "░", "▒", "▓", "█"};
    const auto shade_at = [&](const auto& pixels, std::size_t row, std::size_t column) {
        const float ink = small ? pixels[row * Width + column / 2]
                                : (pixels[2 * row * Width + column] + pixels[(2 * row + 1) * Width + column]) / 2;
        return shades[static_cast<std::size_t>(std::clamp(ink, 0.0f, 1.0f) * 4 + 0.5f)];
    };

    for (const auto& image : images) std::printf("  %-*s", static_cast<int>(columns), image.caption.c_str());
    std::puts("");
    for (std::size_t row = 0; row < rows; ++row) {
        for (const auto& image : images) {
            std::fputs("  ", stdout);
            for (std::size_t column = 0; column < columns; ++column)
                std::fputs(shade_at(image.pixels, row, column), stdout);
        }
        std::puts("");
    }
}

}  // namespace support
