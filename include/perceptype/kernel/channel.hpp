// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Loops over rows of channels, with values per channel, such as its mean or its scale.

#include <perceptype/config.hpp>
#include <perceptype/kernel/compensated_sum.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Rows of `Count` channels of `Pixels` adjacent elements each, read in packs of at most `Widest` lanes. With more than
/// one pixel a pack lies within a channel. With one pixel its lanes are channels. Arrays with one value per channel are
/// `padded`, as rows are.
template <std::size_t Count, std::size_t Pixels, class Scalar, std::size_t Widest>
struct channel_rows {
    static constexpr std::size_t cols = Count * Pixels;
    static constexpr std::size_t row = padded<Scalar>(cols);
    static constexpr std::size_t channel_row = padded<Scalar>(Count);
    static constexpr std::size_t channel_lanes = Widest == 1 ? 1 : lanes_for<Scalar>(Count);
    using pack = kernels::pack<Scalar, (Pixels == 1 ? channel_lanes : piece_lanes<Pixels, Widest>)>;
    using channel_pack = kernels::pack<Scalar, channel_lanes>;
    using scalar = kernels::pack<Scalar, 1>;
    static constexpr std::size_t whole = Pixels - Pixels % pack::lanes;  // pixels of a channel that fill packs

    /// The channel of a pack, or the first of its channels.
    struct channel {
        std::size_t number;

        /// Its values in an array with one value per channel.
        template <class Pack = pack>
        PERCEPTYPE_INLINE constexpr Pack of(const Scalar* values) const {
            if constexpr (Pixels == 1)
                return Pack::load(values + number);
            else
                return Pack::broadcast(values[number]);
        }
    };

    /// Calls use(column, channel) for packs that cover a row. Some columns may be visited twice.
    template <class Use>
    PERCEPTYPE_INLINE static constexpr void for_each(Use use) {
        if constexpr (Pixels == 1)
            for (std::size_t c = 0; c < Count; c += channel_lanes) use(c, channel{c});
        else
            for (std::size_t c = 0; c < Count; ++c)
                for_each_offset<Pixels, Widest>([=](std::size_t i) { use(c * Pixels + i, channel{c}); });
    }

    /// Calls use.template operator()<Pack>(column, channel) for packs, and for single elements at the end, that cover
    /// each column of a row once.
    template <class Use>
    PERCEPTYPE_INLINE static constexpr void for_each_once(Use use) {
        if constexpr (Pixels == 1) {
            for (std::size_t c = 0; c < Count; c += channel_lanes) use.template operator()<pack>(c, channel{c});
        } else {
            for (std::size_t c = 0; c < Count; ++c) {
                for (std::size_t i = 0; i < whole; i += pack::lanes)
                    use.template operator()<pack>(c * Pixels + i, channel{c});
                if constexpr (whole != Pixels)
                    for (std::size_t i = whole; i < Pixels; ++i)
                        use.template operator()<scalar>(c * Pixels + i, channel{c});
            }
        }
    }

    /// to[c] = the sum of f.template operator()<Pack>(sample, column, channel) over the samples' columns of channel c.
    /// Some columns may be computed twice, but are added once.
    template <class Function>
    static constexpr void sum(std::size_t samples, Scalar* to, Function f) {
        for_each_total(samples, f, [=](std::size_t c, auto total) {
            if constexpr (Pixels == 1)
                total.store(to + c);
            else
                to[c] = kernels::sum(total);
        });
        zero_channel_padding(to);
    }

    /// The same for two sums; f returns a pack_pair.
    template <class Function>
    static constexpr void sum(std::size_t samples, Scalar* first, Scalar* second, Function f) {
        for_each_total(samples, f, [=](std::size_t c, auto total) {
            if constexpr (Pixels == 1) {
                total.first.store(first + c);
                total.second.store(second + c);
            } else {
                first[c] = kernels::sum(total.first);
                second[c] = kernels::sum(total.second);
            }
        });
        zero_channel_padding(first);
        zero_channel_padding(second);
    }

