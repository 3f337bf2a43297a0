// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>
#include <perceptype/block/batch.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/block/tensor_axes.hpp>
#include <perceptype/kernel/channel.hpp>
#include <perceptype/kernel/compensated_sum.hpp>
#include <perceptype/kernel/math/square_root.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/pack.hpp>
#include <perceptype/layer/layer.hpp>
#include <perceptype/layer/normalization_options.hpp>
#include <perceptype/random/generator.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Normalises each channel, the first axis of its input:
///
///     y(c, ...) = weight(c) (x(c, ...) - mean(c)) / sqrt(variance(c) + epsilon) + bias(c)
///
/// Inference, gradients of the network and `evaluate` use the running mean and variance. A training step uses the mean
/// and variance of the whole batch, over samples and pixels, and differentiates through them. It then updates running
/// <- (1 - momentum) running + momentum batch, where the batch variance is the unbiased one. Options: `epsilon<1e-5>`,
/// `momentum<0.1>`, `no_affine`. Canonical order: weight, bias, running mean, running variance, as in PyTorch's
/// BatchNorm1d and BatchNorm2d. Initial values: 1, 0, 0, 1. Source: S. Ioffe and C. Szegedy, "Batch normalization",
/// ICML 2015.
template <class... Options>
struct basic_batch_norm : layer_base {
    static constexpr const char* name = "batch_norm";
    static constexpr parameter_text parameter_texts[] = {
        {"w", "sum [ normalised(x) * D ]",
         "normalised(x): (x - mean) / sqrt(variance + epsilon); sum: over all positions of each channel"},
        {"b", "sum [D]", "sum: over all positions of each channel"}};
    static constexpr const char* note_text =
        "batch_norm'(x): w / sqrt(variance + epsilon), in training also through mean and variance of the batch";
    static constexpr detail::normalization_options settings =
        detail::normalization_options::of(option_list<Options...>{});
    static constexpr layer_capabilities can{.keeps_scale = true};
    using options = option_list<Options...>;
    using known_options = option_list<epsilon<>, momentum<>, no_affine>;
    static constexpr bool in_range = settings.has_epsilon() && settings.has_momentum();
    using range = std::conditional_t<settings.has_epsilon(), momentum_from_0_to_1, epsilon_above_0>;

    template <class Scalar, class Input>
    struct block : block_base {
        using input_shape = Input;
        using output_shape = Input;
        static constexpr bool affine = settings.affine;
        static constexpr double epsilon = settings.epsilon;
        static constexpr std::size_t channels = Input::first;
        static constexpr std::size_t pixels = Input::size / channels;

        static constexpr std::size_t slot = kernels::aligned<Scalar>(channels);
        static constexpr std::size_t statistics_offset = settings.affine ? 2 * slot : 0;
        static constexpr std::size_t trained_count = settings.affine ? 2 * channels : 0;
        static constexpr std::size_t parameter_count = trained_count + 2 * channels;
        static constexpr std::size_t storage_size = statistics_offset + 2 * slot;
        static constexpr std::size_t multiply_adds = Input::size;

        static constexpr std::size_t position(std::size_t canonical) {
            return canonical / channels * slot + canonical % channels;
        }
        static constexpr bool is_running_statistic(std::size_t canonical) { return canonical >= trained_count; }
        static constexpr void name_tensors(auto& list) {
            if constexpr (settings.affine) {
                list.add("weight", tensor_axes::features, {channels});
                list.add("bias", tensor_axes::features, {channels});
            }
            list.add("running_mean", tensor_axes::features, {channels});
            list.add("running_var", tensor_axes::features, {channels});
        }

        /// Access to the parameters by name, one for each channel.
        template <class Pointer>
        struct view {
            Pointer storage;
            constexpr auto& weight(std::size_t channel) const
                requires(settings.affine)
            {
                return storage[channel];
            }
            constexpr auto& bias(std::size_t channel) const
                requires(settings.affine)
            {
                return storage[slot + channel];
            }
            constexpr auto& running_mean(std::size_t channel) const { return storage[statistics_offset + channel]; }
            constexpr auto& running_variance(std::size_t channel) const {
                return storage[statistics_offset + slot + channel];
            }
        };

