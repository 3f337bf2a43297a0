// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The layout of several blocks in one storage: the offset of each block's parameters, and the totals over all blocks.

#include <perceptype/config.hpp>
#include <perceptype/block/block.hpp>
#include <perceptype/block/execution.hpp>
#include <perceptype/kernel/plan.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

template <std::size_t Count>
constexpr std::size_t sum_of(const std::size_t (&values)[Count]) {
    std::size_t sum = 0;
    for (const std::size_t number : values) sum += number;
    return sum;
}
template <std::size_t Count>
constexpr std::size_t largest_of(const std::size_t (&values)[Count]) {
    std::size_t largest = 0;
    for (const std::size_t number : values) largest = largest < number ? number : largest;
    return largest;
}

}  // namespace detail

/// The layout of the blocks `Layers::block<0>` to `Layers::block<layer_count - 1>`.
template <class Layers>
struct placement {
    static constexpr std::size_t count = Layers::layer_count;
    using scalar = typename Layers::scalar_type;
    using indices = std::make_index_sequence<count>;
    template <std::size_t Index>
    using block_at = typename Layers::template block<Index>;

    /// The offsets of each layer's parameters, in storage and in canonical order, and those of its batch statistics and
    /// statistics passes. The last entry is the end.
    struct offset_table {
        std::array<std::size_t, count + 1> storage{};
        std::array<std::size_t, count + 1> canonical{};
        std::array<std::size_t, count + 1> statistics{};
        std::array<std::size_t, count + 1> statistics_passes{};
    };
    static constexpr offset_table offsets = []<std::size_t... i>(std::index_sequence<i...>) {
        // Arrays and a loop, here and elsewhere, because clang folds at most 256 expressions.
        constexpr std::size_t stored[] = {kernels::aligned<scalar>(block_at<i>::storage_size)...};
        constexpr std::size_t counted[] = {block_at<i>::parameter_count...};
        constexpr std::size_t statistics[] = {kernels::aligned<scalar>(block_at<i>::can.statistics_size)...};
        constexpr std::size_t statistics_passes[] = {block_at<i>::can.statistics_passes...};
        offset_table result{};
        for (std::size_t k = 0; k < count; ++k) {
            result.storage[k + 1] = result.storage[k] + stored[k];
            result.canonical[k + 1] = result.canonical[k] + counted[k];
            result.statistics[k + 1] = result.statistics[k] + statistics[k];
            result.statistics_passes[k + 1] = result.statistics_passes[k] + statistics_passes[k];
        }
        return result;
    }(indices{});

    static constexpr std::size_t parameter_count = offsets.canonical[count];
    static constexpr std::size_t storage_size = offsets.storage[count];
    static constexpr std::size_t statistics_size = offsets.statistics[count];
    static constexpr std::size_t statistics_passes = offsets.statistics_passes[count];
    static constexpr bool uses_batch = []<std::size_t... i>(std::index_sequence<i...>) {
        return (block_at<i>::can.uses_batch || ...);
    }(indices{});
    static constexpr bool has_running_statistics = []<std::size_t... i>(std::index_sequence<i...>) {
        return (block_at<i>::can.has_running_statistics || ...);
    }(indices{});
    /// Whether the parameter at this position in canonical order is a running statistic, which no gradient changes.
    static constexpr bool is_running_statistic(std::size_t canonical) {
        bool found = false;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (look_for_running_statistic<i>(canonical, found), ...);
        }(indices{});
        return found;
    }

    /// The smallest batch that the layers can be trained on.
    static constexpr std::size_t least_samples = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::largest_of({block_at<i>::can.least_samples...});
    }(indices{});

    /// The multiply-adds of a forward pass over one sample.
    static constexpr std::size_t multiply_adds = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::sum_of({block_at<i>::multiply_adds...});
    }(indices{});
    /// The other operations of that pass: biases and activations.
    static constexpr std::size_t other_operations = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::sum_of({Layers::template other_operations_of<i>()...});
    }(indices{});
    /// The most scalars of scratch that any layer's passes need.
    template <class Execution>
    static constexpr std::size_t scratch = []<std::size_t... i>(std::index_sequence<i...>) {
        return detail::largest_of({block_at<i>::template scratch<Execution>...});
    }(indices{});

    /// Updates the running statistics of the layers after an update of the parameters.
    static constexpr void update_running_statistics(const scalar* statistics, scalar* storage) {
        [=]<std::size_t... i>(std::index_sequence<i...>) {
            (update_running_statistics_in<i>(statistics, storage), ...);
        }(indices{});
    }

private:
    template <std::size_t Index>
    static constexpr void look_for_running_statistic(std::size_t canonical, bool& found) {
        if constexpr (block_at<Index>::can.has_running_statistics)
            if (canonical >= offsets.canonical[Index] && canonical < offsets.canonical[Index + 1])
                found = block_at<Index>::is_running_statistic(canonical - offsets.canonical[Index]);
    }
    template <std::size_t Index>
    static constexpr void update_running_statistics_in(const scalar* statistics, scalar* storage) {
        if constexpr (block_at<Index>::can.statistics_passes != 0)
            block_at<Index>::update_running_statistics(statistics + offsets.statistics[Index],
                                                       storage + offsets.storage[Index]);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