    /// to[c] = f(from[c]...) for each channel; an array's padding is computed from padding.
    template <class Function, class... From>
    PERCEPTYPE_INLINE static constexpr void map(Scalar* to, Function f, const From*... from) {
        for (std::size_t c = 0; c < Count; c += channel_lanes) f(channel_pack::load(from + c)...).store(to + c);
    }

    /// Sets the padding of `samples` rows to zero, unless the packs of for_each write it.
    static constexpr void zero_padding(std::size_t samples, Scalar* to) {
        if constexpr (Pixels != 1 && cols != row)
            for (std::size_t s = 0; s < samples; ++s)
                for (std::size_t i = cols; i < row; ++i) to[s * row + i] = 0;
    }

private:
    /// Calls use(c, total) with the sum of f, lane by lane, for each channel, or each pack of channels with one pixel.
    template <class Function, class Use>
    PERCEPTYPE_INLINE static constexpr void for_each_total(std::size_t samples, Function f, Use use) {
        using terms = decltype(f.template operator()<pack>(std::size_t(), std::size_t(), channel{}));
        using sums = long_sum<terms>;
        constexpr std::size_t width = sums::width;
        if constexpr (Pixels == 1) {
            constexpr std::size_t block = width * sums::longest;
            const std::size_t together = samples - samples % width;
            for (std::size_t c = 0; c < Count; c += channel_lanes) {
                sums total;
                for (std::size_t first = 0; first < together; first += block) {
                    if (first != 0) total.collect();
                    const std::size_t end = smaller_of(together, first + block);
                    for (std::size_t s = first; s < end; s += width)
                        PERCEPTYPE_UNROLL for (std::size_t k = 0; k < width; ++k) total.parts[k] =
                            total.parts[k] + f.template operator()<pack>(s + k, c, channel{c});
                }
                for (std::size_t s = together; s < samples; ++s)
                    total.parts[width - 1] = total.parts[width - 1] + f.template operator()<pack>(s, c, channel{c});
                use(c, total.total());
            }
        } else {
            constexpr std::size_t step = width * pack::lanes;
            constexpr std::size_t unrolled = whole - whole % step;
            constexpr std::size_t steps = ceil_divide(Pixels, step);
            constexpr std::size_t pixel_block = sums::longest * step;
            constexpr std::size_t sample_block = larger_of(1, sums::longest / steps);
            for (std::size_t c = 0; c < Count; ++c) {
                sums total;
                for (std::size_t first = 0; first < samples; first += sample_block) {
                    if (first != 0) total.collect();
                    const std::size_t end = smaller_of(samples, first + sample_block);
                    for (std::size_t s = first; s < end; ++s) {
                        const auto at = [=](std::size_t i) {
                            return f.template operator()<pack>(s, c * Pixels + i, channel{c});
                        };
                        for (std::size_t start = 0; start < unrolled; start += pixel_block) {
                            if (start != 0) total.collect();
                            const std::size_t stop = smaller_of(unrolled, start + pixel_block);
                            for (std::size_t i = start; i < stop; i += step)
                                PERCEPTYPE_UNROLL for (std::size_t k = 0; k < width; ++k) total.parts[k] =
                                    total.parts[k] + at(i + k * pack::lanes);
                        }
                        constexpr std::size_t others = (whole - unrolled) / pack::lanes;
                        PERCEPTYPE_UNROLL for (std::size_t k = 0; k < others; ++k) total.parts[k] =
                            total.parts[k] + at(unrolled + k * pack::lanes);
                        if constexpr (whole != Pixels)
                            total.parts[width - 1] =
                                total.parts[width - 1] + mask_last<Pixels - whole>(at(Pixels - pack::lanes));
                    }
                }
                use(c, total.total());
            }
        }
    }

    PERCEPTYPE_INLINE static constexpr void zero_channel_padding(Scalar* to) {
        if constexpr (Pixels != 1)
            for (std::size_t c = Count; c < channel_row; ++c) to[c] = 0;
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
