// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The two products every dense pass is made of. Which of them serves the forward and which the backward pass is the
/// layer's storage order's affair (plan.hpp); weight gradients are scaled rows as well, summed over samples.

#include <perceptype/kernel/pack.hpp>
#include <perceptype/kernel/plan.hpp>

#include <cstddef>
#include <utility>

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

/// into[i] += from[i], unrolled.
template <class Pack, std::size_t Count>
PERCEPTYPE_INLINE constexpr void add_packs(Pack (&into)[Count], const Pack (&from)[Count]) {
    [&]<std::size_t... i>(std::index_sequence<i...>) { ((into[i] += from[i]), ...); }(std::make_index_sequence<Count>{});
}

/// All `Splits` sets of partial sums added up into the first.
template <class Pack, std::size_t Splits, std::size_t Count>
PERCEPTYPE_INLINE constexpr void add_splits(Pack (&sums)[Splits][Count]) {
    [&]<std::size_t... s>(std::index_sequence<s...>) {
        (add_packs(sums[0], sums[1 + s]), ...);
    }(std::make_index_sequence<Splits - 1>{});
}

/// accumulators[First + p] += scalar * b[p]
template <std::size_t First, class Pack, std::size_t Count, std::size_t Packs>
PERCEPTYPE_INLINE constexpr void add_scaled(Pack (&accumulators)[Count], typename Pack::scalar_type scalar,
                                            const Pack (&b)[Packs]) {
    const Pack factor = Pack::broadcast(scalar);
    [&]<std::size_t... p>(std::index_sequence<p...>) {
        ((accumulators[First + p] = multiply_add(factor, b[p], accumulators[First + p])), ...);
    }(std::make_index_sequence<Packs>{});
}

/// One step of the depth for `Rows` rows: a row of B, each time scaled by a scalar of A.
template <product_extents E, std::size_t Rows, std::size_t Packs, class Pack>
PERCEPTYPE_INLINE constexpr void add_scaled_rows(Pack (&accumulators)[Rows * Packs],
                                                 const typename Pack::scalar_type* a,
                                                 const typename Pack::scalar_type* b) {
    [&]<std::size_t... r, std::size_t... p>(std::index_sequence<r...>, std::index_sequence<p...>) {
        const Pack row[Packs] = {Pack::load(b + p * Pack::lanes)...};
        (add_scaled<r * Packs>(accumulators, a[r * E.a_row], row), ...);
    }(std::make_index_sequence<Rows>{}, std::make_index_sequence<Packs>{});
}

/// `Rows` rows by `Packs` packs of the product, all of its depth.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Packs, std::size_t Splits, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void scaled_rows_tile(const typename Pack::scalar_type* a, const typename Pack::scalar_type* b,
                                                  std::size_t row, std::size_t column, Start start, Finish finish) {
    Pack sums[Splits][Rows * Packs] = {};
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        ((sums[0][i] = start(Pack{}, row + i / Packs, column + i % Packs * Pack::lanes)), ...);
    }(std::make_index_sequence<Rows * Packs>{});

    a += row * E.a_row;
    b += column;
    const auto steps = [&]<std::size_t... s>(std::size_t k, std::index_sequence<s...>) {
        (add_scaled_rows<E, Rows, Packs>(sums[s], a + (k + s) * E.a_depth, b + (k + s) * E.b_stride), ...);
    };
    constexpr std::size_t whole = E.depth / Splits * Splits;
    for (std::size_t k = 0; k < whole; k += Splits) steps(k, std::make_index_sequence<Splits>{});
    steps(whole, std::make_index_sequence<E.depth % Splits>{});

    add_splits(sums);
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (finish(sums[0][i], row + i / Packs, column + i % Packs * Pack::lanes), ...);
    }(std::make_index_sequence<Rows * Packs>{});
}

/// All rows of the product, `Packs` packs of columns from `column` on.
template <product_extents E, class Pack, tile Tile, std::size_t Packs, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void scaled_rows_strip(const typename Pack::scalar_type* a,
                                                   const typename Pack::scalar_type* b, std::size_t column, Start start,
                                                   Finish finish) {
    std::size_t row = 0;
    for (; row + Tile.rows <= E.rows; row += Tile.rows)
        scaled_rows_tile<E, Pack, Tile.rows, Packs, Tile.splits>(a, b, row, column, start, finish);
    if constexpr (E.rows % Tile.rows != 0)
        scaled_rows_tile<E, Pack, E.rows % Tile.rows, Packs, Tile.splits>(a, b, row, column, start, finish);
}

