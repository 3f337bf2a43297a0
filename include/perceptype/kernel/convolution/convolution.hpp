// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The three products of a convolution: features, gradient of the image, gradient of the weights. Each is a gemm
/// (gemm/gemm.hpp) that finds the rows of B through a table of offsets.
///
/// The padded image is split into planes, such that one weight multiplies one plane from a fixed offset on, for all
/// positions of the window at once. Vectors then run along the image, whatever the stride, padding and dilation.
///
/// The planes that are read (for the forward pass and the gradient of the weights) hold one column of the window each:
/// their rows are as long as the rows of the features, so that no lane is wasted. An image of height 1 needs no such
/// planes. The planes that are written (for the gradient of the image) are as wide as the padded image; the last few
/// elements of each of their rows are unused.

#include <perceptype/config.hpp>
#include <perceptype/kernel/convolution/window.hpp>
#include <perceptype/kernel/gemm/gemm.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The extents of a convolution from an image to features. Each feature channel of a group reads all image channels of
/// that group.
struct convolution_extents {
    std::size_t groups;
    std::size_t image_channels;    // in a group
    std::size_t feature_channels;  // in a group
    window_axis rows, cols;

    constexpr std::size_t taps() const { return rows.kernel * cols.kernel; }
    constexpr std::size_t depth() const { return image_channels * taps(); }
    constexpr std::size_t feature_size() const {
        return groups * feature_channels * rows.positions() * cols.positions();
    }
};

/// How a padded image is split into planes.
struct plane_layout {
    window_axis rows, cols;
    // One plane for each column of the window; otherwise one for each remainder of the columns modulo the stride.
    bool for_each_column;

    constexpr std::size_t beside() const { return for_each_column ? cols.kernel : cols.stride; }
    /// The number of planes of a channel.
    constexpr std::size_t phases() const { return rows.stride * beside(); }
    constexpr std::size_t width() const { return for_each_column ? cols.positions() : cols.phase(); }
    constexpr std::size_t size() const { return rows.phase() * width(); }

    /// The plane that a weight multiplies, and the offset in it. `tap` numbers the weights of the window row by row.
    constexpr std::size_t phase_of(std::size_t tap) const {
        const std::size_t column = tap % cols.kernel;
        return tap / cols.kernel * rows.dilation % rows.stride * beside() +
               (for_each_column ? column : column * cols.dilation % cols.stride);
    }
    constexpr std::size_t offset_of(std::size_t tap) const {
        const std::size_t column = tap % cols.kernel;
        return tap / cols.kernel * rows.dilation / rows.stride * width() +
               (for_each_column ? 0 : column * cols.dilation / cols.stride);
    }
};

/// The features of `Extents.rows` channels at all positions: finish(pack, row, position) receives start(row) plus the
/// sum of all products. `Offsets` holds the offset in the image for each weight of a row.
///
/// Not inlined: otherwise g++ keeps values of the caller in registers and spills the sums. The functors are passed by
/// reference: g++ would copy closures to the stack with loads wider than the stores that filled them.
template <gemm_extents Extents, std::size_t Lanes, const auto& Offsets, class Scalar, class Start, class Finish>
[[gnu::noinline, gnu::flatten]] constexpr void sum_features(const Scalar* image, const Scalar* weights,
                                                            const Start& start, const Finish& finish) {
    const auto begin = [start]<class Pack>(Pack, std::size_t row, std::size_t) { return Pack::broadcast(start(row)); };
    gemm_axpy<Extents, Lanes>(weights, image, Extents.rows, Extents.depth, begin, Finish(finish), strided_offsets<1>{},
                              offset_table{Offsets.data()});
}

template <convolution_extents Extents, class Scalar>
struct convolution {
    static constexpr std::size_t height = Extents.rows.positions();
    static constexpr std::size_t width = Extents.cols.positions();
    static constexpr std::size_t taps = Extents.taps();
    static constexpr std::size_t depth = Extents.depth();
    /// Weights are stored as (feature channel, padded (image channel in its group, row, column)).
    static constexpr std::size_t weight_row = padded<Scalar>(depth);
    static constexpr std::size_t image_channels = Extents.groups * Extents.image_channels;
    static constexpr std::size_t feature_channels = Extents.groups * Extents.feature_channels;

