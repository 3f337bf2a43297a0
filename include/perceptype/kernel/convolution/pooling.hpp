// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Pooling: reduces each window over a channel of an image to one value.

#include <perceptype/config.hpp>
#include <perceptype/kernel/convolution/window.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/meta/exactly_equal.hpp>

#include <bit>
#include <cstddef>
#include <limits>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The elements from[0], from[Stride], from[2 Stride], ...; up to `Lanes * Stride` elements are read.
template <std::size_t Stride, class Pack>
PERCEPTYPE_INLINE constexpr Pack load_every(const typename Pack::scalar_type* from) {
    constexpr std::size_t lanes = Pack::lanes;
    if constexpr (Stride == 1 || lanes == 1) {
        return Pack::load(from);
    } else if constexpr (Stride == 2) {
        return deinterleave<0>(Pack::load(from), Pack::load(from + lanes));
    } else {
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> Pack {
            return {typename Pack::native{from[lane * Stride]...}};
        }(std::make_index_sequence<lanes>{});
    }
}

/// The elements `Offset`, Offset + Stride, ... of a row; `at(i)` gives the pack that begins at element i. Stride is 1
/// or 2. Windows extend from 0 to `Span`, and nothing past the last window is read. Loads by `at` are shared between
/// neighbouring columns.
template <std::size_t Stride, std::size_t Offset, std::size_t Span, class At>
PERCEPTYPE_INLINE constexpr auto take_every(At at) {
    using pack = decltype(at(Offset));
    constexpr std::size_t lanes = pack::lanes;
    if constexpr (Stride == 1 || lanes == 1) {
        return at(Offset);
    } else {
        static_assert(Stride == 2);
        constexpr std::size_t first = Offset / 2 * 2;
        if constexpr (first + 1 < Span)
            return deinterleave<Offset % 2>(at(first), at(first + lanes));
        else
            return blend_first<lanes / 2>(deinterleave<0>(at(Offset), at(Offset)),
                                          deinterleave<1>(at(Offset + lanes - 1), at(Offset + lanes - 1)));
    }
}

/// Interleaves the packs: to[0] is lane 0 of packs[0], to[1] lane 0 of packs[1], ..., to[Stride] lane 1 of packs[0],
/// ...
template <class Pack, std::size_t Stride>
PERCEPTYPE_INLINE constexpr void store_interleaved(const Pack (&packs)[Stride], typename Pack::scalar_type* to) {
    constexpr std::size_t lanes = Pack::lanes;
    if constexpr (Stride == 1 || lanes == 1) {
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < Stride; ++s) packs[s].store(to + s * lanes);
    } else if constexpr (Stride == 2) {
        interleave<0>(packs[0], packs[1]).store(to);
        interleave<lanes>(packs[0], packs[1]).store(to + lanes);
    } else {
        [&]<std::size_t... lane>(std::index_sequence<lane...>) {
            PERCEPTYPE_UNROLL for (std::size_t s = 0; s < Stride;
                                   ++s)((to[lane * Stride + s] = packs[s].value[lane]), ...);
        }(std::make_index_sequence<lanes>{});
    }
}

/// The maximum of a window; NaN if the window contains one, as in PyTorch.
struct largest_of_window {
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack combine(Pack so_far, Pack next) {
        return select(next != next, next, maximum(next, so_far));
    }
    template <class Scalar>
    static constexpr Scalar padding = -std::numeric_limits<Scalar>::infinity();
    template <class Pack>
    PERCEPTYPE_INLINE static constexpr Pack finish(Pack all, typename Pack::scalar_type) {
        return all;
    }
};

/// The mean of a window; padding counts as zeros.
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

/// The distance from one row of the image to the next, and from one channel to the next; 0 if they are contiguous.
struct image_steps {
    std::size_t row = 0;
    std::size_t channel = 0;
};

template <std::size_t Channels, window_axis Rows, window_axis Columns, class Scalar, image_steps Steps = image_steps{}>
struct pooling {
    static constexpr std::size_t height = Rows.positions();
    static constexpr std::size_t width = Columns.positions();
    static constexpr std::size_t pitch = Steps.row == 0 ? Columns.image : Steps.row;
    static constexpr std::size_t image_size = Steps.channel == 0 ? Rows.image * pitch : Steps.channel;
    static constexpr Scalar share = Scalar(1) / static_cast<Scalar>(Rows.kernel * Columns.kernel);

