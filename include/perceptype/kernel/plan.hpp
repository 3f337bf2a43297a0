// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// How kernels divide their work: register widths, padding, tiles, storage order. Every decision is a constexpr
/// function of the extents and the target; no element is computed here.

#include <perceptype/config.hpp>

#include <bit>
#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Scalars in the target's widest register, 1 without SIMD.
template <class Scalar>
inline constexpr std::size_t native_lanes = vector_bytes == 0 ? 1 : vector_bytes / sizeof(Scalar);

/// Minimum and maximum. Including <algorithm> for them would cost a fifth of the compile time of all headers.
constexpr std::size_t smaller_of(std::size_t a, std::size_t b) { return b < a ? b : a; }
constexpr std::size_t larger_of(std::size_t a, std::size_t b) { return a < b ? b : a; }

constexpr std::size_t round_up(std::size_t count, std::size_t multiple) {
    return (count + multiple - 1) / multiple * multiple;
}
constexpr std::size_t ceil_divide(std::size_t count, std::size_t divisor) { return (count + divisor - 1) / divisor; }

/// Lanes of the packs for `count` adjacent scalars: the narrowest register that holds them all, otherwise the widest.
template <class Scalar>
constexpr std::size_t lanes_for(std::size_t count) {
    if (native_lanes<Scalar> <= 1) return 1;  // no SIMD, or too large for a register
    constexpr std::size_t narrowest = 16 / sizeof(Scalar);
    if (2 * count <= narrowest) return 1;
    const std::size_t needed = std::bit_ceil(count);
    const std::size_t lanes = needed < narrowest ? narrowest : needed;
    return lanes < native_lanes<Scalar> ? lanes : native_lanes<Scalar>;
}

/// `count` rounded up to whole packs. Every buffer has this size and its padding is zero, so that no kernel needs a
/// scalar tail or reads past the end.
template <class Scalar>
constexpr std::size_t padded(std::size_t count) {
    return round_up(count, lanes_for<Scalar>(count));
}

/// `count` rounded up, so that the next buffer begins at a multiple of the widest register.
template <class Scalar>
constexpr std::size_t aligned(std::size_t count) {
    return round_up(count, native_lanes<Scalar>);
}

/// A number of rows that varies at run time, such as the samples of a batch, is a multiple of this.
inline constexpr std::size_t row_step = 4;

/// Independent multiply-adds that hide the latency of one: four cycles, two started per cycle.
inline constexpr std::size_t fmas_in_flight = 8;

/// The tile of a product: `rows` by `packs` accumulators, held in registers over the whole depth. If one set of them
/// leaves too few multiply-adds in flight, there are several, and each takes every `accumulator_sets`-th step.
struct tile {
    std::size_t rows;
    std::size_t packs;
    std::size_t accumulator_sets;
};

/// Accumulators that a tile may hold in registers. The other registers are for operands.
inline constexpr std::size_t accumulators = vector_registers == 32 ? 20 : 12;

/// The tile for `rows` rows of `packs` packs, summed over `depth` steps, or over any multiple of `row_step` steps if
/// `depth_varies`.
constexpr tile plan_tile(std::size_t rows, std::size_t packs, std::size_t depth, bool depth_varies = false) {
    tile plan{1, 1, 1};
    if (rows == 1) {
        plan.packs = ceil_divide(packs, ceil_divide(packs, fmas_in_flight));
    } else {
        constexpr std::size_t widest = accumulators / row_step;
        plan.packs = packs <= widest ? packs : ceil_divide(packs, ceil_divide(packs, widest / 2 * 2));
        const std::size_t most = accumulators / plan.packs;
        plan.rows = rows % row_step == 0 ? row_step : rows <= most ? rows : ceil_divide(rows, ceil_divide(rows, most));
    }
    const std::size_t required = ceil_divide(fmas_in_flight, plan.rows * plan.packs);
    plan.accumulator_sets = required < depth ? required : depth;
    if (depth_varies)
        plan.accumulator_sets = std::bit_floor(plan.accumulator_sets < row_step ? plan.accumulator_sets : row_step);
    return plan;
}

/// The part of the first-level data cache that a kernel can count on, besides other data.
inline constexpr std::size_t first_cache_bytes = 32 * 1024;