/// C(i, j) = start + sum over k of A(i, k) B(k, j), as scaled rows of B: for B whose columns j are adjacent and padded.
///
/// `start(Pack{}, i, j)` gives the first value of the packs of row i from column j on, `finish(pack, i, j)` receives the sum.
/// Columns past E.columns hold whatever B's padding and `start` give: zero, where those are zero and A is finite.
template <product_extents E, std::size_t Lanes, class Scalar, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void product_by_scaled_rows(const Scalar* a, const Scalar* b, Start start, Finish finish) {
    constexpr std::size_t packs = ceil_divide(E.columns, Lanes);
    constexpr tile plan = Lanes == 1 ? tile{1, 1, 1} : plan_tile(E.rows, packs, E.depth);
    std::size_t column = 0;
    for (std::size_t whole = 0; whole < packs / plan.packs; ++whole, column += plan.packs * Lanes)
        scaled_rows_strip<E, pack<Scalar, Lanes>, plan, plan.packs>(a, b, column, start, finish);
    if constexpr (packs % plan.packs != 0)
        scaled_rows_strip<E, pack<Scalar, Lanes>, plan, packs % plan.packs>(a, b, column, start, finish);
}

/// sums[r * Lanes + i] += A(r, k...) * B(i, k...) for one pack of the depth, every row and column of a tile.
template <product_extents E, std::size_t Rows, std::size_t Columns, class Pack, std::size_t Count>
PERCEPTYPE_INLINE constexpr void add_products(Pack (&sums)[Count], const typename Pack::scalar_type* a,
                                              const typename Pack::scalar_type* b) {
    [&]<std::size_t... r, std::size_t... i>(std::index_sequence<r...>, std::index_sequence<i...>) {
        const Pack left[Rows] = {Pack::load(a + r * E.a_row)...};
        Pack right{};
        ((right = i % Rows == 0 ? Pack::load(b + i / Rows * E.b_stride) : right,
          sums[i % Rows * Pack::lanes + i / Rows] =
              multiply_add(left[i % Rows], right, sums[i % Rows * Pack::lanes + i / Rows])),
         ...);
    }(std::make_index_sequence<Rows>{}, std::make_index_sequence<Rows * Columns>{});
}

/// `Rows` rows by `Columns` columns, at most one pack of them, of dot products over the whole depth.
template <product_extents E, class Pack, std::size_t Rows, std::size_t Columns, class Start, class Finish>
PERCEPTYPE_INLINE constexpr void dot_products_tile(const typename Pack::scalar_type* a,
                                                   const typename Pack::scalar_type* b, std::size_t row,
                                                   std::size_t column, Start start, Finish finish) {
    constexpr std::size_t steps = ceil_divide(E.depth, Pack::lanes);
    constexpr std::size_t wanted = Pack::lanes == 1 ? 1 : ceil_divide(chains, Rows * Columns);
    constexpr std::size_t splits = wanted < steps ? wanted : steps;

    Pack sums[splits][Rows * Pack::lanes] = {};
    a += row * E.a_row;
    b += column * E.b_stride;
    const auto several = [&]<std::size_t... s>(std::size_t k, std::index_sequence<s...>) {
        (add_products<E, Rows, Columns>(sums[s], a + (k + s) * Pack::lanes, b + (k + s) * Pack::lanes), ...);
    };
    constexpr std::size_t whole = steps / splits * splits;
    for (std::size_t k = 0; k < whole; k += splits) several(k, std::make_index_sequence<splits>{});
    several(whole, std::make_index_sequence<steps % splits>{});

    add_splits(sums);
    [&]<std::size_t... r>(std::index_sequence<r...>) {
        (finish(sum_each<r * Pack::lanes>(sums[0]) + start(Pack{}, row + r, column), row + r, column), ...);
    }(std::make_index_sequence<Rows>{});
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
PERCEPTYPE_INLINE constexpr void product_by_dot_products(const Scalar* a, const Scalar* b, Start start, Finish finish) {
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