    /// Positions of the window: the elements of one feature channel.
    static constexpr std::size_t feature_positions = height * width;
    /// Lanes of the packs that run along a plane, at most `Widest`.
    template <std::size_t Widest>
    static constexpr std::size_t lanes = Widest == 1 ? 1 : lanes_for<Scalar>(feature_positions);

    /// The planes that are read.
    static constexpr plane_layout read{Extents.rows, Extents.cols, height != 1};
    static constexpr std::size_t read_row = aligned<Scalar>(read.size());
    static constexpr std::size_t lines_row = aligned<Scalar>(feature_positions);
    /// The channel is its own only plane, as for windows of one pixel and for sequences without padding: features are
    /// computed from the image in place, and no pack reads past its end.
    template <std::size_t Widest>
    static constexpr bool reads_image =
        Extents.rows.before + Extents.rows.after + Extents.cols.before + Extents.cols.after == 0 &&
        read.phases() == 1 && read.width() == Extents.cols.image && feature_positions >= lanes<Widest>;
    /// The planes that are written.
    static constexpr plane_layout written{Extents.rows, Extents.cols, false};
    static constexpr std::size_t written_row = aligned<Scalar>(written.size());
    static constexpr std::size_t leading_zeros = aligned<Scalar>(written.offset_of(taps - 1));
    static constexpr std::size_t scattered_row = leading_zeros + written_row;

    /// Size of the planes of a group that is read, or of an image that is written. A pack may be read from the last
    /// element on.
    static constexpr std::size_t planes_size =
        larger_of(Extents.image_channels * read.phases() * read_row, image_channels* written.phases() * written_row) +
        native_lanes<Scalar>;
    /// The part of it that `to_features` needs.
    template <std::size_t Widest>
    static constexpr std::size_t forward_planes_size = reads_image<Widest> ? 0 : planes_size;
    /// Size of the features of all channels with zeros between the channels.
    static constexpr std::size_t features_size =
        feature_channels * larger_of(lines_row, scattered_row) + native_lanes<Scalar>;

    /// Feature channels computed at a time, and the scratch size of `to_features`.
    static constexpr std::size_t strip = smaller_of(Extents.feature_channels, row_step);
    template <std::size_t Widest>
    static constexpr std::size_t strip_size = feature_positions < lanes<Widest> ? strip * lanes<Widest> : 0;

    // Copies go pack by pack: scalar loops with a condition for the padding gave wrong results with g++ 12 -O3 (and
    // correct ones with -fno-tree-loop-if-convert; the cause is unknown).

    /// Puts the image together from the planes that were written, without the padding: calls use(pack, channel, index)
    /// for pieces that cover all rows. `index` is the offset in the image.
    template <std::size_t Widest, class Use>
    static constexpr void merge_planes(const Scalar* planes, Use use) {
        for (std::size_t c = 0; c < image_channels; ++c)
            for (std::size_t y = 0; y < Extents.rows.image; ++y) {
                const Scalar* from = planes + offset_of_row(c, y);
                const std::size_t to = (c * Extents.rows.image + y) * Extents.cols.image;
                if constexpr (Extents.cols.stride == 1)
                    for_each_piece<Extents.cols.image, Widest>(from + Extents.cols.before,
                                                               [=](auto a, std::size_t i) { use(a, c, to + i); });
                else
                    for (std::size_t x = 0; x < Extents.cols.image; ++x)
                        use(pack<Scalar, 1>{from[offset_of_column(x)]}, c, to + x);
            }
    }

    /// Copies the features channel by channel, with zeros between channels, for the gradients of the parameters.
    template <std::size_t Widest>
    static constexpr void pad_channels(const Scalar* features, Scalar* padded_features) {
        for (std::size_t c = 0; c < feature_channels;
             ++c, features += feature_positions, padded_features += lines_row) {
            set_to_zero<Widest, native_lanes<Scalar>>(padded_features + lines_row - native_lanes<Scalar>);
            copy_row<feature_positions, Widest>(features, padded_features);
        }
    }

    /// Writes the features to the positions of the planes that are written, with zeros elsewhere, and as many zeros
    /// before them as the largest offset.
    template <std::size_t Widest>
    static constexpr void scatter(const Scalar* features, Scalar* scatter) {
        set_to_zero<Widest, feature_channels * scattered_row + native_lanes<Scalar>>(scatter);
        for (std::size_t c = 0; c < feature_channels; ++c)
            for (std::size_t y = 0; y < height; ++y, features += width)
                copy_row<width, Widest>(features, scatter + c * scattered_row + leading_zeros + y * written.width());
    }

