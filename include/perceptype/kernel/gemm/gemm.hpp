// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The two matrix products (gemm) that dense passes are made of.
///
/// - `gemm_axpy`: C = start + A B, by adding scaled rows of B (BLAS's axpy). The columns of B are adjacent in memory.
/// - `gemm_dot`: C = start + A B^T, by dot products of rows of A and B. The depth is adjacent in memory.
///
/// A layer's storage order (plan.hpp) decides which pass uses which: with `by_input` the forward pass uses `gemm_axpy`
/// and the backward pass `gemm_dot`; with `by_output` it is the reverse. Weight gradients use `gemm_axpy`, with the
/// samples as depth.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The offset of an index whose entries are `Step` scalars apart.
template <std::size_t Step>
struct strided_offsets {
    PERCEPTYPE_INLINE constexpr std::size_t operator()(std::size_t index) const { return index * Step; }
};
/// The offset of an index, read from a table: the rows of a convolution may lie anywhere in its image.
struct offset_table {
    const std::size_t* offsets;
    PERCEPTYPE_INLINE constexpr std::size_t operator()(std::size_t index) const { return offsets[index]; }
};

/// The extents of C(i, j) = sum over k of A(i, k) B(k, j), and the distances in memory of A's two indices and of B's
/// rows. Rows or depth may vary at run time. The extent is then the largest; all values are multiples of `row_step`.
struct gemm_extents {
    std::size_t rows;      // i
    std::size_t cols;      // j
    std::size_t depth;     // k
    std::size_t a_row;     // from A(i, k) to A(i + 1, k)
    std::size_t a_depth;   // from A(i, k) to A(i, k + 1)
    std::size_t b_stride;  // from one row of B to the next
    bool depth_varies = false;
    // There is no padding after the last column: the last pack ends with that column, and overlaps the one before it.
    bool columns_end = false;
};

/// Adds all sets of partial sums to the first, in pairs, so that chains of dependent additions are short. One level of
/// pairs per call: g++ keeps an array in memory if its indices depend on two loops.
template <std::size_t Step = 1, class Pack, std::size_t AccumulatorSets, std::size_t Rows, std::size_t Columns>
PERCEPTYPE_INLINE constexpr void add_accumulator_sets(Pack (&sums)[AccumulatorSets][Rows][Columns]) {
    PERCEPTYPE_UNROLL for (std::size_t s = 0; s + Step < AccumulatorSets; s += 2 * Step)
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
            PERCEPTYPE_UNROLL for (std::size_t c = 0; c < Columns; ++c) sums[s][r][c] += sums[s + Step][r][c];
    if constexpr (2 * Step < AccumulatorSets) add_accumulator_sets<2 * Step>(sums);
}

/// One step of the depth for `Rows` rows: sums[r] += A(r, k) B(k, ...). The last pack of B's row is at `b_last`.
template <gemm_extents Extents, class Pack, std::size_t Rows, std::size_t Packs>
PERCEPTYPE_INLINE constexpr void add_outer_product(Pack (&sums)[Rows][Packs], const typename Pack::scalar_type* a,
                                                   const typename Pack::scalar_type* b,
                                                   const typename Pack::scalar_type* b_last) {
    Pack row[Packs];
    PERCEPTYPE_UNROLL for (std::size_t p = 0; p + 1 < Packs; ++p) row[p] = Pack::load(b + p * Pack::lanes);
    row[Packs - 1] = Pack::load(b_last);
    // The processor does two loads a cycle, so an operand of several multiply-adds is loaded only once.
    if constexpr (repeats_loads && Rows > 1)
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) row[p] = opaque(row[p]);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
        const Pack factor = Pack::broadcast(a[r * Extents.a_row]);
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) sums[r][p] = multiply_add(factor, row[p], sums[r][p]);
    }
}

/// `Rows` rows by `Packs` packs of the product, summed over `depth` steps.
template <gemm_extents Extents, class Pack, std::size_t Rows, std::size_t Packs, std::size_t AccumulatorSets,
          class Start, class Finish, class AAt, class BAt>
