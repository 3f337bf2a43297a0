// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Windows over each channel of an image, taken together to one number each.

#include <perceptype/config.hpp>
#include <perceptype/kernel/lanes.hpp>
#include <perceptype/kernel/pack.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/window.hpp>

#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The numbers from[0], from[Stride], from[2 Stride], ...; up to `Lanes * Stride` of them are read.
template <std::size_t Stride, class Pack>
PERCEPTYPE_INLINE constexpr Pack load_every(const typename Pack::scalar_type* from) {
    constexpr std::size_t lanes = Pack::lanes;
    if constexpr (Stride == 1 || lanes == 1) {
        return Pack::load(from);
    } else if constexpr (Stride == 2) {
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> Pack {
            return {__builtin_shufflevector(Pack::load(from).value, Pack::load(from + lanes).value, static_cast<int>(2 * lane)...)};
        }(std::make_index_sequence<lanes>{});
    } else {
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> Pack {
            return {typename Pack::native{from[lane * Stride]...}};
        }(std::make_index_sequence<lanes>{});
    }
}

/// The maximum of a window, as PyTorch has it: a NaN in the window is the result.
struct largest_of_window {
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack combine(Pack so_far, Pack next) {
        return select((next > so_far) | (next != next), next, so_far);
    }
    template <class Scalar>
    static constexpr Scalar padding = -std::numeric_limits<Scalar>::infinity();
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack finish(Pack all, typename Pack::scalar_type) {
        return all;
    }
};

/// The mean of a window, its padding counted as zeros.
struct mean_of_window {
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack combine(Pack so_far, Pack next) {
        return so_far + next;
    }
    template <class Scalar>
    static constexpr Scalar padding = 0;
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack finish(Pack all, typename Pack::scalar_type share) {
        return all * share;
    }
};

template <std::size_t Channels, window_axis Rows, window_axis Columns, class Scalar>
struct pooling {
    static constexpr std::size_t height = Rows.positions();
    static constexpr std::size_t width = Columns.positions();
    static constexpr Scalar share = Scalar(1) / static_cast<Scalar>(Rows.kernel * Columns.kernel);

    /// A padded row of the image, and what the last vectors read behind it.
    static constexpr std::size_t row_size = Columns.padded() + native_lanes<Scalar> * (Columns.stride + 1);

    /// y(c, i, j) = the numbers of x(c, ...) in the window at (i, j), combined; Widest lanes at most.
    template <class Reduction, std::size_t Widest>
    static constexpr void forward(const Scalar* x, Scalar* y) {
        using pack = kernels::pack<Scalar, piece_lanes<width, Widest>>;
        alignas(sizeof(pack)) Scalar row[row_size];
        for (std::size_t i = 0; i < Columns.before; ++i) row[i] = Reduction::template padding<Scalar>;
        for (std::size_t i = Columns.before + Columns.image; i < row_size; ++i) row[i] = Reduction::template padding<Scalar>;
        for (std::size_t c = 0; c < Channels; ++c, x += Rows.image * Columns.image)
            for (std::size_t i = 0; i < height; ++i, y += width) {
                reduce_rows<Reduction, Widest>(x, i, row + Columns.before);
                // g++ would put what is loaded together from words of what was stored.
                if (!std::is_constant_evaluated()) PERCEPTYPE_IN_MEMORY(row);
                for_each_place<width, Widest>([&](std::size_t j) {
                    const Scalar* from = row + j * Columns.stride;
                    pack all = load_every<Columns.stride, pack>(from);
                    PERCEPTYPE_UNROLL for (std::size_t l = 1; l < Columns.kernel; ++l)
                        all = Reduction::combine(all, load_every<Columns.stride, pack>(from + l * Columns.dilation));
                    Reduction::finish(all, share).store(y + j);
                });
            }
    }

    /// dx += what each window's dy is due to: all of it to the maximum, the first of equals, the last of several NaNs.
    static constexpr void add_gradient_of_largest(const Scalar* x, const Scalar* dy, Scalar* dx) {
        for_each_window([&](std::size_t channel, std::size_t window, const auto& pixels) {
            std::size_t most = image_size;
            pixels([&](std::size_t pixel) {
                const Scalar next = x[channel + pixel];
                if (most == image_size || next > x[channel + most] || next != next) most = pixel;
            });
            if (most != image_size) dx[channel + most] += dy[window];
        });
    }
    /// The same for the mean: an equal share to each.
    static constexpr void add_gradient_of_mean(const Scalar* dy, Scalar* dx) {
        for_each_window([&](std::size_t channel, std::size_t window, const auto& pixels) {
            pixels([&](std::size_t pixel) { dx[channel + pixel] += dy[window] * share; });
        });
    }

private:
    static constexpr std::size_t image_size = Rows.image * Columns.image;

    /// to = the rows of the window's place i along the height, combined.
    template <class Reduction, std::size_t Widest>
    static constexpr void reduce_rows(const Scalar* image, std::size_t i, Scalar* to) {
        using pack = kernels::pack<Scalar, piece_lanes<Columns.image, Widest>>;
        for_each_place<Columns.image, Widest>([&](std::size_t x) {
            pack all = pack::broadcast(Reduction::template padding<Scalar>);
            for (std::size_t k = 0; k < Rows.kernel; ++k) {
                const std::size_t y = i * Rows.stride + k * Rows.dilation - Rows.before;  // wraps around before the image
                if (y < Rows.image) all = Reduction::combine(all, pack::load(image + y * Columns.image + x));
            }
            all.store(to + x);
        });
    }

    /// use(where the channel begins, number of the window, f), where f(g) calls g(pixel) for the window's pixels in the image.
    template <class Use>
    static constexpr void for_each_window(Use use) {
        for (std::size_t c = 0; c < Channels; ++c)
            for (std::size_t i = 0; i < height; ++i)
                for (std::size_t j = 0; j < width; ++j)
                    use(c * image_size, (c * height + i) * width + j, [&](auto each) {
                        for (std::size_t k = 0; k < Rows.kernel; ++k)
                            for (std::size_t l = 0; l < Columns.kernel; ++l) {
                                const std::size_t y = i * Rows.stride + k * Rows.dilation - Rows.before;
                                const std::size_t x = j * Columns.stride + l * Columns.dilation - Columns.before;
                                if (y < Rows.image && x < Columns.image) each(y * Columns.image + x);
                            }
                    });
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