        template <class Initializer>
        static constexpr void initialize(Scalar* storage, const Initializer&, generator&) {
            for (std::size_t c = 0; c < channels; ++c) {
                if (settings.affine) storage[c] = 1;
                storage[statistics_offset + slot + c] = 1;
            }
        }

        /// Statistics of the whole batch for each channel: the mean and the sum of squared deviations; the sums of
        /// dE/dy and of dE/dy times (x - mean); and the new running statistics. Each of the first four is stored as two
        /// arrays whose sum is the value: the second (`..._rest`) holds the rounding error of the first. So x - mean
        /// stays accurate when the mean is large, and sums lose no accuracy when they are computed in several passes.
        enum statistics_arrays : std::size_t {
            mean,
            mean_rest,
            squares,
            squares_rest,
            sum_delta,
            sum_delta_rest,
            sum_product,
            sum_product_rest,
            next_mean,
            next_variance,
            arrays
        };
        static constexpr block_capabilities can{.saves_activations = true,
                                                .uses_batch = true,
                                                .statistics_passes = 1,
                                                .statistics_size = arrays * slot,
                                                .least_samples = pixels == 1 ? 2 : 1,
                                                .has_running_statistics = true};

        static constexpr void update_running_statistics(const Scalar* statistics, Scalar* storage) {
            // The statistics of a channel that is always zero decay, and would become and stay subnormal.
            using number = kernels::pack<Scalar, 1>;
            for (std::size_t c = 0; c < channels; ++c) {
                storage[statistics_offset + c] = flush_to_zero(number{statistics[next_mean * slot + c]}).value;
                storage[statistics_offset + slot + c] =
                    flush_to_zero(number{statistics[next_variance * slot + c]}).value;
            }
        }

        template <class Execution>
        static constexpr std::size_t scratch = 5 * slot;
        template <class Execution>
        static constexpr std::size_t forward_scratch = slot;
        template <class Execution, required_gradients Required>
        static constexpr std::size_t backward_scratch = scratch<Execution>;

        template <class Execution>
        static constexpr void forward(Execution run, const Scalar* storage, const Scalar* x, Scalar* y) {
            train(run, no_batch{}, storage, x, y, nullptr);
        }

        template <class Execution, class Batch>
        static constexpr bool train(Execution run, Batch batch, const Scalar* storage, const Scalar* x, Scalar* y,
                                    Scalar*) {
            using rows = rows_of<Execution>;
            if constexpr (learns<Batch>) {
                if (batch.is_whole() || batch.forward_end == 0) collect_moments<rows>(batch, x);
                if (batch.forward_end == 0) return false;
                if (batch.first == 0) find_next_statistics(batch, storage);
            }
            alignas(alignment) Scalar factors[slot];
            alignas(alignment) Scalar shifts[learns<Batch> ? slot : 1];
            const Scalar* factor = factors;
            const Scalar* shift = settings.affine ? storage + slot : shifts;
            const Scalar* mean = find_moments<rows>(batch, storage, factors, shifts);
            if constexpr (settings.affine) {
                rows::map(factors, [](auto inverse, auto weight) { return inverse * weight; }, factor, storage);
                if constexpr (learns<Batch>) {
                    rows::map(
                        shifts, [](auto rest, auto weight, auto bias) { return multiply_add(rest, weight, bias); },
                        shifts, storage, storage + slot);
                    shift = shifts;
                }
            }
            for (std::size_t s = 0; s < run.samples(); ++s)
                rows::for_each([=](std::size_t i, auto channel) {
                    const auto centred = rows::pack::load(x + s * row + i) - channel.of(mean);
                    if constexpr (settings.affine || learns<Batch>)
                        multiply_add(centred, channel.of(factor), channel.of(shift)).store(y + s * row + i);
                    else
                        (centred * channel.of(factor)).store(y + s * row + i);
                });
            rows::zero_padding(run.samples(), y);
            return true;
        }