PERCEPTYPE_INLINE constexpr void gemm_axpy_tile(const typename Pack::scalar_type* a,
                                                const typename Pack::scalar_type* b, std::size_t row,
                                                std::size_t column, std::size_t depth, Start start, Finish finish,
                                                AAt a_at, BAt b_at) {
    constexpr std::size_t before_last = (Packs - 1) * Pack::lanes;
    const std::size_t last =
        Extents.columns_end ? smaller_of(column + before_last, Extents.cols - Pack::lanes) : column + before_last;
    const auto column_of = [=](std::size_t p) { return p + 1 < Packs ? column + p * Pack::lanes : last; };
    Pack sums[AccumulatorSets][Rows][Packs] = {};
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p)
        sums[0][r][p] = start(Pack{}, row + r, column_of(p));

    a += row * Extents.a_row;
    const typename Pack::scalar_type* b_last = b + last;
    b += column;
    if constexpr (std::is_same_v<BAt, offset_table>)
        if (!std::is_constant_evaluated()) {
            // Otherwise compilers hoist the offsets that tiles share out of the loop, spill them, and add twice for each
            // address.
            PERCEPTYPE_UNKNOWN(a);
            PERCEPTYPE_UNKNOWN(b);
        }
    if constexpr (!Extents.columns_end) b_last = b + before_last;  // otherwise it takes a register
    constexpr std::size_t rest = Extents.depth % AccumulatorSets;
    const std::size_t whole = depth - rest;
    const auto add_step = [=](Pack(&sum)[Rows][Packs], std::size_t k) {
        add_outer_product<Extents>(sum, a + a_at(k), b + b_at(k), b_last + b_at(k));
    };
    if constexpr (is_streamed<typename Pack::scalar_type>(Extents.b_stride * Extents.depth))
        PERCEPTYPE_ROLLED for (std::size_t k = 0; k < whole; k += AccumulatorSets)
            PERCEPTYPE_UNROLL for (std::size_t s = 0; s < AccumulatorSets; ++s) add_step(sums[s], k + s);
    else
        for (std::size_t k = 0; k < whole; k += AccumulatorSets)
            PERCEPTYPE_UNROLL for (std::size_t s = 0; s < AccumulatorSets; ++s) add_step(sums[s], k + s);
    PERCEPTYPE_UNROLL for (std::size_t s = 0; s < rest; ++s) add_step(sums[s], whole + s);

    add_accumulator_sets(sums);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p)
        finish(sums[0][r][p], row + r, column_of(p));
}

/// `Rows` rows of the product, starting at `row`, tile by tile.
template <gemm_extents Extents, class Pack, std::size_t Rows, tile Plan, class Start, class Finish, class AAt,
          class BAt>
PERCEPTYPE_INLINE constexpr void gemm_axpy_strip(const typename Pack::scalar_type* a,
                                                 const typename Pack::scalar_type* b, std::size_t row,
                                                 std::size_t depth, Start start, Finish finish, AAt a_at, BAt b_at) {
    constexpr std::size_t together = Plan.packs * Pack::lanes;
    constexpr std::size_t packs = ceil_divide(Extents.cols, Pack::lanes);
    constexpr std::size_t whole = packs / Plan.packs * together;
    for (std::size_t column = 0; column < whole; column += together)
        gemm_axpy_tile<Extents, Pack, Rows, Plan.packs, Plan.accumulator_sets>(a, b, row, column, depth, start, finish,
                                                                               a_at, b_at);
    if constexpr (packs % Plan.packs != 0)
        gemm_axpy_tile<Extents, Pack, Rows, packs % Plan.packs, Plan.accumulator_sets>(a, b, row, whole, depth, start,
                                                                                       finish, a_at, b_at);
}

/// `rows` rows of the product, strip by strip, so that C is written in order.
template <gemm_extents Extents, class Pack, tile Plan, class Start, class Finish, class AAt, class BAt>
PERCEPTYPE_INLINE constexpr void gemm_axpy_block(const typename Pack::scalar_type* a,
                                                 const typename Pack::scalar_type* b, std::size_t rows,
                                                 std::size_t depth, Start start, Finish finish, AAt a_at, BAt b_at) {
    constexpr std::size_t rest = Extents.rows % Plan.rows;  // zero if the number of rows varies
    const std::size_t whole = rows - rest;
    for (std::size_t row = 0; row < whole; row += Plan.rows)
        gemm_axpy_strip<Extents, Pack, Plan.rows, Plan>(a, b, row, depth, start, finish, a_at, b_at);
    if constexpr (rest != 0) gemm_axpy_strip<Extents, Pack, rest, Plan>(a, b, whole, depth, start, finish, a_at, b_at);
}

/// The tile sizes of `gemm_axpy`.
template <gemm_extents Extents, std::size_t Lanes>
inline constexpr tile gemm_axpy_plan =
    Lanes == 1 ? tile{1, 1, 1}
               : plan_tile(Extents.rows, ceil_divide(Extents.cols, Lanes), Extents.depth, Extents.depth_varies);

/// The number of scalars in which `gemm_axpy` stores its sums between blocks of the depth; 0 if it needs one block.
template <gemm_extents Extents, std::size_t Lanes, class Scalar>
inline constexpr std::size_t gemm_axpy_scratch =
    Lanes == 1 || Extents.depth_varies || Extents.columns_end ||
            plan_depth(gemm_axpy_plan<Extents, Lanes>, Extents.rows, Extents.depth,
                       Extents.b_stride * sizeof(Scalar)) == Extents.depth
        ? 0
        : Extents.rows * round_up(Extents.cols, Lanes);

