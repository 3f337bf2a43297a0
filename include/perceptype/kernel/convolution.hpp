// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The three products of a convolution, each a product of product.hpp whose rows of B lie where a table says.
///
/// The padded image is cut into planes: one for each channel and, where the stride is not 1, for each remainder of rows and
/// columns by it. In its plane, what one weight meets is the plane itself from some offset on, for all places of the window at
/// once: places are counted along the planes' rows, so that a few at each row's end are none and their results are dropped.
/// So vectors run along the image whatever the stride, the padding and the dilation, and nothing is copied for each weight.

#include <perceptype/config.hpp>
#include <perceptype/kernel/pack.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/product.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/window.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// From an image to features: every feature channel of a group sees every image channel of that group.
struct convolution_extents {
    std::size_t groups;
    std::size_t image_channels;    // of a group
    std::size_t feature_channels;  // of a group
    window_axis rows, columns;

    constexpr std::size_t taps() const { return rows.kernel * columns.kernel; }
    constexpr std::size_t depth() const { return image_channels * taps(); }
    constexpr std::size_t feature_size() const {
        return groups * feature_channels * rows.positions() * columns.positions();
    }
};

template <convolution_extents E, class Scalar>
struct convolution {
    static constexpr std::size_t height = E.rows.positions();
    static constexpr std::size_t width = E.columns.positions();
    static constexpr std::size_t taps = E.taps();
    static constexpr std::size_t depth = E.depth();
    /// Weights are stored as (feature channel, padded (image channel of its group, row, column)).
    static constexpr std::size_t weight_row = padded<Scalar>(depth);
    static constexpr std::size_t image_channels = E.groups * E.image_channels;
    static constexpr std::size_t feature_channels = E.groups * E.feature_channels;

    static constexpr std::size_t phases = E.rows.stride * E.columns.stride;
    static constexpr std::size_t plane_width = E.columns.phase();
    static constexpr std::size_t plane = E.rows.phase() * plane_width;
    static constexpr std::size_t plane_row = aligned<Scalar>(plane);
    /// Places of the window along a plane, those counted that are none.
    static constexpr std::size_t positions = (height - 1) * plane_width + width;

    /// The remainder and the offset in its plane of a weight, counted row by row.
    static constexpr std::size_t phase_of(std::size_t tap) {
        const std::size_t row = tap / E.columns.kernel * E.rows.dilation, column = tap % E.columns.kernel * E.columns.dilation;
        return row % E.rows.stride * E.columns.stride + column % E.columns.stride;
    }
    static constexpr std::size_t offset_of(std::size_t tap) {
        const std::size_t row = tap / E.columns.kernel * E.rows.dilation, column = tap % E.columns.kernel * E.columns.dilation;
        return row / E.rows.stride * plane_width + column / E.columns.stride;
    }

    /// Scalars of an image cut into planes; packs may be read from its last place on.
    static constexpr std::size_t planes_size = image_channels * phases * plane_row + native_lanes<Scalar>;
    /// Features as places along a plane, zero where there is none, and as many zeros before them as the largest offset.
    static constexpr std::size_t lead = aligned<Scalar>(offset_of(taps - 1));
    static constexpr std::size_t places_row = lead + plane_row;
    static constexpr std::size_t places_size = feature_channels * places_row + native_lanes<Scalar>;

    /// Lanes of the packs that run along a plane, of an execution that may have as many as `Widest`.
    template <std::size_t Widest>
    static constexpr std::size_t lanes = Widest == 1 ? 1 : lanes_for<Scalar>(positions);

    /// Feature channels computed at a time, and scalars that `to_features` keeps beside its arguments.
    static constexpr std::size_t strip = std::min(E.feature_channels, row_step);
    template <std::size_t Widest>
    static constexpr std::size_t strip_size = strip * round_up(positions, lanes<Widest>);

    // Copies are made of packs: scalar loops with a condition for the padding gave wrong results with g++ 12 -O3 (right ones with
    // -fno-tree-loop-if-convert; the cause is not known).

    /// The image, padded and cut.
    template <std::size_t Widest>
    static constexpr void cut(const Scalar* image, Scalar* planes) {
        clear<Widest, planes_size>(planes);
        for (std::size_t c = 0; c < image_channels; ++c)
            for (std::size_t y = 0; y < E.rows.image; ++y, image += E.columns.image) {
                Scalar* to = planes + place_of_row(c, y);
                if constexpr (E.columns.stride == 1)
                    copy_row<E.columns.image, Widest>(image, to + E.columns.before);
                else
                    for (std::size_t x = 0; x < E.columns.image; ++x) to[place_of_column(x)] = image[x];
            }
    }