        template <required_gradients Required, class Execution, class Batch>
        static constexpr bool backward(Execution run, Batch batch, const Scalar* storage, const Scalar* x,
                                       const Scalar*, Scalar*, const Scalar* dy, Scalar* dx, Scalar* gradient) {
            using rows = rows_of<Execution>;
            using pack = typename rows::pack;
            alignas(alignment) Scalar inverse[slot];
            alignas(alignment) Scalar shift[learns<Batch> ? slot : 1];
            alignas(alignment) Scalar delta[slot];
            alignas(alignment) Scalar product[slot];
            alignas(alignment) Scalar factor[slot];
            const Scalar* mean = find_moments<rows>(batch, storage, inverse, shift);
            bool has_sums = false;  // of the whole batch, collected by earlier passes
            if constexpr (learns<Batch>) has_sums = !batch.is_whole() && batch.backward_end != 0;
            if constexpr (learns<Batch> || (Required.parameters && settings.affine)) {
                std::size_t valid = run.samples();
                if constexpr (learns<Batch>) valid = batch.valid;
                if (!has_sums)
                    rows::sum(valid, delta, product, [=]<class Pack>(std::size_t s, std::size_t i, auto channel) {
                        const Pack rise = Pack::load(dy + s * row + i);
                        const Pack centred = Pack::load(x + s * row + i) - channel.template of<Pack>(mean);
                        return kernels::pack_pair<Pack>{rise, rise * centred};
                    });
            }
            if constexpr (learns<Batch>) {
                if (!has_sums) collect_sums<rows>(batch, delta, product);
                if (batch.backward_end == 0) return false;
                const auto add = [](auto a, auto b) { return a + b; };
                const Scalar* statistics = batch.statistics;
                rows::map(delta, add, statistics + sum_delta * slot, statistics + sum_delta_rest * slot);
                rows::map(product, add, statistics + sum_product * slot, statistics + sum_product_rest * slot);
            }
            // From here on `product` is the sum of dE/dy times the normalised x.
            const Scalar* const deltas = delta;
            const Scalar* const products = product;
            if constexpr (learns<Batch>)
                rows::map(
                    product, [](auto a, auto scale, auto sum, auto rest) { return a * scale + sum * rest; }, products,
                    inverse, deltas, shift);
            else if constexpr (Required.parameters && settings.affine)
                rows::map(product, [](auto a, auto scale) { return a * scale; }, products, inverse);
            if constexpr (Required.input) {
                if constexpr (settings.affine)
                    rows::map(factor, [](auto a, auto weight) { return a * weight; }, inverse, storage);
                else
                    rows::map(factor, [](auto a) { return a; }, inverse);
            }
            if constexpr (Required.parameters && settings.affine) {
                bool adds = true;
                if constexpr (learns<Batch>) adds = batch.first == 0;  // the sums are those of the whole batch
                const auto add = [](auto a, auto b) { return a + b; };
                if (adds) {
                    rows::map(gradient, add, gradient, products);
                    rows::map(gradient + slot, add, gradient + slot, deltas);
                }
            }
            if constexpr (Required.input) {
                const Scalar* factors = factor;
                if constexpr (learns<Batch>) {
                    // With n elements in each channel and xhat the normalised x: dx = factor (dy - sum of dy / n - xhat
                    // sum of dy xhat / n) = factor (dy - offset - (x - mean) slope); dx is zero for rows after the
                    // valid ones.
                    const auto share = Scalar(1) / static_cast<Scalar>(batch.count * pixels);
                    rows::map(
                        delta, [=](auto sum, auto hat, auto rest) { return (sum + hat * rest) * share; }, deltas,
                        products, shift);
                    rows::map(product, [=](auto hat, auto scale) { return hat * share * scale; }, products, inverse);
                    // These are two loops because g++ 12 -O3 miscompiled a single loop with `s < batch.valid ? result :
                    // zero` (prelu before batch_norm, AVX-512; correct with -fno-tree-loop-if-convert).
                    for (std::size_t s = 0; s < batch.valid; ++s)
                        rows::for_each([=](std::size_t i, auto channel) {
                            const pack centred = pack::load(x + s * row + i) - channel.of(mean);
                            const pack rest = pack::load(dy + s * row + i) - channel.of(deltas);
                            const pack result = (rest - centred * channel.of(products)) * channel.of(factors);
                            result.store(dx + s * row + i);
                        });
                    for (std::size_t s = batch.valid; s < run.samples(); ++s)
                        rows::for_each([=](std::size_t i, auto) { pack::broadcast(0).store(dx + s * row + i); });
                } else {
                    for (std::size_t s = 0; s < run.samples(); ++s)
                        rows::for_each([=](std::size_t i, auto channel) {
                            (pack::load(dy + s * row + i) * channel.of(factors)).store(dx + s * row + i);
                        });
                }
                rows::zero_padding(run.samples(), dx);
            }
            return true;
        }