/// C(i, j) = start + sum over k of A(i, k) B(k, j), by adding scaled rows of B. Columns j of B are adjacent and padded.
///
/// `start(Pack{}, i, j)` returns the initial value of the pack of row i that begins at column j; `finish(pack, i, j)`
/// receives the sum. Columns past `Extents.cols` are computed from the padding of B and `start`: they are zero if those
/// are zero and A is finite. `a_at(k)` and `b_at(k)` are the offsets of A(0, k) and of B's row k, by default those of
/// `Extents`.
template <gemm_extents Extents, std::size_t Lanes, class Scalar, class Start, class Finish,
          class AAt = strided_offsets<Extents.a_depth>, class BAt = strided_offsets<Extents.b_stride>>
constexpr void gemm_axpy(const Scalar* a,  // (rows, depth)
                         const Scalar* b,  // (depth, cols)
                         std::size_t rows, std::size_t depth, Start start, Finish finish, AAt a_at = {},
                         BAt b_at = {}) {
    using pack = kernels::pack<Scalar, Lanes>;
    static_assert(!Extents.columns_end || Extents.cols >= Lanes);
    constexpr tile plan = gemm_axpy_plan<Extents, Lanes>;
    constexpr std::size_t scratch = gemm_axpy_scratch<Extents, Lanes, Scalar>;
    if constexpr (scratch == 0) {
        gemm_axpy_block<Extents, pack, plan>(a, b, rows, depth, start, finish, a_at, b_at);
    } else {
        // The depth is split into blocks whose part of B fits the first-level cache; the sums are stored in between.
        constexpr std::size_t block = plan_depth(plan, Extents.rows, Extents.depth, Extents.b_stride * sizeof(Scalar));
        constexpr std::size_t sums_row = round_up(Extents.cols, Lanes);
        alignas(sizeof(pack)) Scalar sums[scratch];
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < sums_row; j += Lanes) start(pack{}, i, j).store(sums + i * sums_row + j);
        const auto load = [&sums](pack, std::size_t i, std::size_t j) { return pack::load(sums + i * sums_row + j); };
        const auto store = [&sums](pack sum, std::size_t i, std::size_t j) { sum.store(sums + i * sums_row + j); };
        for (std::size_t k = 0; k < depth; k += block)
            gemm_axpy_block<Extents, pack, plan>(a + a_at(k), b + b_at(k), rows, depth - k < block ? depth - k : block,
                                                 load, store, a_at, b_at);
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < sums_row; j += Lanes) finish(load(pack{}, i, j), i, j);
    }
}

/// sums[r][c] += A(r, k...) * B(column + c * Step, k...) for one pack of the depth and each row and column of a tile.
template <gemm_extents Extents, std::size_t Step, class Pack, std::size_t Rows, std::size_t Columns, class BAt>
PERCEPTYPE_INLINE constexpr void add_dot_products(Pack (&sums)[Rows][Columns], const typename Pack::scalar_type* a,
                                                  const typename Pack::scalar_type* b, std::size_t column, BAt b_at) {
    Pack left[Rows];
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) left[r] = Pack::load(a + r * Extents.a_row);
    if constexpr (repeats_loads && Columns > 1)
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) left[r] = opaque(left[r]);
    PERCEPTYPE_UNROLL for (std::size_t c = 0; c < Columns; ++c) {
        Pack right = Pack::load(b + b_at(column + c * Step));
        if constexpr (repeats_loads && Rows > 1) right = opaque(right);
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) sums[r][c] = multiply_add(left[r], right, sums[r][c]);
    }
}

/// The dot products of columns `Round`, `Round + Rounds`, ... of a tile of `Rows` rows by `Columns` columns, then those
/// of the rounds that follow. The sums across lanes are partial: `sum_groups` leaves groups of lanes to be added.
template <gemm_extents Extents, std::size_t Columns, std::size_t Round, class Pack, std::size_t Rows,
          std::size_t Rounds, class BAt>