    /// And put together again, without the padding: use(pack, channel, column) for the pieces of all rows.
    template <std::size_t Widest, class Use>
    static constexpr void join(const Scalar* planes, Use use) {
        for (std::size_t c = 0; c < image_channels; ++c)
            for (std::size_t y = 0; y < E.rows.image; ++y) {
                const Scalar* from = planes + place_of_row(c, y);
                const std::size_t to = (c * E.rows.image + y) * E.columns.image;
                if constexpr (E.columns.stride == 1)
                    for_each_piece<E.columns.image, Widest>(from + E.columns.before,
                                                            [=](auto a, std::size_t i) { use(a, c, to + i); });
                else
                    for (std::size_t x = 0; x < E.columns.image; ++x)
                        use(pack<Scalar, 1>{from[place_of_column(x)]}, c, to + x);
            }
    }

    /// Features as places.
    template <std::size_t Widest>
    static constexpr void spread(const Scalar* features, Scalar* places) {
        clear<Widest, places_size>(places);
        for (std::size_t c = 0; c < feature_channels; ++c)
            for (std::size_t y = 0; y < height; ++y, features += width)
                copy_row<width, Widest>(features, places + c * places_row + lead + y * plane_width);
    }

    /// features(o, y, x) = start(o) + sum over c, i, j of weights(o, c, i, j) image(c, y stride + i dilation, x ...): finish(pack,
    /// column), as for the pieces of all rows.
    template <std::size_t Widest, class Start, class Finish>
    static constexpr void to_features(const Scalar* planes, const Scalar* weights, Start start, Finish finish) {
        constexpr std::size_t whole = E.feature_channels / strip * strip;
        for (std::size_t g = 0; g < E.groups; ++g, planes += E.image_channels * phases * plane_row) {
            for (std::size_t i = 0; i < whole; i += strip)
                features_strip<Widest, strip>(planes, weights, g * E.feature_channels + i, start, finish);
            if constexpr (whole != E.feature_channels)
                features_strip<Widest, E.feature_channels - whole>(planes, weights, g * E.feature_channels + whole, start, finish);
        }
    }

    /// The same weights backwards: planes of sum over o, i, j of weights(o, c, i, j) features(o, ...), each written.
    template <std::size_t Widest>
    static constexpr void to_image(const Scalar* places, const Scalar* weights, Scalar* planes) {
        for (std::size_t g = 0; g < E.groups; ++g) {
            [&]<std::size_t... phase>(std::index_sequence<phase...>) {
                (plane_of_phase<Widest, phase>(places, weights, planes), ...);
            }(std::make_index_sequence<phases>{});
            places += E.feature_channels * places_row;
            weights += E.feature_channels * weight_row;
            planes += E.image_channels * phases * plane_row;
        }
    }

    /// gradient(o, c, i, j) += sum over y, x of features(o, y, x) image(c, y stride + i dilation, x ...)
    template <std::size_t Widest>
    static constexpr void add_weight_gradient(const Scalar* planes, const Scalar* places, Scalar* gradient) {
        constexpr product_extents extents{E.feature_channels, depth, positions, places_row, 1, 0};
        for (std::size_t g = 0; g < E.groups; ++g) {
            const auto start = [=]<class Pack>(Pack, std::size_t row, std::size_t column) {
                return load_from_row<Pack, weight_row>(gradient + row * weight_row, column);
            };
            const auto finish = [=](auto sum, std::size_t row, std::size_t column) {
                trim<depth>(narrow<weight_row>(sum), column).store(gradient + row * weight_row + column);
            };
            product_by_dot_products<extents, lanes<Widest>, weight_row>(places + lead, planes, E.feature_channels, start, finish,
                                                                        tabled{image_offsets.data()});
            places += E.feature_channels * places_row;
            gradient += E.feature_channels * weight_row;
            planes += E.image_channels * phases * plane_row;
        }
    }

    /// gradient(o) += sum over y, x of features(o, y, x)
    template <std::size_t Widest>
    static constexpr void add_bias_gradient(const Scalar* places, Scalar* gradient) {
        using row = kernels::row<Scalar, lanes<Widest>, round_up(positions, lanes<Widest>)>;
        for (std::size_t c = 0; c < feature_channels; ++c)
            gradient[c] += row::sum([](auto a) { return a; }, places + c * places_row + lead);
    }

private:
    /// Where in the planes a row of the image lies, and where beside that a pixel of it.
    static constexpr std::size_t place_of_row(std::size_t channel, std::size_t y) {
        const std::size_t row = y + E.rows.before;
        return (channel * phases + row % E.rows.stride * E.columns.stride) * plane_row + row / E.rows.stride * plane_width;
    }
    static constexpr std::size_t place_of_column(std::size_t x) {
        const std::size_t column = x + E.columns.before;
        return column % E.columns.stride * plane_row + column / E.columns.stride;
    }

