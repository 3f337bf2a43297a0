// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What layer_norm and group_norm share: every sample is normalised by itself, in groups of adjacent numbers.

#include <perceptype/config.hpp>
#include <perceptype/initializer/generator.hpp>
#include <perceptype/kernel/channel.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/pack.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/topology/execution.hpp>
#include <perceptype/topology/layer.hpp>
#include <perceptype/topology/normalization.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::detail {

/// `Groups` groups of `Channels` channels in all; a weight and a bias a channel.
template <std::size_t Groups, std::size_t Channels, normalization_options Settings, class Scalar, class Input>
struct group_normalization {
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

    /// The parameters by name.
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

    /// Of each sample, one a channel: the mean of its group, and 1 / sqrt(variance + epsilon).
    template <std::size_t Samples>
    static constexpr std::size_t kept = Samples * 2 * slot;
    template <class Execution>
    static constexpr std::size_t scratch = 4 * slot;
    template <class Execution>
    static constexpr std::size_t forward_scratch = 2 * slot;

    template <class Execution>
    static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
        alignas(alignment) Scalar moments[2 * slot];
        for (std::size_t s = 0; s < run.samples(); ++s)
            normalize<rows_of<Execution>>(storage, x + s * row, y + s * row, moments);
        rows_of<Execution>::clear_padding(run.samples(), y);
    }

    template <class Execution, class Batch>
    static constexpr bool train(Execution run, Batch, const Scalar* storage, const Scalar* x, Scalar* y, Scalar* keep) {
        for (std::size_t s = 0; s < run.samples(); ++s)
            normalize<rows_of<Execution>>(storage, x + s * row, y + s * row, keep + s * 2 * slot);
        rows_of<Execution>::clear_padding(run.samples(), y);
        return true;
    }

    /// With n numbers a group, xhat the normalised x and g = weight dy: dx = (g - sum of g / n - xhat sum of g xhat /
    /// n) / deviation.
    template <wanted_gradients Wanted, class Execution, class Batch>
    static constexpr bool backward(Execution run, Batch, const Scalar* storage, const Scalar* x, const Scalar*,
                                   const Scalar* keep, const Scalar* dy, Scalar* dx, Scalar* gradient) {
        using rows = rows_of<Execution>;
        using pack = typename rows::pack;
        alignas(alignment) Scalar deltas[slot];    // sums over the pixels of a channel, of dy
        alignas(alignment) Scalar products[slot];  // ... and of dy xhat
        alignas(alignment) Scalar totals[2 * slot];
        for (std::size_t i = 0; i < 2 * slot; ++i) totals[i] = 0;
        for (std::size_t s = 0; s < run.samples();
             ++s, x += row, dy += row, dx += Wanted.input ? row : 0, keep += 2 * slot) {
            const Scalar* mean = keep;
            const Scalar* inverse = keep + slot;
            rows::sum(1, deltas, [=]<class Pack>(std::size_t, std::size_t i, auto) { return Pack::load(dy + i); });
            rows::sum(1, products, [=]<class Pack>(std::size_t, std::size_t i, auto channel) {
                const Pack centred = Pack::load(x + i) - channel.template of<Pack>(mean);
                return Pack::load(dy + i) * centred * channel.template of<Pack>(inverse);
            });
            if constexpr (Wanted.parameters && Settings.affine) {
                rows::map(totals, [](auto a, auto b) { return a + b; }, totals, products);
                rows::map(totals + slot, [](auto a, auto b) { return a + b; }, totals + slot, deltas);
            }
            if constexpr (Wanted.input) {
                if constexpr (Settings.affine) {
                    rows::map(deltas, [](auto a, auto weight) { return a * weight; }, deltas, storage);
                    rows::map(products, [](auto a, auto weight) { return a * weight; }, products, storage);
                }
                mean_of_groups<rows>(deltas);
                mean_of_groups<rows>(products);
                const Scalar* delta = deltas;
                const Scalar* product = products;
                rows::for_each([=](std::size_t i, auto channel) {
                    const pack normal = (pack::load(x + i) - channel.of(mean)) * channel.of(inverse);
                    pack rise = pack::load(dy + i);
                    if constexpr (Settings.affine) rise *= channel.of(storage);
                    ((rise - channel.of(delta) - normal * channel.of(product)) * channel.of(inverse)).store(dx + i);
                });
                rows::clear_padding(1, dx);
            }
        }
        if constexpr (Wanted.parameters && Settings.affine)
            for (std::size_t i = 0; i < 2 * slot; ++i) gradient[i] += totals[i];
        return true;
    }

private:
    static constexpr std::size_t row = kernels::padded<Scalar>(Input::size);
    static constexpr std::size_t alignment = vector_bytes == 0 ? alignof(Scalar) : vector_bytes;
    template <class Execution>
    using rows_of = kernels::channel_rows<Channels, pixels, Scalar,
                                          Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>)>;

    /// One sample; `moments` as in `kept`, zero in its padding.
    template <class Rows>
    static constexpr void normalize(const Scalar* storage, const Scalar* x, Scalar* y, Scalar* moments) {
        using pack = typename Rows::pack;
        constexpr std::size_t widest =
            Rows::channel_lanes == 1 && Rows::pack::lanes == 1 ? 1 : kernels::native_lanes<Scalar>;
        constexpr Scalar share = Scalar(1) / static_cast<Scalar>(group_size);
        const Scalar* mean = moments;
        const Scalar* inverse = moments + slot;
        for (std::size_t g = 0; g < Groups; ++g) {
            const Scalar* from = x + g * group_size;
            const Scalar centre = kernels::sum_of<group_size, widest>(from) * share;
            const Scalar variance =
                kernels::sum_of<group_size, widest>(from, [=](auto a) { return (a - centre) * (a - centre); }) * share;
            const Scalar deviation =
                square_root(kernels::pack<Scalar, 1>{variance + static_cast<Scalar>(Settings.epsilon)}).value;
            for (std::size_t c = g * group_channels; c < (g + 1) * group_channels; ++c) {
                moments[c] = centre;
                moments[slot + c] = Scalar(1) / deviation;
            }
        }
        for (std::size_t c = Channels; c < slot; ++c) moments[c] = moments[slot + c] = 0;
        Rows::for_each([=](std::size_t i, auto channel) {
            pack normal = (pack::load(x + i) - channel.of(mean)) * channel.of(inverse);
            if constexpr (Settings.affine)
                normal = multiply_add(normal, channel.of(storage), channel.of(storage + slot));
            normal.store(y + i);
        });
    }

    /// Each channel's sum becomes the mean, over all numbers of its group.
    template <class Rows>
    static constexpr void mean_of_groups(Scalar* sums) {
        constexpr std::size_t widest = Rows::channel_lanes;
        constexpr Scalar share = Scalar(1) / static_cast<Scalar>(group_size);
        for (std::size_t g = 0; g < Groups; ++g) {
            const Scalar mean = kernels::sum_of<group_channels, widest>(sums + g * group_channels) * share;
            for (std::size_t c = g * group_channels; c < (g + 1) * group_channels; ++c) sums[c] = mean;
        }
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::detail
