// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The common part of layer_norm and group_norm: each sample is normalised separately, in groups of adjacent elements.

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/channel.hpp>
#include <perceptype/kernel/compensated_sum.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/normalization_options.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// `Channels` is the number of channels in all groups together; each channel has a weight and a bias.
template <std::size_t Groups, std::size_t Channels, normalization_options Settings, class Scalar, class Input>
struct group_normalization : block_base {
    static constexpr block_capabilities can{.saves_activations = true};
    using input_shape = Input;
    using output_shape = Input;
    static constexpr std::size_t pixels = Input::size / Channels;
    static constexpr std::size_t group_channels = Channels / Groups;
    static constexpr std::size_t group_size = Input::size / Groups;
    static constexpr std::size_t slot = kernels::aligned<Scalar>(Channels);
    static constexpr std::size_t parameter_count = Settings.affine ? 2 * Channels : 0;
    static constexpr std::size_t storage_size = Settings.affine ? 2 * slot : 0;
    static constexpr std::size_t multiply_adds = Input::size;

    static constexpr std::size_t position(std::size_t canonical) {
        return canonical / Channels * slot + canonical % Channels;
    }

    /// Access to the parameters by name.
    template <class Pointer>
    struct view {
        Pointer storage;
        constexpr auto& weight(std::size_t channel) const { return storage[channel]; }
        constexpr auto& bias(std::size_t channel) const { return storage[slot + channel]; }
    };

    template <class Initializer>
    static constexpr void initialize(Scalar* storage, const Initializer&, generator&) {
        for (std::size_t c = 0; c < Channels; ++c) storage[c] = 1;
    }

    /// Arrays of a sample's moments. The mean is rounded to a scalar, which is too coarse when the mean is large. The
    /// normalised x is therefore (x - mean) inverse + shift, where inverse = 1 / sqrt(variance + epsilon) and shift is
    /// -inverse times the rounding error of the mean. With one group, all channels read the same element; with several
    /// groups, each array has an element for each channel.
    enum moment_arrays : std::size_t { mean, inverse, shift, moment_count };
    static constexpr std::size_t group_slot = kernels::aligned<Scalar>(Groups);
    static constexpr std::size_t moment_slot = Groups == 1 ? group_slot : slot;
    static constexpr bool spreads = Groups != 1 && group_channels != 1;  // copies moments of groups to their channels

    template <std::size_t Samples>
    static constexpr std::size_t saved_size = Samples * moment_count * moment_slot;
    template <class Execution>
    static constexpr std::size_t scratch = 4 * slot + 2 * group_slot;
    template <class Execution>
    static constexpr std::size_t forward_scratch = moment_count * (moment_slot + (spreads ? group_slot : 0));
    template <class Execution, required_gradients Required>
    static constexpr std::size_t backward_scratch = scratch<Execution>;