/// Whether `count` scalars exceed the first-level cache. It is then fastest to read them in order and by few
/// instructions, because hardware prefetchers learn one stride per load instruction.
template <class Scalar>
constexpr bool is_streamed(std::size_t count) {
    return native_lanes<Scalar> != 1 && count * sizeof(Scalar) > first_cache_bytes;
}

/// Multiply-adds in flight while an operand is streamed: one is started per cycle.
inline constexpr std::size_t streamed_fmas_in_flight = fmas_in_flight / 2;

/// Steps of the depth in one block. Each step reads `step_bytes` that all rows of tiles share. A block is small enough
/// to stay in the first-level cache from one row of tiles to the next, and large enough to pay for storing the sums.
constexpr std::size_t plan_depth(tile plan, std::size_t rows, std::size_t depth, std::size_t step_bytes) {
    if (plan.accumulator_sets != 1 || rows <= plan.rows || depth * step_bytes <= first_cache_bytes) return depth;
    const std::size_t fitting = first_cache_bytes / 2 / step_bytes;
    const std::size_t steps = fitting < 32 ? 32 : fitting;
    return steps < depth ? steps : depth;
}

/// Columns of dot products computed at a time if there are several rows: each loaded operand is used several times.
inline constexpr std::size_t columns_at_a_time = 4;

/// The number of rounds in which `gemm_dot` computes the columns of a tile. With one row, one round for all columns,
/// unless B, with `size` elements, is streamed: then one round per column, to read B in order.
template <class Scalar>
constexpr std::size_t plan_rounds(std::size_t rows, std::size_t lanes, std::size_t size) {
    if (rows == 1) return is_streamed<Scalar>(size) ? lanes : 1;
    return ceil_divide(lanes, columns_at_a_time);
}

/// Rows of dot products computed at a time; they share the loads of B. Rows are samples: their number is 1 or varies.
constexpr std::size_t plan_rows(std::size_t rows, std::size_t cols) {
    if (rows % row_step != 0) return 1;
    return cols < columns_at_a_time ? row_step : row_step / 2;
}

/// Packs of columns that `gemv_ger` and `gemv_transposed_ger` take at a time. Their factors stay in registers, together
/// with one sum for each pack, or for each row of a pack of rows.
constexpr std::size_t plan_gemv_packs(std::size_t packs) {
    constexpr std::size_t most = accumulators / 3;
    return ceil_divide(packs, ceil_divide(packs, most));
}

/// Which index of a weight matrix runs along memory.
enum class storage_order {
    by_input,  ///< [input][output]: outputs are adjacent; forward is gemm_axpy, backward gemm_dot
    by_output  ///< [output][input]: inputs are adjacent; forward is gemm_dot, backward gemm_axpy
};

/// The storage order with the faster forward pass of a dense layer, estimated from its loads (two a cycle) and, for
/// gemm_dot, from the final additions across lanes. The time of a matrix that exceeds the first-level cache depends on
/// its size alone, if it is read in order. gemm_axpy reads it in order if a whole row of sums fits in registers.
template <class Scalar>
constexpr storage_order plan_order(std::size_t inputs, std::size_t outputs) {
    const std::size_t output_packs = padded<Scalar>(outputs) / lanes_for<Scalar>(outputs);
    const std::size_t input_packs = padded<Scalar>(inputs) / lanes_for<Scalar>(inputs);
    const std::size_t size_by_input = inputs * padded<Scalar>(outputs);
    const std::size_t size_by_output = outputs * padded<Scalar>(inputs);
    if (is_streamed<Scalar>(size_by_input) && is_streamed<Scalar>(size_by_output))
        return output_packs <= fmas_in_flight && size_by_input <= size_by_output ? storage_order::by_input
                                                                                 : storage_order::by_output;
    const std::size_t scaled_rows = inputs * (output_packs + 1);
    const std::size_t across = lanes_for<Scalar>(inputs) == 1 ? 0 : 3 * outputs + 8;
    const std::size_t dot_products = (outputs + 1) * input_packs + across;
    return dot_products < scaled_rows ? storage_order::by_output : storage_order::by_input;
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
