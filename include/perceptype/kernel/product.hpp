// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The two products every dense pass is made of. Which of them serves the forward and which the backward pass is the
/// layer's storage order's affair (plan.hpp); weight gradients are scaled rows as well, summed over samples.

#include <perceptype/config.hpp>
#include <perceptype/kernel/lanes.hpp>
#include <perceptype/kernel/pack.hpp>
#include <perceptype/kernel/plan.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The extents of C(i, j) = sum over k of A(i, k) B(k, j), and the distances in memory of A's two indices and of B's rows.
/// Rows or depth may vary at run time: then the extent is the largest, a multiple of `row_step` like all that occur.
struct product_extents {
    std::size_t rows;      // i
    std::size_t columns;   // j
    std::size_t depth;     // k
    std::size_t a_row;     // from A(i, k) to A(i + 1, k)
    std::size_t a_depth;   // from A(i, k) to A(i, k + 1)
    std::size_t b_stride;  // from one row of B to the next
    bool depth_varies = false;
};

/// All `Splits` sets of partial sums added up into the first, in pairs: as few additions as can be wait for each other.
template <class Pack, std::size_t Splits, std::size_t Rows, std::size_t Columns>
PERCEPTYPE_INLINE constexpr void add_splits(Pack (&sums)[Splits][Rows][Columns]) {
    PERCEPTYPE_UNROLL for (std::size_t step = 1; step < Splits; step *= 2)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s + step < Splits; s += 2 * step)
            PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
                PERCEPTYPE_UNROLL for (std::size_t c = 0; c < Columns; ++c) sums[s][r][c] += sums[s + step][r][c];
}

/// One step of the depth for `Rows` rows: a row of B, each time scaled by a scalar of A.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Packs>
PERCEPTYPE_INLINE constexpr void add_scaled_rows(Pack (&sums)[Rows][Packs], const typename Pack::scalar_type* a,
                                                 const typename Pack::scalar_type* b) {
    Pack row[Packs];
    PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) row[p] = Pack::load(b + p * Pack::lanes);
    // Two loads a cycle are all there are: what several multiply-adds read is loaded once.
    if constexpr (repeats_loads && Rows > 1)
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) row[p] = opaque(row[p]);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
        const Pack factor = Pack::broadcast(a[r * E.a_row]);
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) sums[r][p] = multiply_add(factor, row[p], sums[r][p]);
    }
}

/// `Rows` rows by `Packs` packs of the product, summed over `depth` steps.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Packs, std::size_t Splits, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void scaled_rows_tile(const typename Pack::scalar_type* a, const typename Pack::scalar_type* b,
                                                  std::size_t row, std::size_t column, std::size_t depth, Start start,
                                                  Finish finish) {
    Pack sums[Splits][Rows][Packs] = {};
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p)
            sums[0][r][p] = start(Pack{}, row + r, column + p * Pack::lanes);

    a += row * E.a_row;
    b += column;
    constexpr std::size_t rest = E.depth % Splits;
    const std::size_t whole = depth - rest;
    for (std::size_t k = 0; k < whole; k += Splits)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < Splits; ++s)
            add_scaled_rows<E>(sums[s], a + (k + s) * E.a_depth, b + (k + s) * E.b_stride);
    PERCEPTYPE_UNROLL for (std::size_t s = 0; s < rest; ++s)
        add_scaled_rows<E>(sums[s], a + (whole + s) * E.a_depth, b + (whole + s) * E.b_stride);

    add_splits(sums);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p)
            finish(sums[0][r][p], row + r, column + p * Pack::lanes);
}

/// `Rows` rows of the product from `row` on, tile by tile.
template <product_extents E, class Pack, std::size_t Rows, tile Plan, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void scaled_rows_strip(const typename Pack::scalar_type* a, const typename Pack::scalar_type* b,
                                                   std::size_t row, std::size_t depth, Start start, Finish finish) {
    constexpr std::size_t packs = ceil_divide(E.columns, Pack::lanes);
    constexpr std::size_t whole = packs / Plan.packs * Plan.packs * Pack::lanes;
    for (std::size_t column = 0; column < whole; column += Plan.packs * Pack::lanes)
        scaled_rows_tile<E, Pack, Rows, Plan.packs, Plan.splits>(a, b, row, column, depth, start, finish);
    if constexpr (packs % Plan.packs != 0)
        scaled_rows_tile<E, Pack, Rows, packs % Plan.packs, Plan.splits>(a, b, row, whole, depth, start, finish);
}