    /// The first pixel of a row of windows, without regard to padding.
    static constexpr std::size_t first_pixel(std::size_t row_of_windows) {
        return row_of_windows / height * image_size + row_of_windows % height * Rows.stride * pitch;
    }

    /// No window touches the padding.
    static constexpr bool rows_inside = Rows.before == 0 && (height - 1) * Rows.stride + Rows.span() <= Rows.image;
    static constexpr bool columns_inside =
        Columns.before == 0 && (width - 1) * Columns.stride + Columns.span() <= Columns.image;
    /// Windows are read directly from the image: this takes fewer loads than a row buffer, whose store-to-load latency
    /// costs as much as about ten loads.
    static constexpr bool direct = columns_inside && Columns.stride <= 2 && [] {
        const std::size_t taken = ceil_divide(width, piece_lanes<width, native_lanes<Scalar>>) * Columns.kernel;
        const std::size_t rows = ceil_divide(Columns.image, piece_lanes<Columns.image, native_lanes<Scalar>>);
        return taken * Rows.kernel <= rows * Rows.kernel + taken + 10;
    }();
    /// Windows do not overlap, nor do their steps along the rows of the image.
    static constexpr bool disjoint = rows_inside && columns_inside && Rows.span() <= Rows.stride &&
                                     Columns.span() <= Columns.stride && width * Columns.stride <= Columns.image;

    /// Lanes of a pack that covers a row of windows narrower than a register. The lanes past the end of the row are
    /// computed too, and overwritten by the next row. 0 if that gains nothing.
    template <std::size_t Widest>
    static constexpr std::size_t row_lanes =
        columns_inside && width < Widest && !std::has_single_bit(width) && Columns.stride <= 2 ? std::bit_ceil(width)
                                                                                               : 0;

    /// Rows of windows after which the image and the result have room for those lanes.
    template <std::size_t Widest>
    static constexpr std::size_t rows_with_room = [] {
        const std::size_t span = Columns.stride * row_lanes<Widest> + Columns.span() - 1;
        std::size_t rows = 0;
        while (row_lanes<Widest> != 0 && rows < Channels * height &&
               rows * width + row_lanes<Widest> <= Channels * height * width &&
               first_pixel(rows) + (Rows.span() - 1) * pitch + span <= Channels * image_size)
            ++rows;
        return rows;
    }();

    /// Size of a padded row of the image, and of what the last vectors read past it.
    static constexpr std::size_t row_size = direct ? 0 : Columns.padded() + native_lanes<Scalar> * (Columns.stride + 1);

    /// y(c, i, j) = the reduction of the elements of x(c, ...) in the window at (i, j); packs have at most `Widest`
    /// lanes.
    template <class Reduction, std::size_t Widest>
    static constexpr void forward(const Scalar* x, Scalar* y) {
        using pack = kernels::pack<Scalar, piece_lanes<width, Widest>>;
        if constexpr (direct) {
            const auto windows = [=]<class Pack>(Pack, const Scalar* image, std::size_t i, Scalar* to) {
                const auto at = [=](std::size_t column) { return rows_of_window<Reduction, Pack>(image + column, i); };
                Reduction::finish(columns_of_window<Reduction>(at), share).store(to);
            };
            for (std::size_t c = 0; c < Channels; ++c, x += image_size)
                for (std::size_t i = 0; i < height; ++i, y += width) {
                    if constexpr (rows_with_room<Widest> != 0)
                        if (c * height + i < rows_with_room<Widest>) {
                            windows(kernels::pack<Scalar, row_lanes<Widest>>{}, x, i, y);
                            continue;
                        }
                    for_each_offset<width, Widest>(
                        [=](std::size_t j) { windows(pack{}, x + j * Columns.stride, i, y + j); });
                }
        } else {
            alignas(sizeof(pack)) Scalar row[row_size];
            for (std::size_t i = 0; i < Columns.before; ++i) row[i] = Reduction::template padding<Scalar>;
            for (std::size_t i = Columns.before + Columns.image; i < row_size; ++i)
                row[i] = Reduction::template padding<Scalar>;
            for (std::size_t c = 0; c < Channels; ++c, x += image_size)
                for (std::size_t i = 0; i < height; ++i, y += width) {
                    using wide = kernels::pack<Scalar, piece_lanes<Columns.image, Widest>>;
                    for_each_offset<Columns.image, Widest>([&](std::size_t j) {
                        rows_of_window<Reduction, wide>(x + j, i).store(row + Columns.before + j);
                    });
                    // Otherwise g++ assembles each loaded vector from parts of the stored ones.
                    if (!std::is_constant_evaluated()) PERCEPTYPE_IN_MEMORY(row);
                    for_each_offset<width, Widest>([&](std::size_t j) {
                        const Scalar* from = row + j * Columns.stride;
                        pack all = load_every<Columns.stride, pack>(from);
                        PERCEPTYPE_UNROLL for (std::size_t l = 1; l < Columns.kernel; ++l) all =
                            Reduction::combine(all, load_every<Columns.stride, pack>(from + l * Columns.dilation));
                        Reduction::finish(all, share).store(y + j);
                    });
                }
        }
    }

