// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The options of layers that move a window over an image or a sequence, in any order. Two numbers apply to the height
/// and width of an image. One number applies to both, or to the length of a sequence.

#include <perceptype/config.hpp>
#include <perceptype/kernel/convolution/window.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <concepts>
#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Option: the window's extents, in pixels.
template <std::size_t... Extents>
struct kernel {
    using family = kernel<>;
    static constexpr const char* name = "kernel";
    using arguments = argument_list<Extents...>;
};
/// Option: pixels from one position of the window to the next. The default is 1; for pools, the window's extents.
template <std::size_t... Steps>
struct stride {
    using family = stride<>;
    static constexpr const char* name = "stride";
    using arguments = argument_list<Steps...>;
};
/// Padding that preserves the extents, for windows of stride 1. If it is odd, the larger part is at the end.
struct same_padding {};
inline constexpr same_padding same{};
/// Option: pixels added at both ends, zeros for a convolution: numbers, or `same`.
template <auto... Counts>
struct padding {
    using family = padding<>;
    static constexpr const char* name = "padding";
    using arguments = argument_list<Counts...>;
};
/// Option of transposed convolutions: rows and columns added at the end of the output; fewer than the stride.
template <std::size_t... Counts>
struct output_padding {
    using family = output_padding<>;
    static constexpr const char* name = "output_padding";
    using arguments = argument_list<Counts...>;
};
/// Option: pixels from one weight of the window to the next; 1 by default.
template <std::size_t... Steps>
struct dilation {
    using family = dilation<>;
    static constexpr const char* name = "dilation";
    using arguments = argument_list<Steps...>;
};
/// Option: the number of groups of channels. Each feature channel reads only the image channels of its group.
template <std::size_t Count = 0>
struct groups {
    using family = groups<>;
    static constexpr const char* name = "groups";
    using arguments = argument_list<Count>;
};

/// How many numbers an option may have, as error messages show it.
struct one_number;
struct one_or_two_numbers;

namespace detail {

/// The values of the options: [0] along the height, [1] along the width. Sequences have height 1.
struct window_options {
    using pair = std::array<std::size_t, 2>;
    pair kernel{1, 1}, stride{1, 1}, padding{0, 0}, dilation{1, 1}, output_padding{0, 0};
    std::size_t groups = 1;
    bool has_kernel = false, has_stride = false, same = false;
    bool positive = true;          // all numbers except the padding are above 0
    std::size_t most_numbers = 0;  // the most numbers in any one option

    /// A single number applies to the last `rank` axes.
    template <std::integral... Numbers>
    consteval void set(pair& to, std::size_t rank, Numbers... numbers) {
        const std::array<std::size_t, sizeof...(Numbers)> all{static_cast<std::size_t>(numbers)...};
        if (all.size() > most_numbers) most_numbers = all.size();
        if constexpr (sizeof...(Numbers) != 0)
            for (std::size_t axis = 2 - rank; axis < 2; ++axis)
                to[axis] = all.size() == 1 || axis == 0 ? all[0] : all[1];
    }

    template <std::size_t... Numbers>
    consteval void read(perceptype::kernel<Numbers...>, std::size_t rank) {
        set(kernel, rank, Numbers...);
        has_kernel = sizeof...(Numbers) != 0;
        positive = positive && ((Numbers > 0) && ...);
    }
    template <std::size_t... Numbers>
    consteval void read(perceptype::stride<Numbers...>, std::size_t rank) {
        set(stride, rank, Numbers...);
        has_stride = sizeof...(Numbers) != 0;
        positive = positive && ((Numbers > 0) && ...);
    }
    template <auto... Numbers>
    consteval void read(perceptype::padding<Numbers...>, std::size_t rank) {
        if constexpr ((std::integral<decltype(Numbers)> && ...)) {
            set(padding, rank, Numbers...);
            positive = positive && ((Numbers >= 0) && ...);
        } else {
            same = true;
        }
    }
    template <std::size_t... Numbers>
    consteval void read(perceptype::dilation<Numbers...>, std::size_t rank) {
        set(dilation, rank, Numbers...);
        positive = positive && ((Numbers > 0) && ...);
    }
    template <std::size_t... Numbers>
    consteval void read(perceptype::output_padding<Numbers...>, std::size_t rank) {
        set(output_padding, rank, Numbers...);
    }
    template <std::size_t Count>
    consteval void read(perceptype::groups<Count>, std::size_t) {
        groups = Count;
        positive = positive && Count > 0;
    }
    consteval void read(auto, std::size_t) {}

    template <class... Options>
    static consteval window_options of([[maybe_unused]] std::size_t rank, option_list<Options...>) {
        window_options found;
        (found.read(Options{}, rank), ...);
        return found;
    }

    /// The window along an axis of an image with extent `image`.
    constexpr kernels::window_axis along(std::size_t axis, std::size_t image) const {
        kernels::window_axis result{image, kernel[axis], stride[axis], dilation[axis], padding[axis], padding[axis]};
        if (same) {
            result.before = (result.span() - 1) / 2;
            result.after = result.span() - 1 - result.before;
        }
        return result;
    }
};

/// The extents of an image (channels, height, width), or of a sequence (channels, length) as an image of height 1.
template <class Shape>
struct image_of {
    static constexpr std::size_t rank = 0;
    static constexpr std::size_t channels = 0, height = 0, width = 0;
};
template <std::size_t Channels, std::size_t Length>
struct image_of<shape<Channels, Length>> {
    static constexpr std::size_t rank = 1;
    static constexpr std::size_t channels = Channels, height = 1, width = Length;
};
template <std::size_t Channels, std::size_t Height, std::size_t Width>
struct image_of<shape<Channels, Height, Width>> {
    static constexpr std::size_t rank = 2;
    static constexpr std::size_t channels = Channels, height = Height, width = Width;
};

template <std::size_t Rank, std::size_t Channels, std::size_t Height, std::size_t Width>
struct image_shape {
    using type = shape<Channels, Height, Width>;
};
template <std::size_t Channels, std::size_t Height, std::size_t Width>
struct image_shape<1, Channels, Height, Width> {
    using type = shape<Channels, Width>;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
