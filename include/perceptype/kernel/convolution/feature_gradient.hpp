// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The gradient of the weights of a convolution with feature channels along the lanes, for channel counts that fill
/// whole registers: at each position of the window, the deltas of the features are multiplied by each pixel in the
/// window. The dot products along the image (convolution.hpp) spend a third of their time on sums across lanes for
/// small images.

#include <perceptype/config.hpp>
#include <perceptype/kernel/convolution/convolution.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

template <convolution_extents Extents, class Scalar>
struct feature_gradient {
    static constexpr std::size_t lanes = native_lanes<Scalar>;
    using pack = kernels::pack<Scalar, lanes>;

    static constexpr std::size_t features = Extents.feature_channels;
    static constexpr std::size_t width = Extents.cols.positions();
    static constexpr std::size_t feature_positions = Extents.rows.positions() * width;
    static constexpr std::size_t depth = Extents.depth();
    static constexpr std::size_t weight_row = padded<Scalar>(depth);

    /// The tile that is summed in registers: packs of features by rows of weights by image channels.
    static constexpr std::size_t tile_packs = features / lanes % 2 == 0 ? 2 : 1;
    static constexpr std::size_t tile_weights = accumulators / tile_packs;
    static constexpr std::size_t tile_rows =
        larger_of(1, smaller_of(Extents.rows.kernel, tile_weights / Extents.cols.kernel));
    static constexpr std::size_t tile_channels =
        tile_rows < Extents.rows.kernel
            ? 1
            : larger_of(1, smaller_of(Extents.image_channels, tile_weights / Extents.taps()));
    /// The features fill their registers, and a tile has enough sums to hide the latency of multiply-adds.
    static constexpr bool applies = lanes != 1 && features % lanes == 0 && features >= lanes &&
                                    feature_positions >= lanes && Extents.cols.kernel <= tile_weights &&
                                    tile_packs * tile_channels * tile_rows * Extents.cols.kernel >= fmas_in_flight;

    /// Size of the transposed deltas of one group of one sample, and of the sums of all groups: (image channel, row,
    /// column, feature), then one sum for the bias of each feature.
    static constexpr std::size_t transposed_size = feature_positions * features;
    static constexpr std::size_t group_sums = (round_up(depth, lanes) + 1) * features;
    static constexpr std::size_t sums_size = Extents.groups * group_sums;
    /// Size of the padded image of one group; 0 without padding.
    static constexpr bool pads =
        Extents.rows.before + Extents.rows.after + Extents.cols.before + Extents.cols.after != 0;
    static constexpr std::size_t padded_size =
        pads ? Extents.image_channels * Extents.rows.padded() * Extents.cols.padded() : 0;

    static constexpr void set_to_zero(Scalar* padded_image, Scalar* sums) {
        for (std::size_t i = 0; i < sums_size; i += lanes) pack::broadcast(0).store(sums + i);
        for (std::size_t i = 0; i < padded_size; ++i) padded_image[i] = 0;
    }

    /// For one sample: sums(c, i, j, o) += sum over y, x of deltas(o, y, x) image(c, y stride + i dilation, x ...), and
    /// the sums for the biases. `transposed` is scratch, as is `padded_image` after `set_to_zero`.
    static constexpr void add(const Scalar* image, const Scalar* deltas, Scalar* padded_image, Scalar* transposed,
                              Scalar* sums) {
        for (std::size_t g = 0; g < Extents.groups; ++g) {
            transpose_deltas(deltas + g * features * feature_positions, transposed);
            if constexpr (pads) pad(image + g * group_image, padded_image);
            const Scalar* from = pads ? padded_image : image + g * group_image;
            for (std::size_t f = 0; f < features; f += tile_packs * lanes)
                add_features(from, transposed + f, sums + g * group_sums + f);
        }
    }

    /// Adds the sums to the gradient, in the order in which `convolution` stores weights, and to `biases` unless that
    /// is null.
    static constexpr void finish(const Scalar* sums, Scalar* gradient, Scalar* biases) {
        for (std::size_t g = 0; g < Extents.groups; ++g, sums += group_sums)
            for (std::size_t f = 0; f < features; f += lanes) {
                Scalar* const rows = gradient + (g * features + f) * weight_row;
                for (std::size_t w = 0; w < depth; w += lanes) {
                    pack block[lanes];
                    PERCEPTYPE_UNROLL for (std::size_t i = 0; i < lanes; ++i) block[i] =
                        pack::load(sums + (w + i) * features + f);
                    transpose(block);
                    PERCEPTYPE_UNROLL for (std::size_t i = 0; i < lanes; ++i) {
                        Scalar* const to = rows + i * weight_row;
                        const pack sum = load_from_row<pack, weight_row>(to, w) + block[i];
                        narrow<weight_row>(sum).store(to + w);
                    }
                }
                if (biases != nullptr) {
                    Scalar* const to = biases + g * features + f;
                    (pack::load(to) + pack::load(sums + round_up(depth, lanes) * features + f)).store(to);
                }
            }
    }

private:
    static constexpr std::size_t group_image = Extents.image_channels * Extents.rows.image * Extents.cols.image;
    static constexpr std::size_t row_length = Extents.cols.padded();
    static constexpr std::size_t plane = Extents.rows.padded() * row_length;