    /// Gradient of the maximum: dy of each window goes to its maximum, to the first of equal elements, and to the last
    /// NaN.
    template <std::size_t Widest>
    static constexpr void gradient_of_largest(const Scalar* x, const Scalar* y, const Scalar* dy, Scalar* dx) {
        if constexpr (disjoint)
            if (!has_nan<Widest>(y)) {
                zero_between_windows<Widest>(dx);
                for_each_disjoint<Widest>([=]<class Pack>(Pack, std::size_t window, std::size_t first) {
                    const Pack most = Pack::load(y + window);
                    Pack left = Pack::load(dy + window);
                    store_window(dx + first, [&]<std::size_t Column>(std::size_t row) {
                        const Pack next = take_tap<Pack, Column>(x + first + row * Rows.dilation * pitch);
                        const Pack given = mask_where(next == most, left);
                        left = mask_where(next != most, left);
                        return given;
                    });
                });
                return;
            }
        set_to_zero<Widest>(dx);
        for_each_window([&](std::size_t channel, std::size_t window, const auto& pixels) {
            std::size_t most = image_size;
            pixels([&](std::size_t pixel) {
                const Scalar next = x[channel + pixel];
                if (most == image_size || next > x[channel + most] || meta::exactly_unequal(next, next)) most = pixel;
            });
            if (most != image_size) dx[channel + most] += dy[window];
        });
    }
    /// Gradient of the mean: each element of a window gets an equal share of dy.
    template <std::size_t Widest>
    static constexpr void gradient_of_mean(const Scalar* dy, Scalar* dx) {
        zero_between_windows<Widest>(dx);
        if constexpr (disjoint)
            for_each_disjoint<Widest>([=]<class Pack>(Pack, std::size_t window, std::size_t first) {
                const Pack each = Pack::load(dy + window) * share;
                store_window(dx + first, [=]<std::size_t>(std::size_t) { return each; });
            });
        else
            for_each_window([&](std::size_t channel, std::size_t window, const auto& pixels) {
                pixels([&](std::size_t pixel) { dx[channel + pixel] += dy[window] * share; });
            });
    }

private:
    /// The reduction over the rows of the window at vertical position i, from the column that `image` points to.
    template <class Reduction, class Pack>
    PERCEPTYPE_INLINE static constexpr Pack rows_of_window(const Scalar* image, std::size_t i) {
        if constexpr (rows_inside) {
            image += i * Rows.stride * pitch;
            Pack all = Pack::load(image);
            for (std::size_t k = 1; k < Rows.kernel; ++k)
                all = Reduction::combine(all, Pack::load(image + k * Rows.dilation * pitch));
            return all;
        } else {
            Pack all = Pack::broadcast(Reduction::template padding<Scalar>);
            for (std::size_t k = 0; k < Rows.kernel; ++k) {
                const std::size_t y =
                    i * Rows.stride + k * Rows.dilation - Rows.before;  // wraps around before the image
                if (y < Rows.image) all = Reduction::combine(all, Pack::load(image + y * pitch));
            }
            return all;
        }
    }