    /// features(o, y, x) = start(o) + sum over c, i, j of weights(o, c, i, j) image(c, y stride + i dilation, x ...):
    /// finish(pack, index) receives pieces that cover each channel. `planes` is scratch of size `forward_planes_size`.
    template <std::size_t Widest, class Start, class Finish>
    static constexpr void to_features(const Scalar* image, const Scalar* weights, Scalar* planes, Start start,
                                      Finish finish) {
        constexpr std::size_t whole = Extents.feature_channels / strip * strip;
        if constexpr (!reads_image<Widest>) zero_padding_of_planes<Widest>(planes);
        for (std::size_t g = 0; g < Extents.groups; ++g) {
            const Scalar* from = planes;
            if constexpr (reads_image<Widest>)
                from = image + g * group_image;
            else
                split_into_planes<Widest>(image + g * group_image, planes);
            for (std::size_t i = 0; i < whole; i += strip)
                features_strip<Widest, strip>(from, weights, g * Extents.feature_channels + i, start, finish);
            if constexpr (whole != Extents.feature_channels)
                features_strip<Widest, Extents.feature_channels - whole>(
                    from, weights, g * Extents.feature_channels + whole, start, finish);
        }
    }

    /// The transposed convolution: writes the planes of sum over o, i, j of weights(o, c, i, j) features(o, ...).
    template <std::size_t Widest>
    static constexpr void to_image(const Scalar* scatter, const Scalar* weights, Scalar* planes) {
        for (std::size_t g = 0; g < Extents.groups; ++g) {
            [&]<std::size_t... phase>(std::index_sequence<phase...>) {
                (plane_of_phase<Widest, phase>(scatter, weights, planes), ...);
            }(std::make_index_sequence<written.phases()>{});
            scatter += Extents.feature_channels * scattered_row;
            weights += Extents.feature_channels * weight_row;
            planes += Extents.image_channels * written.phases() * written_row;
        }
    }

    /// gradient(o, c, i, j) += sum over y, x of features(o, y, x) image(c, y stride + i dilation, x ...)
    /// `planes` is scratch.
    template <std::size_t Widest>
    static constexpr void add_weight_gradient(const Scalar* image, const Scalar* padded_features, Scalar* planes,
                                              Scalar* gradient) {
        constexpr gemm_extents extents{Extents.feature_channels, depth, feature_positions, lines_row, 1, 0};
        zero_padding_of_planes<Widest>(planes);
        for (std::size_t g = 0; g < Extents.groups; ++g) {
            split_into_planes<Widest>(image + g * group_image, planes);
            const auto start = [=]<class Pack>(Pack, std::size_t row, std::size_t column) {
                return load_from_row<Pack, weight_row>(gradient + row * weight_row, column);
            };
            const auto finish = [=](auto sum, std::size_t row, std::size_t column) {
                trim<depth>(narrow<weight_row>(sum), column).store(gradient + row * weight_row + column);
            };
            gemm_dot<extents, lanes<Widest>, weight_row>(padded_features, planes, Extents.feature_channels, start,
                                                         finish, offset_table{plane_offsets<read_row>.data()});
            padded_features += Extents.feature_channels * lines_row;
            gradient += Extents.feature_channels * weight_row;
        }
    }

    /// gradient(o) += sum over y, x of features(o, y, x)
    template <std::size_t Widest>
    static constexpr void add_bias_gradient(const Scalar* padded_features, Scalar* gradient) {
        using pack = kernels::pack<Scalar, lanes<Widest>>;
        constexpr std::size_t together = smaller_of(fmas_in_flight, feature_channels);
        for (std::size_t c = 0; c < feature_channels; c += together) {
            // Several channels at a time, since each addition to one sum waits for the one before it. The last group
            // may overlap the group before it.
            const std::size_t first = smaller_of(c, feature_channels - together);
            pack sums[together] = {};
            for (std::size_t i = 0; i < feature_positions; i += pack::lanes)
                PERCEPTYPE_UNROLL for (std::size_t k = 0; k < together; ++k) sums[k] +=
                    pack::load(padded_features + (first + k) * lines_row + i);
            PERCEPTYPE_UNROLL for (std::size_t k = 0; k < together; ++k) if (first + k >= c) gradient[first + k] +=
                sum(sums[k]);
        }
    }

private:
    static constexpr std::size_t group_image = Extents.image_channels * Extents.rows.image * Extents.cols.image;
    static constexpr std::size_t group_planes = Extents.image_channels * read.phases() * read_row;

