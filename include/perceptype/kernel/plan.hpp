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

/// Of two counts; <algorithm> would be a fifth of what all headers cost.
constexpr std::size_t smaller_of(std::size_t a, std::size_t b) { return b < a ? b : a; }
constexpr std::size_t larger_of(std::size_t a, std::size_t b) { return a < b ? b : a; }

constexpr std::size_t round_up(std::size_t count, std::size_t multiple) {
    return (count + multiple - 1) / multiple * multiple;
}
constexpr std::size_t ceil_divide(std::size_t count, std::size_t divisor) { return (count + divisor - 1) / divisor; }

/// Lanes of the packs that hold `count` adjacent scalars: the narrowest register that takes them all, else the widest.
template <class Scalar>
constexpr std::size_t lanes_for(std::size_t count) {
    if (native_lanes<Scalar> <= 1) return 1;  // none of what no register takes
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

/// Rows that come and go at run time, as the samples of a batch do, come in multiples of this.
inline constexpr std::size_t row_step = 4;

/// Multiply-adds in flight that hide their own latency: four cycles, two a cycle.
inline constexpr std::size_t fmas_in_flight = 8;

/// How one product is cut: `rows` by `packs` accumulators, held in registers over the whole depth, and `accumulator_sets` such
/// sets that take every `accumulator_sets`-th step of the depth, where one set alone has too few independent chains.
struct tile {
    std::size_t rows;
    std::size_t packs;
    std::size_t accumulator_sets;
};

/// Accumulators that a tile may hold in registers; operands need the others.
inline constexpr std::size_t accumulators = vector_registers == 32 ? 20 : 12;

/// The tile for `rows` rows of `packs` packs, summed over `depth` steps; or over any multiple of `row_step` steps.
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
    const std::size_t wanted = ceil_divide(fmas_in_flight, plan.rows * plan.packs);
    plan.accumulator_sets = wanted < depth ? wanted : depth;
    if (depth_varies)
        plan.accumulator_sets = std::bit_floor(plan.accumulator_sets < row_step ? plan.accumulator_sets : row_step);
    return plan;
}

/// What the first cache keeps beside what else there is.
inline constexpr std::size_t first_cache_bytes = 32 * 1024;

/// So many numbers come from beyond the first cache. They come soonest if they are read in order, by few instructions:
/// processors that fetch ahead learn a step for each of these.
template <class Scalar>
constexpr bool is_streamed(std::size_t count) {
    return native_lanes<Scalar> != 1 && count * sizeof(Scalar) > first_cache_bytes;
}

/// Multiply-adds in flight beside numbers that are streamed, one a cycle.
inline constexpr std::size_t streamed_fmas_in_flight = fmas_in_flight / 2;

/// Steps of the depth to take at a time, where each reads `step_bytes` that all rows of tiles use: as many as stay in
/// the first cache from one row of tiles to the next, but enough to be worth it to load and store the sums.
constexpr std::size_t plan_depth(tile plan, std::size_t rows, std::size_t depth, std::size_t step_bytes) {
    if (plan.accumulator_sets != 1 || rows <= plan.rows || depth * step_bytes <= first_cache_bytes) return depth;
    const std::size_t fitting = first_cache_bytes / 2 / step_bytes;
    const std::size_t steps = fitting < 32 ? 32 : fitting;
    return steps < depth ? steps : depth;
}

/// Columns of dot products computed at a time where there are several rows: so each operand loaded serves several of
/// them.
inline constexpr std::size_t columns_at_a_time = 4;

/// In how many turns the columns of a tile of dot products are taken: with one row all of them side by side, unless
/// `B`, of `size` numbers, is to be read in order.
template <class Scalar>
constexpr std::size_t plan_rounds(std::size_t rows, std::size_t lanes, std::size_t size) {
    if (rows == 1) return is_streamed<Scalar>(size) ? lanes : 1;
    return ceil_divide(lanes, columns_at_a_time);
}

/// Rows of dot products computed at a time, which share what is loaded of B: samples, whose number is 1 or varies.
constexpr std::size_t plan_rows(std::size_t rows, std::size_t cols) {
    if (rows % row_step != 0) return 1;
    return cols < columns_at_a_time ? row_step : row_step / 2;
}

/// Packs of columns that a walk over the rows of a matrix takes at a time: their factors stay in registers, beside a
/// sum for each of them or for each row of a pack of rows.
constexpr std::size_t plan_gemv_packs(std::size_t packs) {
    constexpr std::size_t most = accumulators / 3;
    return ceil_divide(packs, ceil_divide(packs, most));
}

/// Which index of a weight matrix runs along memory.
enum class storage_order {
    by_input,  ///< [input][output]: outputs are adjacent; forward adds scaled rows, backward takes dot products
    by_output  ///< [output][input]: inputs are adjacent; forward takes dot products, backward adds scaled rows
};

/// The order in which a dense layer's forward pass takes fewer cycles, estimated from its loads (two a cycle) and, for
/// dot products, the additions across lanes at their end. A matrix that the first cache does not hold takes the time of
/// its bytes, if it is read in order: scaled rows are as long as there are sums for a whole row.
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