/// `rows` rows of the product, strip by strip: what is written lies in order.
template <product_extents E, class Pack, tile Plan, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void scaled_rows_block(const typename Pack::scalar_type* a, const typename Pack::scalar_type* b,
                                                   std::size_t rows, std::size_t depth, Start start, Finish finish) {
    constexpr std::size_t rest = E.rows % Plan.rows;  // of a number of rows that does not vary
    const std::size_t whole = rows - rest;
    for (std::size_t row = 0; row < whole; row += Plan.rows)
        scaled_rows_strip<E, Pack, Plan.rows, Plan>(a, b, row, depth, start, finish);
    if constexpr (rest != 0) scaled_rows_strip<E, Pack, rest, Plan>(a, b, whole, depth, start, finish);
}

/// Scalars that `product_by_scaled_rows` keeps its sums in on the way.
template <product_extents E, std::size_t Lanes, class Scalar>
inline constexpr std::size_t scaled_rows_scratch =
    Lanes == 1 || E.depth_varies || plan_depth(plan_tile(E.rows, ceil_divide(E.columns, Lanes), E.depth), E.rows, E.depth, E.b_stride * sizeof(Scalar)) == E.depth
        ? 0
        : E.rows * round_up(E.columns, Lanes);

/// C(i, j) = start + sum over k of A(i, k) B(k, j), as scaled rows of B: for B whose columns j are adjacent and padded.
///
/// `start(Pack{}, i, j)` gives the first value of the packs of row i from column j on, `finish(pack, i, j)` receives the sum.
/// Columns past E.columns hold whatever B's padding and `start` give: zero, where those are zero and A is finite.
template <product_extents E, std::size_t Lanes, class Scalar, class Start, class Finish>
constexpr void product_by_scaled_rows(const Scalar* a, const Scalar* b, std::size_t rows, std::size_t depth, Start start,
                                      Finish finish) {
    using pack = kernels::pack<Scalar, Lanes>;
    constexpr tile plan = Lanes == 1 ? tile{1, 1, 1} : plan_tile(E.rows, ceil_divide(E.columns, Lanes), E.depth, E.depth_varies);
    constexpr std::size_t scratch = scaled_rows_scratch<E, Lanes, Scalar>;
    if constexpr (scratch == 0) {
        scaled_rows_block<E, pack, plan>(a, b, rows, depth, start, finish);
    } else {
        // Block by block of the depth, each as large as the first cache likes; the sums wait in memory.
        constexpr std::size_t block = plan_depth(plan, E.rows, E.depth, E.b_stride * sizeof(Scalar));
        constexpr std::size_t sums_row = round_up(E.columns, Lanes);
        alignas(sizeof(pack)) Scalar sums[scratch];
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < sums_row; j += Lanes) start(pack{}, i, j).store(sums + i * sums_row + j);
        const auto load = [&sums](pack, std::size_t i, std::size_t j) { return pack::load(sums + i * sums_row + j); };
        const auto store = [&sums](pack sum, std::size_t i, std::size_t j) { sum.store(sums + i * sums_row + j); };
        for (std::size_t k = 0; k < depth; k += block)
            scaled_rows_block<E, pack, plan>(a + k * E.a_depth, b + k * E.b_stride, rows, depth - k < block ? depth - k : block,
                                             load, store);
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < sums_row; j += Lanes) finish(load(pack{}, i, j), i, j);
    }
}

/// sums[r][c] += A(r, k...) * B(c * Step, k...) for one pack of the depth, every row and column of a tile.
template <product_extents E, std::size_t Columns, std::size_t Step, class Pack, std::size_t Rows, std::size_t Size>
PERCEPTYPE_INLINE constexpr void add_products(Pack (&sums)[Rows][Size], const typename Pack::scalar_type* a,
                                              const typename Pack::scalar_type* b) {
    Pack left[Rows];
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) left[r] = Pack::load(a + r * E.a_row);
    if constexpr (repeats_loads && Columns > 1)
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) left[r] = opaque(left[r]);
    PERCEPTYPE_UNROLL for (std::size_t c = 0; c < Columns; ++c) {
        Pack right = Pack::load(b + c * Step * E.b_stride);
        if constexpr (repeats_loads && Rows > 1) right = opaque(right);
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) sums[r][c] = multiply_add(left[r], right, sums[r][c]);
    }
}

