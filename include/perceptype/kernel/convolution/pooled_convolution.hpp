// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A convolution fused with the pooling of its features: a few channels of features are computed at a time, from the
/// image in place, and pooled while they are in the first-level cache. The rows of the features are as wide as those of
/// the image: the unused elements at their ends cost less than splitting the image into planes (convolution.hpp).

#include <perceptype/config.hpp>
#include <perceptype/kernel/convolution/convolution.hpp>
#include <perceptype/kernel/convolution/pooling.hpp>
#include <perceptype/kernel/convolution/window.hpp>
#include <perceptype/kernel/gemm/gemm.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// `Rows` and `Columns` are the pool's windows over the convolution's features.
template <convolution_extents Extents, window_axis Rows, window_axis Columns, class Scalar>
struct pooled_convolution {
    static constexpr std::size_t lanes = native_lanes<Scalar>;
    static constexpr std::size_t depth = Extents.depth();
    static constexpr std::size_t weight_row = padded<Scalar>(depth);
    static constexpr std::size_t pitch = Extents.cols.image;

    /// The features that the windows of the pool read.
    static constexpr window_axis reached(window_axis axis) {
        return {(axis.positions() - 1) * axis.stride + axis.span(), axis.kernel, axis.stride, axis.dilation};
    }
    static constexpr window_axis rows = reached(Rows), cols = reached(Columns);
    static constexpr std::size_t feature_positions = (rows.image - 1) * pitch + cols.image;
    /// Feature channels computed at a time, and pooled at a time: as many as fill a quarter of the first-level cache.
    static constexpr std::size_t strip = smaller_of(Extents.feature_channels, row_step);
    static constexpr std::size_t together =
        smaller_of(Extents.feature_channels,
                   larger_of(1, first_cache_bytes / 4 / sizeof(Scalar) / feature_positions / strip) * strip);

    static constexpr bool is_plain(window_axis axis) { return axis.stride == 1 && axis.before == 0 && axis.after == 0; }
    /// No window, neither of the convolution nor of the pool, touches padding, and the positions fill a register.
    static constexpr bool possible = lanes != 1 && is_plain(Extents.rows) && is_plain(Extents.cols) &&
                                     Rows.before == 0 && Columns.before == 0 && rows.image <= Rows.image &&
                                     cols.image <= Columns.image && feature_positions >= lanes;
    /// Computing the unused elements also costs less than splitting the image, at two multiply-adds a cycle against
    /// about one and a half cycles for each row of each plane.
    static constexpr bool applies =
        possible && ceil_divide(feature_positions, lanes) * depth * Extents.feature_channels <=
                        ceil_divide(Rows.image * Columns.image, lanes) * depth * Extents.feature_channels +
                            3 * Extents.image_channels * Extents.rows.image * Extents.cols.kernel;

    /// Size of the features pooled at a time.
    static constexpr std::size_t scratch = together * feature_positions;

    /// y(o, i, j) = the reduction of the features of channel o in the window of the pool at (i, j), where a feature is
    /// activate(start(o) + ...), computed in packs. With `Afterwards`, features are activated after a whole strip has
    /// been computed.
    template <class Reduction, bool Afterwards, class Start, class Activate>
    static constexpr void forward(const Scalar* image, const Scalar* weights, Scalar* buffer, Start start,
                                  Activate activate, Scalar* y) {
        constexpr std::size_t whole = Extents.feature_channels / together * together;
        for (std::size_t g = 0; g < Extents.groups; ++g) {
            const Scalar* from = image + g * Extents.image_channels * Extents.rows.image * pitch;
            for (std::size_t i = 0; i < whole; i += together)
                pool<Reduction, Afterwards, together>(from, weights, buffer, g * Extents.feature_channels + i, start,
                                                      activate, y);
            if constexpr (whole != Extents.feature_channels)
                pool<Reduction, Afterwards, Extents.feature_channels - whole>(
                    from, weights, buffer, g * Extents.feature_channels + whole, start, activate, y);
        }
    }

private:
    static constexpr std::array<std::size_t, depth> offsets = [] {
        std::array<std::size_t, depth> result{};
        const std::size_t taps = Extents.taps();
        for (std::size_t k = 0; k < depth; ++k)
            result[k] =
                (k / taps * Extents.rows.image + k % taps / Extents.cols.kernel * Extents.rows.dilation) * pitch +
                k % Extents.cols.kernel * Extents.cols.dilation;
        return result;
    }();

    /// Computes and pools `Channels` feature channels of a group, from `first` on.
    template <class Reduction, bool Afterwards, std::size_t Channels, class Start, class Activate>
    static constexpr void pool(const Scalar* image, const Scalar* weights, Scalar* buffer, std::size_t first,
                               Start start, Activate activate, Scalar* y) {
        using windows = pooling<Channels, rows, cols, Scalar, image_steps{pitch, feature_positions}>;
        constexpr std::size_t whole = Channels / strip * strip;
        const auto sum_strip = [=]<std::size_t Count>(std::integral_constant<std::size_t, Count>, std::size_t i) {
            constexpr gemm_extents extents{Count, feature_positions, depth, weight_row, 1, 0, false, true};
            sum_features<extents, lanes, offsets>(
                image, weights + (first + i) * weight_row, [=](std::size_t row) { return start(first + i + row); },
                [=](auto sum, std::size_t row, std::size_t column) {
                    if constexpr (!Afterwards) sum = activate(sum);
                    sum.store(buffer + (i + row) * feature_positions + column);
                });
        };
        for (std::size_t i = 0; i < whole; i += strip) sum_strip(std::integral_constant<std::size_t, strip>{}, i);
        if constexpr (whole != Channels) sum_strip(std::integral_constant<std::size_t, Channels - whole>{}, whole);
        if constexpr (Afterwards) activate_all<Channels * feature_positions>(buffer, activate);
        windows::template forward<Reduction, lanes>(buffer, y + first * windows::height * windows::width);
    }

    template <std::size_t Size, class Activate>
    static constexpr void activate_all(Scalar* features, Activate activate) {
        constexpr std::size_t whole = Size / lanes * lanes;
        const auto put = [=]<class Pack>(Pack, std::size_t i) {
            activate(Pack::load(features + i)).store(features + i);
        };
        for (std::size_t i = 0; i < whole; i += lanes) put(pack<Scalar, lanes>{}, i);
        for (std::size_t i = whole; i < Size; ++i) put(pack<Scalar, 1>{}, i);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