    private:
        static constexpr std::size_t row = kernels::padded<Scalar>(Input::size);
        static constexpr std::size_t alignment = vector_bytes == 0 ? alignof(Scalar) : vector_bytes;
        template <class Batch>
        static constexpr bool learns = !std::is_same_v<Batch, no_batch>;
        template <class Execution>
        using rows_of = kernels::channel_rows<channels, pixels, Scalar,
                                              Execution::template lanes<Scalar>(kernels::native_lanes<Scalar>)>;

        /// Computes inverse = 1 / sqrt(variance + epsilon) and returns the means. For a batch it also computes shift =
        /// -inverse times the rounding error of the mean, so that the normalised x is (x - mean) inverse + shift.
        template <class Rows, class Batch>
        static constexpr const Scalar* find_moments(Batch batch, const Scalar* storage, Scalar* inverse,
                                                    [[maybe_unused]] Scalar* shift) {
            if constexpr (learns<Batch>) {
                const Scalar* statistics = batch.statistics;
                const auto n = static_cast<Scalar>(batch.count * pixels);
                const Scalar epsilons = n * static_cast<Scalar>(epsilon);
                // sqrt(n / (n variance + n epsilon)) needs one rounding less than 1 / sqrt(variance + epsilon).
                Rows::map(
                    inverse, [=](auto a, auto rest) { return square_root(n / (a + rest + epsilons)); },
                    statistics + squares * slot, statistics + squares_rest * slot);
                const Scalar* scales = inverse;
                Rows::map(
                    shift, [](auto rest, auto scale) { return rest * -scale; }, statistics + mean_rest * slot, scales);
                return statistics + mean * slot;
            } else {
                Rows::map(
                    inverse,
                    [](auto variance) { return Scalar(1) / square_root(variance + static_cast<Scalar>(epsilon)); },
                    storage + statistics_offset + slot);
                return storage + statistics_offset;
            }
        }