    /// From (feature, position) to (position, feature).
    static constexpr void transpose_deltas(const Scalar* deltas, Scalar* transposed) {
        for (std::size_t f = 0; f < features; f += lanes)
            for_each_offset<feature_positions, lanes>([=](std::size_t p) {
                pack block[lanes];
                PERCEPTYPE_UNROLL for (std::size_t i = 0; i < lanes; ++i) block[i] =
                    pack::load(deltas + (f + i) * feature_positions + p);
                transpose(block);
                PERCEPTYPE_UNROLL for (std::size_t i = 0; i < lanes; ++i) block[i].store(transposed +
                                                                                         (p + i) * features + f);
            });
    }

    static constexpr void pad(const Scalar* image, Scalar* to) {
        for (std::size_t c = 0; c < Extents.image_channels; ++c)
            for (std::size_t y = 0; y < Extents.rows.image; ++y, image += Extents.cols.image)
                copy<Extents.cols.image>(image,
                                         to + c * plane + (y + Extents.rows.before) * row_length + Extents.cols.before);
    }

    /// Adds to all weights of the features of a tile.
    static constexpr void add_features(const Scalar* image, const Scalar* transposed, Scalar* sums) {
        constexpr std::size_t channels = Extents.image_channels / tile_channels * tile_channels;
        constexpr std::size_t rows = Extents.rows.kernel / tile_rows * tile_rows;
        const auto at = [=](std::size_t channel, std::size_t row) {
            return image + channel * plane + row * Extents.rows.dilation * row_length;
        };
        const auto to = [=](std::size_t channel, std::size_t row) {
            return sums + (channel * Extents.taps() + row * Extents.cols.kernel) * features;
        };
        for (std::size_t c = 0; c < channels; c += tile_channels) {
            for (std::size_t i = 0; i < rows; i += tile_rows)
                add_tile<tile_channels, tile_rows>(at(c, i), transposed, to(c, i));
            if constexpr (rows != Extents.rows.kernel)
                add_tile<tile_channels, Extents.rows.kernel - rows>(at(c, rows), transposed, to(c, rows));
        }
        if constexpr (channels != Extents.image_channels)
            add_tile<Extents.image_channels - channels, tile_rows>(at(channels, 0), transposed, to(channels, 0));
        for (std::size_t p = 0; p < tile_packs; ++p) {
            Scalar* const bias = sums + round_up(depth, lanes) * features + p * lanes;
            pack total[row_step] = {};
            for (std::size_t i = 0; i + row_step <= feature_positions; i += row_step)
                PERCEPTYPE_UNROLL for (std::size_t k = 0; k < row_step; ++k) total[k] +=
                    pack::load(transposed + (i + k) * features + p * lanes);
            for (std::size_t i = feature_positions / row_step * row_step; i < feature_positions; ++i)
                total[0] += pack::load(transposed + i * features + p * lanes);
            (pack::load(bias) + ((total[0] + total[1]) + (total[2] + total[3]))).store(bias);
        }
    }

    template <std::size_t Channels, std::size_t Rows>
    static constexpr void add_tile(const Scalar* image, const Scalar* transposed, Scalar* sums) {
        constexpr std::size_t cols = Extents.cols.kernel;
        constexpr std::size_t weights = Channels * Rows * cols;
        pack total[weights][tile_packs];
        PERCEPTYPE_UNROLL for (std::size_t w = 0; w < weights; ++w)
            PERCEPTYPE_UNROLL for (std::size_t p = 0; p < tile_packs; ++p) total[w][p] =
                pack::load(sums + w * features + p * lanes);
        for (std::size_t y = 0; y < Extents.rows.positions(); ++y) {
            const Scalar* from = image + y * Extents.rows.stride * row_length;
            for (std::size_t x = 0; x < width; ++x, from += Extents.cols.stride, transposed += features) {
                pack deltas[tile_packs];
                PERCEPTYPE_UNROLL for (std::size_t p = 0; p < tile_packs; ++p) deltas[p] =
                    pack::load(transposed + p * lanes);
                PERCEPTYPE_UNROLL for (std::size_t w = 0; w < weights; ++w) {
                    const std::size_t channel = w / (Rows * cols), row = w / cols % Rows, column = w % cols;
                    const pack factor =
                        pack::broadcast(from[channel * plane + row * Extents.rows.dilation * row_length +
                                             column * Extents.cols.dilation]);
                    PERCEPTYPE_UNROLL for (std::size_t p = 0; p < tile_packs; ++p) total[w][p] =
                        multiply_add(factor, deltas[p], total[w][p]);
                }
            }
        }
        PERCEPTYPE_UNROLL for (std::size_t w = 0; w < weights; ++w)
            PERCEPTYPE_UNROLL for (std::size_t p = 0; p < tile_packs; ++p) total[w][p]
                .store(sums + w * features + p * lanes);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