    template <class Execution>
    static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
        alignas(alignment) Scalar moments[moment_count * moment_slot];
        for (std::size_t s = 0; s < run.samples(); ++s)
            normalize<Execution>(storage, x + s * row, y + s * row, moments);
        zero_padding<Execution>(run.samples(), y);
    }

    template <class Execution, class Batch>
    static constexpr bool train(Execution run, Batch, const Scalar* storage, const Scalar* x, Scalar* y,
                                Scalar* saved) {
        for (std::size_t s = 0; s < run.samples(); ++s)
            normalize<Execution>(storage, x + s * row, y + s * row, saved + s * moment_count * moment_slot);
        zero_padding<Execution>(run.samples(), y);
        return true;
    }

    /// With n elements in each group, xhat the normalised x and g = weight dy: dx = inverse (g - sum of g / n - xhat
    /// sum of g xhat / n) = inverse (g - offset - (x - mean) slope).
    template <required_gradients Required, class Execution, class Batch>
    static constexpr bool backward(Execution run, Batch, const Scalar* storage, const Scalar* x, const Scalar*,
                                   const Scalar* saved, const Scalar* dy, Scalar* dx, Scalar* gradient) {
        using rows = rows_of<Execution>;
        using pack = typename rows::pack;
        using channel_pack = typename rows::channel_pack;
        using group_rows = kernels::channel_rows<Groups, group_channels, Scalar, widest<Execution>>;
        constexpr Scalar share = Scalar(1) / static_cast<Scalar>(group_size);
        alignas(alignment) Scalar deltas[slot];    // sums of dy over the pixels of a channel
        alignas(alignment) Scalar products[slot];  // sums of dy xhat over the same
        alignas(alignment) Scalar group_deltas[group_slot];
        alignas(alignment) Scalar group_products[group_slot];
        alignas(alignment) Scalar totals[2 * slot];
        for (std::size_t i = 0; i < 2 * slot; ++i) totals[i] = 0;
        for (std::size_t s = 0; s < run.samples();
             ++s, x += row, dy += row, dx += Required.input ? row : 0, saved += moment_count * moment_slot) {
            const group_number<pack> centre{saved + mean * moment_slot};
            rows::sum(1, deltas, products, [=]<class Pack>(std::size_t, std::size_t i, auto channel) {
                const Pack rise = Pack::load(dy + i);
                return kernels::pack_pair<Pack>{rise, rise * (Pack::load(x + i) - centre.of(channel))};
            });
            const group_number<channel_pack> scale{saved + inverse * moment_slot};
            const group_number<channel_pack> rest{saved + shift * moment_slot};
            for (std::size_t c = 0; c < Channels; c += rows::channel_lanes)
                (channel_pack::load(products + c) * scale.at(c) + channel_pack::load(deltas + c) * rest.at(c))
                    .store(products + c);
            if constexpr (Required.parameters && Settings.affine) {
                rows::map(totals, [](auto a, auto b) { return a + b; }, totals, products);
                rows::map(totals + slot, [](auto a, auto b) { return a + b; }, totals + slot, deltas);
            }
            if constexpr (Required.input) {
                const Scalar* delta = deltas;
                const Scalar* product = products;
                group_rows::sum(1, group_deltas, group_products, [=]<class Pack>(std::size_t, std::size_t i, auto) {
                    const kernels::pack_pair<Pack> sums{Pack::load(delta + i), Pack::load(product + i)};
                    if constexpr (Settings.affine) {
                        const Pack weight = Pack::load(storage + i);
                        return kernels::pack_pair<Pack>{sums.first * weight, sums.second * weight};
                    } else {
                        return sums;
                    }
                });
                Scalar* const offsets = Groups == 1 ? group_deltas : deltas;
                Scalar* const slopes = Groups == 1 ? group_products : products;
                for (std::size_t g = 0; g < Groups; ++g) {
                    const std::size_t first = g * group_channels;
                    const Scalar mean_product = group_products[g] * share;
                    const Scalar offset = group_deltas[g] * share + mean_product * saved[shift * moment_slot + first];
                    const Scalar slope = mean_product * saved[inverse * moment_slot + first];
                    for (std::size_t c = first; c < (Groups == 1 ? 1 : first + group_channels); ++c) {
                        offsets[c] = offset;
                        slopes[c] = slope;
                    }
                }
                const group_number<pack> factor{saved + inverse * moment_slot};
                const group_number<pack> offset{offsets};
                const group_number<pack> slope{slopes};
                rows::for_each([=](std::size_t i, auto channel) {
                    pack rise = pack::load(dy + i);
                    if constexpr (Settings.affine) rise *= channel.of(storage);
                    const pack centred = pack::load(x + i) - centre.of(channel);
                    ((rise - offset.of(channel) - centred * slope.of(channel)) * factor.of(channel)).store(dx + i);
                });
                zero_padding<Execution>(1, dx);
            }
        }
        if constexpr (Required.parameters && Settings.affine)
            for (std::size_t i = 0; i < 2 * slot; ++i) gradient[i] += totals[i];
        return true;
    }