        /// Computes the mean and squared deviations of this pass's samples by the corrected two-pass algorithm and
        /// combines them with those of the earlier passes: T. Chan, G. Golub and R. LeVeque, "Algorithms for computing
        /// the sample variance", The American Statistician 37 (1983), 3.
        template <class Rows, class Batch>
        static constexpr void collect_moments(const Batch& batch, const Scalar* x) {
            using pack = typename Rows::channel_pack;
            using sum = kernels::compensated_sum<pack>;
            alignas(alignment) Scalar own_mean[slot];
            alignas(alignment) Scalar own_rest[slot];
            alignas(alignment) Scalar own_squares[slot];
            const Scalar* centre = own_mean;
            const auto before = static_cast<Scalar>(batch.first * pixels);
            const auto here = static_cast<Scalar>(batch.valid * pixels);
            const Scalar own_share = Scalar(1) / here;
            Rows::sum(batch.valid, own_mean,
                      [=]<class Pack>(std::size_t s, std::size_t i, auto) { return Pack::load(x + s * row + i); });
            Rows::map(own_mean, [=](auto total) { return total * own_share; }, own_mean);
            Rows::sum(batch.valid, own_rest, own_squares, [=]<class Pack>(std::size_t s, std::size_t i, auto channel) {
                const Pack centred = Pack::load(x + s * row + i) - channel.template of<Pack>(centre);
                return kernels::pack_pair<Pack>{centred, centred * centred};
            });
            const Scalar share = here / (before + here);
            for (std::size_t c = 0; c < channels; c += pack::lanes) {
                const pack rest = pack::load(own_rest + c);
                const pack square =
                    kernels::maximum(pack::broadcast(0), pack::load(own_squares + c) - rest * (rest * own_share));
                sum means{pack::load(own_mean + c), pack::broadcast(0)};
                sum squared{square, pack::broadcast(0)};
                means.add(rest * own_share);
                if (batch.first != 0) {
                    const sum own = means;
                    means = read<sum>(batch, mean, c);
                    squared = read<sum>(batch, squares, c);
                    const pack apart = (own.high - means.high) + (own.low - means.low);
                    means.add(apart * share);
                    squared.add(square);
                    squared.add(apart * apart * (before * share));
                }
                write(batch, mean, c, means);
                write(batch, squares, c, squared);
            }
        }

        template <class Rows, class Batch>
        static constexpr void collect_sums(const Batch& batch, const Scalar* delta, const Scalar* product) {
            using pack = typename Rows::channel_pack;
            using sum = kernels::compensated_sum<pack>;
            for (std::size_t c = 0; c < channels; c += pack::lanes) {
                sum deltas{pack::load(delta + c), pack::broadcast(0)};
                sum products{pack::load(product + c), pack::broadcast(0)};
                if (batch.first != 0) {
                    deltas = read<sum>(batch, sum_delta, c);
                    products = read<sum>(batch, sum_product, c);
                    deltas.add(pack::load(delta + c));
                    products.add(pack::load(product + c));
                }
                write(batch, sum_delta, c, deltas);
                write(batch, sum_product, c, products);
            }
        }

        /// Reads and writes a compensated sum, which is stored in `array` and the array after it.
        template <class Sum, class Batch>
        PERCEPTYPE_INLINE static constexpr Sum read(const Batch& batch, std::size_t array, std::size_t c) {
            const Scalar* from = batch.statistics + array * slot + c;
            using pack = decltype(Sum::high);
            return {pack::load(from), pack::load(from + slot)};
        }
        template <class Sum, class Batch>
        PERCEPTYPE_INLINE static constexpr void write(const Batch& batch, std::size_t array, std::size_t c, Sum sum) {
            sum.high.store(batch.statistics + array * slot + c);
            without_nan(sum.low).store(batch.statistics + (array + 1) * slot + c);
        }

        template <class Batch>
        static constexpr void find_next_statistics(const Batch& batch, const Scalar* storage) {
            const auto share = static_cast<Scalar>(settings.momentum);
            const auto n = static_cast<Scalar>(batch.count * pixels);
            for (std::size_t c = 0; c < channels; ++c) {
                const Scalar old_mean = storage[statistics_offset + c];
                const Scalar old_variance = storage[statistics_offset + slot + c];
                const Scalar batch_mean = batch.statistics[mean * slot + c] + batch.statistics[mean_rest * slot + c];
                const Scalar variance =
                    (batch.statistics[squares * slot + c] + batch.statistics[squares_rest * slot + c]) / (n - 1);
                batch.statistics[next_mean * slot + c] = old_mean + (batch_mean - old_mean) * share;
                batch.statistics[next_variance * slot + c] = old_variance + (variance - old_variance) * share;
            }
        }
    };
};

using batch_norm = basic_batch_norm<>;

}  // namespace perceptype::inline PERCEPTYPE_ISA
