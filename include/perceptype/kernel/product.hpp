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
struct product_extents {
    std::size_t rows;     // i
    std::size_t columns;  // j
    std::size_t depth;    // k
    std::size_t a_row;    // from A(i, k) to A(i + 1, k)
    std::size_t a_depth;  // from A(i, k) to A(i, k + 1)
    std::size_t b_stride; // from one row of B to the next
};

/// All `Splits` sets of partial sums added up into the first.
template <class Pack, std::size_t Splits, std::size_t Rows, std::size_t Columns>
PERCEPTYPE_INLINE constexpr void add_splits(Pack (&sums)[Splits][Rows][Columns]) {
    PERCEPTYPE_UNROLL for (std::size_t s = 1; s < Splits; ++s)
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
            PERCEPTYPE_UNROLL for (std::size_t c = 0; c < Columns; ++c) sums[0][r][c] += sums[s][r][c];
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

/// `Rows` rows by `Packs` packs of the product, all of its depth.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Packs, std::size_t Splits, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void scaled_rows_tile(const typename Pack::scalar_type* a, const typename Pack::scalar_type* b,
                                                  std::size_t row, std::size_t column, Start start, Finish finish) {
    Pack sums[Splits][Rows][Packs] = {};
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p)
            sums[0][r][p] = start(Pack{}, row + r, column + p * Pack::lanes);

    a += row * E.a_row;
    b += column;
    constexpr std::size_t whole = E.depth / Splits * Splits;
    for (std::size_t k = 0; k < whole; k += Splits)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < Splits; ++s)
            add_scaled_rows<E>(sums[s], a + (k + s) * E.a_depth, b + (k + s) * E.b_stride);
    PERCEPTYPE_UNROLL for (std::size_t s = 0; s < E.depth % Splits; ++s)
        add_scaled_rows<E>(sums[s], a + (whole + s) * E.a_depth, b + (whole + s) * E.b_stride);

    add_splits(sums);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p)
            finish(sums[0][r][p], row + r, column + p * Pack::lanes);
}

/// C(i, j) = start + sum over k of A(i, k) B(k, j), as scaled rows of B: for B whose columns j are adjacent and padded.
///
/// `start(Pack{}, i, j)` gives the first value of the packs of row i from column j on, `finish(pack, i, j)` receives the sum.
/// Columns past E.columns hold whatever B's padding and `start` give: zero, where those are zero and A is finite.
template <product_extents E, std::size_t Lanes, class Scalar, class Start, class Finish>
constexpr void product_by_scaled_rows(const Scalar* a, const Scalar* b, Start start, Finish finish) {
    using pack = kernels::pack<Scalar, Lanes>;
    constexpr std::size_t packs = ceil_divide(E.columns, Lanes);
    constexpr tile plan = Lanes == 1 ? tile{1, 1, 1} : plan_tile(E.rows, packs, E.depth);
    constexpr std::size_t whole_columns = packs / plan.packs * plan.packs * Lanes;
    constexpr std::size_t whole_rows = E.rows / plan.rows * plan.rows;
    constexpr std::size_t last_packs = packs % plan.packs;
    constexpr std::size_t last_rows = E.rows % plan.rows;
    for (std::size_t column = 0; column < whole_columns; column += plan.packs * Lanes) {
        for (std::size_t row = 0; row < whole_rows; row += plan.rows)
            scaled_rows_tile<E, pack, plan.rows, plan.packs, plan.splits>(a, b, row, column, start, finish);
        if constexpr (last_rows != 0)
            scaled_rows_tile<E, pack, last_rows, plan.packs, plan.splits>(a, b, whole_rows, column, start, finish);
    }
    if constexpr (last_packs != 0) {
        for (std::size_t row = 0; row < whole_rows; row += plan.rows)
            scaled_rows_tile<E, pack, plan.rows, last_packs, plan.splits>(a, b, row, whole_columns, start, finish);
        if constexpr (last_rows != 0)
            scaled_rows_tile<E, pack, last_rows, last_packs, plan.splits>(a, b, whole_rows, whole_columns, start, finish);
    }
}