    /// The reduction over the columns of adjacent windows; `at(i)` is the pack that begins at their column i.
    template <class Reduction, class At>
    PERCEPTYPE_INLINE static constexpr auto columns_of_window(At at) {
        return [=]<std::size_t... l>(std::index_sequence<l...>) {
            auto all = take_every<Columns.stride, 0, Columns.span()>(at);
            ((all =
                  Reduction::combine(all, take_every<Columns.stride, (l + 1) * Columns.dilation, Columns.span()>(at))),
             ...);
            return all;
        }(std::make_index_sequence<Columns.kernel - 1>{});
    }

    /// Calls use(Pack{}, window, first pixel of the window) for disjoint windows, as many at a time as a pack has
    /// lanes.
    template <std::size_t Widest, class Use>
    PERCEPTYPE_INLINE static constexpr void for_each_disjoint(Use use) {
        using pack = kernels::pack<Scalar, piece_lanes<width, Widest>>;
        constexpr std::size_t with_room = all_written ? rows_with_room<Widest> : 0;
        for (std::size_t row = 0; row < with_room; ++row)
            use(kernels::pack<Scalar, larger_of(row_lanes<Widest>, 1)>{}, row * width, first_pixel(row));
        for (std::size_t row = with_room; row < Channels * height; ++row)
            for_each_offset<width, Widest>(
                [=](std::size_t j) { use(pack{}, row * width + j, first_pixel(row) + j * Columns.stride); });
    }
    /// The elements in column `Column` of such windows; `from` is the first pixel of their row.
    template <class Pack, std::size_t Column>
    PERCEPTYPE_INLINE static constexpr Pack take_tap(const Scalar* from) {
        constexpr std::size_t offset = Column * Columns.dilation;
        if constexpr (Columns.stride <= 2)
            return take_every<Columns.stride, offset, Columns.stride>(
                [=](std::size_t i) { return Pack::load(from + i); });
        else
            return load_every<Columns.stride, Pack>(from + offset);
    }
    /// Writes disjoint windows row by row: of<column>(row) to the elements in that column, and 0 to the elements
    /// between the columns.
    template <class Of>
    PERCEPTYPE_INLINE static constexpr void store_window(Scalar* to, Of of) {
        for (std::size_t k = 0; k < Rows.kernel; ++k)
            [&]<std::size_t... l>(std::index_sequence<l...>) {
                decltype(of.template operator()<0>(0)) row[Columns.stride] = {};
                ((row[l * Columns.dilation] = of.template operator()<l>(k)), ...);
                store_interleaved(row, to + k * Rows.dilation * pitch);
            }(std::make_index_sequence<Columns.kernel>{});
    }
    /// Disjoint windows write every pixel.
    static constexpr bool all_written = disjoint && Rows.kernel == Rows.stride && Rows.kernel * height == Rows.image &&
                                        width * Columns.stride == Columns.image && pitch == Columns.image;

    /// Sets dx to zero.
    template <std::size_t Widest>
    static constexpr void set_to_zero(Scalar* dx) {
        for_each_offset<Channels * image_size, Widest>([dx](std::size_t i) {
            pack<Scalar, piece_lanes<Channels * image_size, Widest>>::broadcast(0).store(dx + i);
        });
    }
    /// Sets to zero what disjoint windows do not write.
    template <std::size_t Widest>
    static constexpr void zero_between_windows(Scalar* dx) {
        if constexpr (!all_written) set_to_zero<Widest>(dx);
    }

    /// One of the results is NaN.
    template <std::size_t Widest>
    static constexpr bool has_nan(const Scalar* y) {
        using pack = kernels::pack<Scalar, piece_lanes<Channels * height * width, Widest>>;
        pack found = pack::broadcast(0);
        for_each_piece<Channels * height * width, Widest>(
            y, [&found](pack a, std::size_t) { found = maximum(found, mask_where(a != a, pack::broadcast(1))); });
        return largest(found) > 0;
    }

    /// Calls use(offset of the channel, window, for_each_pixel); for_each_pixel(f) calls f(pixel) for each pixel of the
    /// window that is in the image.
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
                                if (y < Rows.image && x < Columns.image) each(y * pitch + x);
                            }
                    });
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