/// Of a tile of `Rows` rows by `Columns` columns, the columns `Turn`, `Turn + Turns`, ...: their dot products, not yet summed
/// across lanes but for the groups that `sum_groups` leaves; and so for the turns that follow.
template <product_extents E, std::size_t Columns, std::size_t Turn, class Pack, std::size_t Rows, std::size_t Turns>
PERCEPTYPE_INLINE constexpr void dot_products_turn(Pack (&results)[Rows][Turns], const typename Pack::scalar_type* a,
                                                   const typename Pack::scalar_type* b) {
    constexpr std::size_t together = Pack::lanes / Turns;
    constexpr std::size_t count = Turn < Columns ? ceil_divide(Columns - Turn, Turns) : 0;
    constexpr std::size_t steps = ceil_divide(E.depth, Pack::lanes);
    constexpr std::size_t wanted = Pack::lanes == 1 || count == 0 ? 1 : ceil_divide(chains, Rows * count);
    constexpr std::size_t splits = wanted < steps ? wanted : steps;

    Pack sums[splits][Rows][together] = {};
    if constexpr (count != 0) {
        constexpr std::size_t whole = steps / splits * splits;
        for (std::size_t k = 0; k < whole; k += splits)
            PERCEPTYPE_UNROLL for (std::size_t s = 0; s < splits; ++s)
                add_products<E, count, Turns>(sums[s], a + (k + s) * Pack::lanes, b + Turn * E.b_stride + (k + s) * Pack::lanes);
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < steps % splits; ++s)
            add_products<E, count, Turns>(sums[s], a + (whole + s) * Pack::lanes,
                                          b + Turn * E.b_stride + (whole + s) * Pack::lanes);
        add_splits(sums);
    }
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) results[r][Turn] = sum_groups<1, together>(sums[0][r]);
    if constexpr (Turn + 1 < Turns) dot_products_turn<E, Columns, Turn + 1>(results, a, b);
}

/// `Rows` rows by `Columns` columns, at most one pack of them, of dot products over the whole depth.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Columns, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void dot_products_tile(const typename Pack::scalar_type* a,
                                                   const typename Pack::scalar_type* b, std::size_t row,
                                                   std::size_t column, Start start, Finish finish) {
    constexpr std::size_t turns = Rows == 1 ? 1 : ceil_divide(Pack::lanes, products_together);
    Pack results[Rows][turns];
    dot_products_turn<E, Columns, 0>(results, a + row * E.a_row, b + column * E.b_stride);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
        finish(sum_groups<Pack::lanes / turns, turns>(results[r]) + start(Pack{}, row + r, column), row + r, column);
}

/// `Columns` columns, at most one pack of them, of all rows.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Columns, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void dot_products_strip(const typename Pack::scalar_type* a,
                                                    const typename Pack::scalar_type* b, std::size_t column,
                                                    std::size_t rows, Start start, Finish finish) {
    for (std::size_t row = 0; row < rows; row += Rows)
        dot_products_tile<E, Pack, Rows, Columns>(a, b, row, column, start, finish);
}

/// C(i, j) = start + sum over k of A(i, k) B(j, k), as dot products: for A and B whose k is adjacent and padded with zeros.
///
/// `start` and `finish` as in `product_by_scaled_rows`; columns from E.columns to `Padded` are given to `finish` too.
template <product_extents E, std::size_t Lanes, std::size_t Padded, class Scalar, class Start, class Finish>
constexpr void product_by_dot_products(const Scalar* a, const Scalar* b, std::size_t rows, Start start, Finish finish) {
    using pack = kernels::pack<Scalar, Lanes>;
    constexpr std::size_t together = Lanes == 1 ? 1 : plan_rows(E.rows, E.columns);
    constexpr std::size_t whole = E.columns / Lanes * Lanes;
    for (std::size_t column = 0; column < whole; column += Lanes)
        dot_products_strip<E, pack, together, Lanes>(a, b, column, rows, start, finish);
    if constexpr (whole < E.columns) dot_products_strip<E, pack, together, E.columns - whole>(a, b, whole, rows, start, finish);
    constexpr std::size_t padding = round_up(E.columns, Lanes);
    if constexpr (padding < Padded)
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t column = padding; column < Padded; column += Lanes) finish(pack::broadcast(0), row, column);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