PERCEPTYPE_INLINE constexpr void gemm_dot_round(Pack (&results)[Rows][Rounds], const typename Pack::scalar_type* a,
                                                const typename Pack::scalar_type* b, std::size_t column, BAt b_at) {
    constexpr std::size_t together = Pack::lanes / Rounds;
    constexpr std::size_t count = Round < Columns ? ceil_divide(Columns - Round, Rounds) : 0;
    constexpr std::size_t steps = ceil_divide(Extents.depth, Pack::lanes);
    constexpr std::size_t required =
        Pack::lanes == 1 || count == 0
            ? 1
            : ceil_divide(together == 1 ? streamed_fmas_in_flight : fmas_in_flight, Rows * count);
    constexpr std::size_t accumulator_sets = required < steps ? required : steps;

    Pack groups[Rows][together] = {};
    if constexpr (count != 0) {
        Pack sums[accumulator_sets][Rows][count] = {};  // g++ keeps an array in memory if part of it is never used
        // Otherwise clang unrolls a short depth and merges all rounds, with more sums than there are registers.
        std::size_t whole = steps / accumulator_sets * accumulator_sets;
        if constexpr (std::is_same_v<BAt, offset_table>)
            if (!std::is_constant_evaluated()) PERCEPTYPE_UNKNOWN(whole);
        for (std::size_t k = 0; k < whole; k += accumulator_sets)
            PERCEPTYPE_UNROLL for (std::size_t s = 0; s < accumulator_sets; ++s) add_dot_products<Extents, Rounds>(
                sums[s], a + (k + s) * Pack::lanes, b + (k + s) * Pack::lanes, column + Round, b_at);
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < steps % accumulator_sets; ++s) add_dot_products<Extents, Rounds>(
            sums[s], a + (whole + s) * Pack::lanes, b + (whole + s) * Pack::lanes, column + Round, b_at);
        add_accumulator_sets(sums);
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
            PERCEPTYPE_UNROLL for (std::size_t c = 0; c < count; ++c) groups[r][c] = sums[0][r][c];
    }
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) results[r][Round] =
        sum_groups<1, together, count>(groups[r]);
    if constexpr (Round + 1 < Rounds) gemm_dot_round<Extents, Columns, Round + 1>(results, a, b, column, b_at);
}

/// The dot products of `Rows` rows and `Columns` columns (at most one pack of columns) over the whole depth.
template <gemm_extents Extents, class Pack, std::size_t Rows, std::size_t Columns, class Start, class Finish, class BAt>
PERCEPTYPE_INLINE constexpr void gemm_dot_tile(const typename Pack::scalar_type* a, const typename Pack::scalar_type* b,
                                               std::size_t row, std::size_t column, Start start, Finish finish,
                                               BAt b_at) {
    constexpr std::size_t rounds =
        plan_rounds<typename Pack::scalar_type>(Rows, Pack::lanes, Extents.cols * Extents.b_stride);
    Pack results[Rows][rounds];
    gemm_dot_round<Extents, Columns, 0>(results, a + row * Extents.a_row, b, column, b_at);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
        finish(sum_groups<Pack::lanes / rounds, rounds>(results[r]) + start(Pack{}, row + r, column), row + r, column);
}

/// `Columns` columns (at most one pack) of all rows.
template <gemm_extents Extents, class Pack, std::size_t Rows, std::size_t Columns, class Start, class Finish, class BAt>
PERCEPTYPE_INLINE constexpr void gemm_dot_strip(const typename Pack::scalar_type* a,
                                                const typename Pack::scalar_type* b, std::size_t column,
                                                std::size_t rows, Start start, Finish finish, BAt b_at) {
    for (std::size_t row = 0; row < rows; row += Rows)
        gemm_dot_tile<Extents, Pack, Rows, Columns>(a, b, row, column, start, finish, b_at);
}

/// C(i, j) = start + sum over k of A(i, k) B(j, k), by dot products. The rows of A and B are adjacent in memory and
/// padded with zeros.
///
/// `start` and `finish` are as in `gemm_axpy`; `finish` also receives the columns from `Extents.cols` to `Padded`.
/// `b_at(j)` is the offset of B's row j.
template <gemm_extents Extents, std::size_t Lanes, std::size_t Padded, class Scalar, class Start, class Finish,
          class BAt = strided_offsets<Extents.b_stride>>
constexpr void gemm_dot(const Scalar* a,  // (rows, depth)
                        const Scalar* b,  // (cols, depth)
                        std::size_t rows, Start start, Finish finish, BAt b_at = {}) {
    using pack = kernels::pack<Scalar, Lanes>;
    constexpr std::size_t together = Lanes == 1 ? 1 : plan_rows(Extents.rows, Extents.cols);
    constexpr std::size_t whole = Extents.cols / Lanes * Lanes;
    for (std::size_t column = 0; column < whole; column += Lanes)
        gemm_dot_strip<Extents, pack, together, Lanes>(a, b, column, rows, start, finish, b_at);
    if constexpr (whole < Extents.cols)
        gemm_dot_strip<Extents, pack, together, Extents.cols - whole>(a, b, whole, rows, start, finish, b_at);
    constexpr std::size_t padding = round_up(Extents.cols, Lanes);
    if constexpr (padding < Padded)
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t column = padding; column < Padded; column += Lanes)
                finish(pack::broadcast(0), row, column);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
