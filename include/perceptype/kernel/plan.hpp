// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// How kernels cut their work: widths, padding, tiles, storage order. Every decision is a constexpr function of the
/// extents and the target; nothing here computes a number.

#include <perceptype/config.hpp>

#include <bit>
#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Scalars in the target's widest register, 1 without SIMD.
template <class Scalar>
inline constexpr std::size_t native_lanes = vector_bytes == 0 ? 1 : vector_bytes / sizeof(Scalar);

constexpr std::size_t round_up(std::size_t count, std::size_t multiple) {
    return (count + multiple - 1) / multiple * multiple;
}
constexpr std::size_t ceil_divide(std::size_t count, std::size_t divisor) { return (count + divisor - 1) / divisor; }

/// Lanes of the packs that hold `count` adjacent scalars: the narrowest register that takes them all, else the widest.
template <class Scalar>
constexpr std::size_t lanes_for(std::size_t count) {
    if (native_lanes<Scalar> == 1) return 1;
    constexpr std::size_t narrowest = 16 / sizeof(Scalar);
    if (2 * count <= narrowest) return 1;
    const std::size_t needed = std::bit_ceil(count);
    const std::size_t lanes = needed < narrowest ? narrowest : needed;
    return lanes < native_lanes<Scalar> ? lanes : native_lanes<Scalar>;
}

/// `count` rounded up to whole packs. Every buffer has this size and its surplus is zero, so that no kernel needs a
/// scalar tail and none reads past an end.
template <class Scalar>
constexpr std::size_t padded(std::size_t count) {
    return round_up(count, lanes_for<Scalar>(count));
}

/// `count` rounded up so that what follows begins on a full register.
template <class Scalar>
constexpr std::size_t aligned(std::size_t count) {
    return round_up(count, native_lanes<Scalar>);
}

/// Multiply-adds in flight that hide their own latency: four cycles, two a cycle.
inline constexpr std::size_t chains = 8;

/// How one product is cut: `rows` by `packs` accumulators, held in registers over the whole depth, and `splits` such sets
/// that take every `splits`-th step of the depth, where one set alone has too few independent chains.
struct tile {
    std::size_t rows;
    std::size_t packs;
    std::size_t splits;
};

/// The tile for `rows` rows of `packs` packs, summed over `depth` steps.
constexpr tile plan_tile(std::size_t rows, std::size_t packs, std::size_t depth) {
    const std::size_t accumulators = vector_registers == 32 ? 20 : 12;  // the others hold operands
    tile plan{1, 1, 1};
    if (rows == 1) {
        plan.packs = ceil_divide(packs, ceil_divide(packs, chains));
    } else {
        plan.packs = packs < 4 ? packs : 2;
        const std::size_t most = accumulators / plan.packs;
        plan.rows = rows <= most ? rows : ceil_divide(rows, ceil_divide(rows, most));
        if (rows > most && rows % 4 == 0 && most >= 4) plan.rows = most >= 8 && rows % 8 == 0 ? 8 : 4;
    }
    const std::size_t wanted = ceil_divide(chains, plan.rows * plan.packs);
    plan.splits = wanted < depth ? wanted : depth;
    return plan;
}

/// Which index of a weight matrix runs along memory.
enum class storage_order {
    by_input,  ///< [input][output]: outputs are adjacent; forward adds scaled rows, backward takes dot products
    by_output  ///< [output][input]: inputs are adjacent; forward takes dot products, backward adds scaled rows
};

/// The order in which a dense layer's forward pass takes fewer cycles, estimated from its loads (two a cycle) and, for
/// dot products, the additions across lanes at their end.
template <class Scalar>
constexpr storage_order plan_order(std::size_t inputs, std::size_t outputs) {
    const std::size_t output_packs = padded<Scalar>(outputs) / lanes_for<Scalar>(outputs);
    const std::size_t input_packs = padded<Scalar>(inputs) / lanes_for<Scalar>(inputs);
    const std::size_t scaled_rows = inputs * (output_packs + 1);
    const std::size_t across = lanes_for<Scalar>(inputs) == 1 ? 0 : 3 * outputs + 8;
    const std::size_t dot_products = (outputs + 1) * input_packs + across;
    return dot_products < scaled_rows ? storage_order::by_output : storage_order::by_input;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