private:
    static constexpr std::size_t row = kernels::padded<Scalar>(Input::size);
    static constexpr std::size_t alignment = vector_bytes == 0 ? alignof(Scalar) : vector_bytes;
    template <class Execution>
    static constexpr std::size_t widest = Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>);
    template <class Execution>
    using rows_of = kernels::channel_rows<Channels, pixels, Scalar, widest<Execution>>;

    /// Zeros the padding of rows if the loops do not write it, or if it was computed from the moments of the only
    /// group.
    template <class Execution>
    static constexpr void zero_padding(std::size_t samples, Scalar* to) {
        if constexpr (Groups == 1 && pixels == 1 && Channels != row)
            for (std::size_t s = 0; s < samples; ++s)
                for (std::size_t i = Channels; i < row; ++i) to[s * row + i] = 0;
        else
            rows_of<Execution>::zero_padding(samples, to);
    }

    /// Reads packs of one of the moment arrays, starting at any channel. (`only` is not a pack because g++ copies the
    /// lambdas that hold it, and would copy a pack through memory word by word.)
    template <class Pack>
    struct group_number {
        const Scalar* values;
        Scalar only;

        PERCEPTYPE_INLINE constexpr explicit group_number(const Scalar* from) : values(from), only(*from) {}
        /// The moments for a pack of one channel's pixels or of several channels.
        template <class Channel>
        PERCEPTYPE_INLINE constexpr Pack of(Channel channel) const {
            if constexpr (Groups == 1)
                return Pack::broadcast(only);
            else
                return channel.template of<Pack>(values);
        }
        /// The moments for a pack of channels.
        PERCEPTYPE_INLINE constexpr Pack at(std::size_t channel) const {
            if constexpr (Groups == 1)
                return Pack::broadcast(only);
            else
                return Pack::load(values + channel);
        }
    };

    /// Processes one sample; `moments` holds the arrays above.
    template <class Execution>
    PERCEPTYPE_INLINE static constexpr void normalize(const Scalar* storage, const Scalar* x, Scalar* y,
                                                      Scalar* moments) {
        using rows = rows_of<Execution>;
        using pack = typename rows::pack;
        find_moments<kernels::channel_rows<Groups, group_size, Scalar, widest<Execution>>>(x, moments);
        const group_number<pack> centre{moments + mean * moment_slot};
        const group_number<pack> scale{moments + inverse * moment_slot};
        const group_number<pack> rest{moments + shift * moment_slot};
        rows::for_each([=](std::size_t i, auto channel) {
            pack normal = multiply_add(pack::load(x + i) - centre.of(channel), scale.of(channel), rest.of(channel));
            if constexpr (Settings.affine)
                normal = multiply_add(normal, channel.of(storage), channel.of(storage + slot));
            normal.store(y + i);
        });
    }

    /// The corrected two-pass algorithm: T. Chan, G. Golub and R. LeVeque, "Algorithms for computing the sample
    /// variance", The American Statistician 37 (1983), 3.
    template <class Rows>
    static constexpr void find_moments(const Scalar* x, Scalar* moments) {
        constexpr Scalar share = Scalar(1) / static_cast<Scalar>(group_size);
        alignas(alignment) Scalar of_groups[spreads ? moment_count * group_slot : 1];
        Scalar* const found = spreads ? of_groups : moments;
        Scalar* const means = found + mean * group_slot;
        Scalar* const squares = found + inverse * group_slot;
        Scalar* const rests = found + shift * group_slot;
        const Scalar* const centre = means;
        Rows::sum(1, means, [=]<class Pack>(std::size_t, std::size_t i, auto) { return Pack::load(x + i); });
        Rows::map(means, [=](auto sum) { return sum * share; }, means);
        Rows::sum(1, rests, squares, [=]<class Pack>(std::size_t, std::size_t i, auto group) {
            const Pack centred = Pack::load(x + i) - group.template of<Pack>(centre);
            return kernels::pack_pair<Pack>{centred, centred * centred};
        });
        Rows::map(
            squares,
            [=](auto square, auto rest) {
                using number = decltype(square);
                // sqrt(n / (n variance + n epsilon)), where n variance is kept >= 0 despite rounding. This needs one
                // rounding less than 1 / sqrt(variance + epsilon).
                const auto spread = kernels::maximum(number::broadcast(0), square - rest * (rest * share));
                constexpr auto epsilons = static_cast<Scalar>(Settings.epsilon * static_cast<double>(group_size));
                return square_root(static_cast<Scalar>(group_size) / (spread + epsilons));
            },
            squares, rests);
        Rows::map(rests, [=](auto rest, auto scale) { return rest * share * -scale; }, rests, squares);
        if constexpr (spreads)
            for (std::size_t array = 0; array < moment_count; ++array) {
                for (std::size_t c = 0; c < Channels; ++c)
                    moments[array * slot + c] = of_groups[array * group_slot + c / group_channels];
                for (std::size_t c = Channels; c < slot; ++c) moments[array * slot + c] = 0;
            }
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