    /// Zeroes what `split_into_planes` does not write: padding, and elements that are multiplied by zero and must not
    /// be NaN.
    template <std::size_t Widest>
    static constexpr void zero_padding_of_planes(Scalar* planes) {
        constexpr bool rows_fill = read.for_each_column || Extents.cols.stride == 1;
        if constexpr (rows_fill &&
                      Extents.rows.before + Extents.rows.after + Extents.cols.before + Extents.cols.after == 0 &&
                      Extents.rows.stride == 1)
            for (std::size_t end = read_row; end <= group_planes; end += read_row)
                set_to_zero<Widest, native_lanes<Scalar>>(planes + end - native_lanes<Scalar>);
        else
            set_to_zero<Widest, group_planes>(planes);
        set_to_zero<Widest, native_lanes<Scalar>>(planes + group_planes);
    }

    /// Copies the channels of a group into planes to be read, with padding.
    template <std::size_t Widest>
    static constexpr void split_into_planes(const Scalar* image, Scalar* planes) {
        for (std::size_t c = 0; c < Extents.image_channels; ++c)
            [=]<std::size_t... column>(std::index_sequence<column...>) {
                (cut_column<Widest, column>(image + c * Extents.rows.image * Extents.cols.image,
                                            planes + c * read.phases() * read_row),
                 ...);
            }(std::make_index_sequence<read.beside()>{});
    }

    /// The offset of a row of the image in the planes that are written, and of a pixel in that row.
    static constexpr std::size_t offset_of_row(std::size_t channel, std::size_t y) {
        const std::size_t row = y + Extents.rows.before;
        return (channel * written.phases() + row % Extents.rows.stride * Extents.cols.stride) * written_row +
               row / Extents.rows.stride * written.width();
    }
    static constexpr std::size_t offset_of_column(std::size_t x) {
        const std::size_t column = x + Extents.cols.before;
        return column % Extents.cols.stride * written_row + column / Extents.cols.stride;
    }

    /// Writes the planes of a channel for one column of the window, or for one remainder modulo the stride.
    template <std::size_t Widest, std::size_t Column>
    static constexpr void cut_column(const Scalar* image, Scalar* planes) {
        constexpr std::size_t step = Extents.cols.stride;
        constexpr std::size_t begin =
            read.for_each_column ? Column * Extents.cols.dilation : Column;  // in the padded row
        constexpr std::size_t first = begin >= Extents.cols.before ? 0 : ceil_divide(Extents.cols.before - begin, step);
        constexpr std::size_t end = Extents.cols.before + Extents.cols.image;
        constexpr std::size_t last = smaller_of(read.width(), end > begin ? ceil_divide(end - begin, step) : 0);
        if constexpr (first < last) {
            constexpr std::size_t from = begin + first * step - Extents.cols.before;
            for (std::size_t y = 0; y < Extents.rows.image; ++y) {
                const std::size_t row = y + Extents.rows.before;
                Scalar* to = planes + (row % Extents.rows.stride * read.beside() + Column) * read_row +
                             row / Extents.rows.stride * read.width() + first;
                if constexpr (step == 1)
                    copy_row<last - first, Widest>(image + y * Extents.cols.image + from, to);
                else
                    for (std::size_t x = 0; x < last - first; ++x)
                        to[x] = image[y * Extents.cols.image + from + x * step];
            }
        }
    }

    /// The offset in the planes of a group, which lie `Row` scalars apart, for each weight of a feature.
    template <std::size_t Row>
    static constexpr std::array<std::size_t, depth> plane_offsets = [] {
        std::array<std::size_t, depth> offsets{};
        for (std::size_t k = 0; k < depth; ++k)
            offsets[k] = (k / taps * read.phases() + read.phase_of(k % taps)) * Row + read.offset_of(k % taps);
        return offsets;
    }();