/// sums[r][c] += A(r, k...) * B(c, k...) for one pack of the depth, every row and column of a tile.
template <product_extents E, std::size_t Columns, class Pack, std::size_t Rows>
PERCEPTYPE_INLINE constexpr void add_products(Pack (&sums)[Rows][Pack::lanes], const typename Pack::scalar_type* a,
                                              const typename Pack::scalar_type* b) {
    Pack left[Rows];
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) left[r] = Pack::load(a + r * E.a_row);
    if constexpr (repeats_loads && Columns > 1)
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) left[r] = opaque(left[r]);
    PERCEPTYPE_UNROLL for (std::size_t c = 0; c < Columns; ++c) {
        const Pack right = Pack::load(b + c * E.b_stride);
        PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) sums[r][c] = multiply_add(left[r], right, sums[r][c]);
    }
}

/// `Rows` rows by `Columns` columns, at most one pack of them, of dot products over the whole depth.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Columns, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void dot_products_tile(const typename Pack::scalar_type* a,
                                                   const typename Pack::scalar_type* b, std::size_t row,
                                                   std::size_t column, Start start, Finish finish) {
    constexpr std::size_t steps = ceil_divide(E.depth, Pack::lanes);
    constexpr std::size_t wanted = Pack::lanes == 1 ? 1 : ceil_divide(chains, Rows * Columns);
    constexpr std::size_t splits = wanted < steps ? wanted : steps;

    Pack sums[splits][Rows][Pack::lanes] = {};
    a += row * E.a_row;
    b += column * E.b_stride;
    constexpr std::size_t whole = steps / splits * splits;
    for (std::size_t k = 0; k < whole; k += splits)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < splits; ++s)
            add_products<E, Columns>(sums[s], a + (k + s) * Pack::lanes, b + (k + s) * Pack::lanes);
    PERCEPTYPE_UNROLL for (std::size_t s = 0; s < steps % splits; ++s)
        add_products<E, Columns>(sums[s], a + (whole + s) * Pack::lanes, b + (whole + s) * Pack::lanes);

    add_splits(sums);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r)
        finish(sum_each(sums[0][r]) + start(Pack{}, row + r, column), row + r, column);
}

/// All columns of `Rows` rows of dot products.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Padded, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void dot_products_strip(const typename Pack::scalar_type* a,
                                                    const typename Pack::scalar_type* b, std::size_t row, Start start,
                                                    Finish finish) {
    std::size_t column = 0;
    for (; column + Pack::lanes <= E.columns; column += Pack::lanes)
        dot_products_tile<E, Pack, Rows, Pack::lanes>(a, b, row, column, start, finish);
    if constexpr (E.columns % Pack::lanes != 0) {
        dot_products_tile<E, Pack, Rows, E.columns % Pack::lanes>(a, b, row, column, start, finish);
        column += Pack::lanes;
    }
    for (; column < Padded; column += Pack::lanes)
        for (std::size_t r = 0; r < Rows; ++r) finish(Pack::broadcast(0), row + r, column);
}

/// C(i, j) = start + sum over k of A(i, k) B(j, k), as dot products: for A and B whose k is adjacent and padded with zeros.
///
/// `start` and `finish` as in `product_by_scaled_rows`; columns from E.columns to `Padded` are given to `finish` too.
template <product_extents E, std::size_t Lanes, std::size_t Padded, class Scalar, class Start, class Finish>
constexpr void product_by_dot_products(const Scalar* a, const Scalar* b, Start start, Finish finish) {
    constexpr std::size_t columns = E.columns < Lanes ? E.columns : Lanes;
    constexpr std::size_t wanted = Lanes == 1 ? 1 : (columns < chains ? chains / columns : 1);
    constexpr std::size_t most = wanted * Lanes <= vector_registers - 4 ? wanted : 1;
    constexpr std::size_t rows = most < E.rows ? most : E.rows;
    std::size_t row = 0;
    for (; row + rows <= E.rows; row += rows)
        dot_products_strip<E, pack<Scalar, Lanes>, rows, Padded>(a, b, row, start, finish);
    if constexpr (E.rows % rows != 0)
        dot_products_strip<E, pack<Scalar, Lanes>, E.rows % rows, Padded>(a, b, row, start, finish);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