    /// Where in the planes of a group each weight of a feature begins.
    static constexpr std::array<std::size_t, depth> image_offsets = [] {
        std::array<std::size_t, depth> offsets{};
        for (std::size_t k = 0; k < depth; ++k)
            offsets[k] = (k / taps * phases + phase_of(k % taps)) * plane_row + offset_of(k % taps);
        return offsets;
    }();

    /// The weights that meet one phase, over all features of a group: where they are, and where the places they meet.
    struct phase_taps {
        std::array<std::size_t, E.feature_channels * taps> weights{}, places{};
        std::size_t count = 0;
    };
    template <std::size_t Phase>
    static constexpr phase_taps taps_of_phase = [] {
        phase_taps found{};
        for (std::size_t o = 0; o < E.feature_channels; ++o)
            for (std::size_t tap = 0; tap < taps; ++tap)
                if (phase_of(tap) == Phase) {
                    found.weights[found.count] = o * weight_row + tap;
                    found.places[found.count++] = o * places_row + lead - offset_of(tap);
                }
        return found;
    }();

    template <std::size_t Widest, std::size_t Size>
    static constexpr void clear(Scalar* to) {
        static_assert(Size % native_lanes<Scalar> == 0);
        using pack = kernels::pack<Scalar, (Widest == 1 ? 1 : native_lanes<Scalar>)>;
        for (std::size_t i = 0; i < Size; i += pack::lanes) pack::broadcast(0).store(to + i);
    }
    template <std::size_t Size, std::size_t Widest>
    PERCEPTYPE_INLINE static constexpr void copy_row(const Scalar* from, Scalar* to) {
        for_each_piece<Size, Widest>(from, [to](auto a, std::size_t i) { a.store(to + i); });
    }

    /// `Rows` feature channels of one group, from `first` on.
    template <std::size_t Widest, std::size_t Rows, class Start, class Finish>
    static constexpr void features_strip(const Scalar* planes, const Scalar* weights, std::size_t first, Start start,
                                         Finish finish) {
        constexpr product_extents extents{Rows, positions, depth, weight_row, 1, 0};
        constexpr std::size_t row = round_up(positions, lanes<Widest>);
        alignas(lanes<Widest> * sizeof(Scalar)) Scalar sums[Rows * row];
        Scalar* const kept = sums;
        // Not `start`: g++ would keep it in registers over all tiles, and spill a sum for each.
        const auto begin = []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(0); };
        const auto keep = [=](auto sum, std::size_t i, std::size_t j) { sum.store(kept + i * row + j); };
        product_by_scaled_rows<extents, lanes<Widest>>(weights + first * weight_row, planes, Rows, depth, begin, keep,
                                                       stepped<1>{}, tabled{image_offsets.data()});
        for (std::size_t i = 0; i < Rows; ++i) {
            const Scalar first_value = start(first + i);
            for (std::size_t y = 0; y < height; ++y)
                for_each_piece<width, lanes<Widest>>(
                    sums + i * row + y * plane_width,
                    [=, to = ((first + i) * height + y) * width](auto a, std::size_t x) { finish(a + first_value, to + x); });
        }
    }

    template <std::size_t Widest, std::size_t Phase>
    static constexpr void plane_of_phase(const Scalar* places, const Scalar* weights, Scalar* planes) {
        constexpr std::size_t used = taps_of_phase<Phase>.count;
        constexpr std::size_t wide = Widest == 1 ? 1 : native_lanes<Scalar>;
        constexpr product_extents extents{E.image_channels, plane, used == 0 ? 1 : used, taps, 1, 0};
        const auto start = []<class Pack>(Pack, std::size_t, std::size_t) { return Pack::broadcast(0); };
        const auto finish = [=](auto sum, std::size_t i, std::size_t j) {
            sum.store(planes + (i * phases + Phase) * plane_row + j);
        };
        if constexpr (used == 0)
            for (std::size_t i = 0; i < E.image_channels; ++i)
                for (std::size_t j = 0; j < plane; ++j) planes[(i * phases + Phase) * plane_row + j] = 0;
        else
            product_by_scaled_rows<extents, wide>(weights, places, E.image_channels, used, start, finish,
                                                  tabled{taps_of_phase<Phase>.weights.data()},
                                                  tabled{taps_of_phase<Phase>.places.data()});
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