    /// The weights that contribute to one plane, over all features of a group, and the offsets of the features that
    /// they multiply.
    struct phase_taps {
        std::array<std::size_t, Extents.feature_channels * taps> weights{}, feature_positions{};
        std::size_t count = 0;
    };
    template <std::size_t Phase>
    static constexpr phase_taps taps_of_phase = [] {
        phase_taps found{};
        for (std::size_t o = 0; o < Extents.feature_channels; ++o)
            for (std::size_t tap = 0; tap < taps; ++tap)
                if (written.phase_of(tap) == Phase) {
                    found.weights[found.count] = o * weight_row + tap;
                    found.feature_positions[found.count++] = o * scattered_row + leading_zeros - written.offset_of(tap);
                }
        return found;
    }();

    template <std::size_t Widest, std::size_t Size>
    static constexpr void set_to_zero(Scalar* to) {
        static_assert(Size % native_lanes<Scalar> == 0);
        using pack = kernels::pack<Scalar, (Widest == 1 ? 1 : native_lanes<Scalar>)>;
        for (std::size_t i = 0; i < Size; i += pack::lanes) pack::broadcast(0).store(to + i);
    }
    template <std::size_t Size, std::size_t Widest>
    PERCEPTYPE_INLINE static constexpr void copy_row(const Scalar* from, Scalar* to) {
        for_each_piece<Size, Widest>(from, [to](auto a, std::size_t i) { a.store(to + i); });
    }

    /// Computes `Rows` feature channels of one group, from channel `first` on.
    template <std::size_t Widest, std::size_t Rows, class Start, class Finish>
    static constexpr void features_strip(const Scalar* planes, const Scalar* weights, std::size_t first, Start start,
                                         Finish finish) {
        constexpr std::size_t pack_lanes = lanes<Widest>;
        if constexpr (feature_positions < pack_lanes) {
            // Fewer positions than lanes: the padding of the pack is not passed on.
            alignas(pack_lanes * sizeof(Scalar)) Scalar sums[Rows * pack_lanes];
            sum_rows<Widest, Rows>(
                planes, weights + first * weight_row, [=](std::size_t row) { return start(first + row); },
                [&sums](auto sum, std::size_t row, std::size_t) { sum.store(sums + row * pack_lanes); });
            for (std::size_t row = 0; row < Rows; ++row)
                for_each_piece<feature_positions, pack_lanes>(
                    sums + row * pack_lanes,
                    [=, to = (first + row) * feature_positions](auto sum, std::size_t i) { finish(sum, to + i); });
        } else {
            sum_rows<Widest, Rows>(
                planes, weights + first * weight_row, [=](std::size_t row) { return start(first + row); },
                [=](auto sum, std::size_t row, std::size_t column) {
                    finish(sum, (first + row) * feature_positions + column);
                });
        }
    }
    template <std::size_t Widest, std::size_t Rows, class Start, class Finish>
    static constexpr void sum_rows(const Scalar* planes, const Scalar* weights, Start start, Finish finish) {
        constexpr gemm_extents extents{
            Rows, feature_positions, depth, weight_row, 1, 0, false, feature_positions >= lanes<Widest>};
        constexpr std::size_t row = reads_image<Widest> ? Extents.rows.image * Extents.cols.image : read_row;
        sum_features<extents, lanes<Widest>, plane_offsets<row>>(planes, weights, start, finish);
    }

    template <std::size_t Widest, std::size_t Phase>
    static constexpr void plane_of_phase(const Scalar* scatter, const Scalar* weights, Scalar* planes) {
        constexpr std::size_t used = taps_of_phase<Phase>.count;
        constexpr std::size_t wide = Widest == 1 ? 1 : native_lanes<Scalar>;
        constexpr gemm_extents extents{Extents.image_channels, written.size(), used == 0 ? 1 : used, taps, 1, 0};
        const auto start = []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(0); };
        const auto finish = [=](auto sum, std::size_t i, std::size_t j) {
            sum.store(planes + (i * written.phases() + Phase) * written_row + j);
        };
        if constexpr (used == 0)
            for (std::size_t i = 0; i < Extents.image_channels; ++i)
                for (std::size_t j = 0; j < written.size(); ++j)
                    planes[(i * written.phases() + Phase) * written_row + j] = 0;
        else
            gemm_axpy<extents, wide>(weights, scatter, Extents.image_channels, used, start, finish,
                                     offset_table{taps_of_phase<Phase>.weights.data()},
                                     offset_table{taps_of_phase<Phase>.feature_positions.data()});
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
