// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Backward pass of a dense layer for one sample, in one sweep over the weights: the product of the weights and the
/// delta (BLAS's gemv, plain or transposed) and the rank-1 update (ger) of the gradient or of the weights themselves.
/// The stores of the update limit the speed of a sweep; the multiply-adds of the product overlap with them.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// A matrix whose rows are `stride` scalars apart. The matrix that is updated has the same layout.
struct gemv_extents {
    std::size_t rows;
    std::size_t cols;
    std::size_t stride;
};

/// Whether `gemv_ger` and `gemv_transposed_ger` go row by row, with their sums in memory: they do if the matrix is
/// streamed. Otherwise the sums stay in registers, and several rows or columns share each load.
template <gemv_extents Extents, class Scalar>
inline constexpr bool sweeps_row_by_row = is_streamed<Scalar>(Extents.rows * Extents.stride);

/// `Rows` rows (at most one pack) by `Packs` packs of columns, starting at `column`, of `gemv_ger`.
template <gemv_extents Extents, std::size_t Rows, std::size_t Packs, class Pack, class Scalar>
PERCEPTYPE_INLINE constexpr void gemv_ger_tile(const Scalar* matrix, const Scalar* left, const Scalar* right,
                                               Scalar* changed, std::size_t column, Pack* sums) {
    Pack across[Packs];
    PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) across[p] = Pack::load(right + column + p * Pack::lanes);
    PERCEPTYPE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
        const Pack factor = Pack::broadcast(left[r]);
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) {
            const std::size_t at = r * Extents.stride + column + p * Pack::lanes;
            sums[r] = multiply_add(across[p], Pack::load(matrix + at), sums[r]);
            trim<Extents.cols>(multiply_add(factor, across[p], Pack::load(changed + at)), column + p * Pack::lanes)
                .store(changed + at);
        }
    }
}

/// `Rows` rows and all columns of `gemv_ger`.
template <gemv_extents Extents, std::size_t Rows, class Pack, class Scalar>
PERCEPTYPE_INLINE constexpr void gemv_ger_rows(const Scalar* matrix, const Scalar* left, const Scalar* right,
                                               Scalar* changed, Pack* sums) {
    constexpr std::size_t packs = ceil_divide(Extents.cols, Pack::lanes);
    constexpr std::size_t together = Pack::lanes == 1 ? 1 : plan_gemv_packs(packs);
    constexpr std::size_t whole = packs / together * together * Pack::lanes;
    for (std::size_t column = 0; column < whole; column += together * Pack::lanes) {
        gemv_ger_tile<Extents, Rows, together>(matrix, left, right, changed, column, sums);
        // Otherwise g++ loads the factors of all rows before the loop, and spills them.
        if (!std::is_constant_evaluated()) PERCEPTYPE_UNKNOWN(left);
    }
    if constexpr (packs % together != 0)
        gemv_ger_tile<Extents, Rows, packs % together>(matrix, left, right, changed, whole, sums);
}

/// The number of scalars in which `gemv_ger` stores its sums; 0 if they stay in registers.
template <gemv_extents Extents, std::size_t Lanes, class Scalar>
inline constexpr std::size_t gemv_ger_scratch = Lanes != 1 && sweeps_row_by_row<Extents, Scalar> ? Lanes * Lanes : 0;

/// `Rows` rows (at most one pack) of `gemv_ger`, and their results.
template <gemv_extents Extents, std::size_t Rows, class Pack, class Scalar, class Finish>
PERCEPTYPE_INLINE constexpr void gemv_ger_strip(const Scalar* matrix, const Scalar* left, const Scalar* right,
                                                Scalar* changed, std::size_t row, Finish finish) {
    Pack sums[Pack::lanes] = {};
    matrix += row * Extents.stride;
    changed += row * Extents.stride;
    left += row;
    if constexpr (sweeps_row_by_row<Extents, Scalar>)
        PERCEPTYPE_ROLLED for (std::size_t r = 0; r < Rows; ++r) gemv_ger_rows<Extents, 1>(
            matrix + r * Extents.stride, left + r, right, changed + r * Extents.stride, sums + r);
    else
        gemv_ger_rows<Extents, Rows>(matrix, left, right, changed, sums);
    finish(sum_groups<1, Pack::lanes, Rows>(sums), row);
}

/// gemv and ger: y(r) = sum over c of M(r, c) right(c), and changed(r, c) += left(r) right(c). finish(pack, r) receives
/// the pack of y that begins at row r. The columns are adjacent and padded with zeros.
///
/// `changed` may be the matrix itself: each element is read before it is written. `finish` also receives the rows from
/// `Extents.rows` to `Padded`, as zeros.
template <gemv_extents Extents, std::size_t Lanes, std::size_t Padded, class Scalar, class Finish>
constexpr void gemv_ger(const Scalar* matrix,  // (rows, cols)
                        const Scalar* left,    // (rows)
                        const Scalar* right,   // (cols)
                        Scalar* changed,       // (rows, cols)
                        Finish finish) {
    using pack = kernels::pack<Scalar, Lanes>;
    constexpr std::size_t whole = Extents.rows / Lanes * Lanes;
    for (std::size_t row = 0; row < whole; row += Lanes)
        gemv_ger_strip<Extents, Lanes, pack>(matrix, left, right, changed, row, finish);
    if constexpr (whole < Extents.rows)
        gemv_ger_strip<Extents, Extents.rows - whole, pack>(matrix, left, right, changed, whole, finish);
    for (std::size_t row = round_up(Extents.rows, Lanes); row < Padded; row += Lanes) finish(pack::broadcast(0), row);
}

/// `Packs` packs of columns, starting at `column`, of `gemv_transposed_ger`.
template <gemv_extents Extents, class Pack, std::size_t Packs, class Scalar, class Finish>
PERCEPTYPE_INLINE constexpr void gemv_transposed_ger_tile(const Scalar* matrix, const Scalar* left, const Scalar* right,
                                                          Scalar* changed, std::size_t column, Finish finish) {
    constexpr std::size_t accumulator_sets =
        Packs == 1 && Extents.rows > 1 ? 2 : 1;  // with one set, each multiply-add waits for the last
    Pack across[Packs];
    Pack sums[accumulator_sets][Packs] = {};
    PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) across[p] = Pack::load(right + column + p * Pack::lanes);
    matrix += column;
    changed += column;
    const auto sweep = [&](std::size_t row, Pack(&sum)[Packs]) {
        const Pack factor = Pack::broadcast(left[row]);
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) {
            const std::size_t at = row * Extents.stride + p * Pack::lanes;
            sum[p] = multiply_add(factor, Pack::load(matrix + at), sum[p]);
            trim<Extents.cols>(multiply_add(factor, across[p], Pack::load(changed + at)), column + p * Pack::lanes)
                .store(changed + at);
        }
    };
    constexpr std::size_t whole = Extents.rows / accumulator_sets * accumulator_sets;
    for (std::size_t row = 0; row < whole; row += accumulator_sets)
        PERCEPTYPE_UNROLL for (std::size_t s = 0; s < accumulator_sets; ++s) sweep(row + s, sums[s]);
    if constexpr (whole < Extents.rows) sweep(whole, sums[0]);
    PERCEPTYPE_UNROLL for (std::size_t p = 0; p < Packs; ++p) {
        if constexpr (accumulator_sets == 2) sums[0][p] += sums[1][p];
        finish(sums[0][p], column + p * Pack::lanes);
    }
}

/// `gemv_transposed_ger` row by row, for a matrix that is streamed.
template <gemv_extents Extents, class Pack, class Scalar, class Finish>
constexpr void gemv_transposed_ger_row_by_row(const Scalar* matrix, const Scalar* left, const Scalar* right,
                                              Scalar* changed, Scalar* sums, Finish finish) {
    constexpr std::size_t lanes = Pack::lanes;
    for (std::size_t c = 0; c < Extents.cols; c += lanes) Pack::broadcast(0).store(sums + c);
    for (std::size_t row = 0; row < Extents.rows; ++row, matrix += Extents.stride, changed += Extents.stride) {
        const Pack factor = Pack::broadcast(left[row]);
        PERCEPTYPE_ROLLED for (std::size_t c = 0; c < Extents.cols; c += lanes) {
            multiply_add(factor, Pack::load(matrix + c), Pack::load(sums + c)).store(sums + c);
            trim<Extents.cols>(multiply_add(factor, Pack::load(right + c), Pack::load(changed + c)), c)
                .store(changed + c);
        }
    }
    for (std::size_t c = 0; c < Extents.cols; c += lanes) finish(Pack::load(sums + c), c);
}

/// Transposed gemv and ger: y(c) = sum over r of M(r, c) left(r), and changed(r, c) += left(r) right(c).
/// finish(pack, c) receives the pack of y that begins at column c. The columns are adjacent and padded with zeros.
///
/// `changed` may be the matrix itself: each element is read before it is written. `sums` has room for one row; `finish`
/// may write its results there.
template <gemv_extents Extents, std::size_t Lanes, class Scalar, class Finish>
constexpr void gemv_transposed_ger(const Scalar* matrix,  // (rows, cols)
                                   const Scalar* left,    // (rows)
                                   const Scalar* right,   // (cols)
                                   Scalar* changed,       // (rows, cols)
                                   Scalar* sums,          // (cols)
                                   Finish finish) {
    using pack = kernels::pack<Scalar, Lanes>;
    constexpr std::size_t packs = ceil_divide(Extents.cols, Lanes);
    constexpr std::size_t together = Lanes == 1 ? 1 : plan_gemv_packs(packs);
    constexpr std::size_t whole = packs / together * together * Lanes;
    if constexpr (Lanes != 1 && sweeps_row_by_row<Extents, Scalar>) {
        gemv_transposed_ger_row_by_row<Extents, pack>(matrix, left, right, changed, sums, finish);
    } else {
        for (std::size_t column = 0; column < whole; column += together * Lanes)
            gemv_transposed_ger_tile<Extents, pack, together>(matrix, left, right, changed, column, finish);
        if constexpr (packs % together != 0)
            gemv_transposed_ger_tile<Extents, pack, packs % together>(matrix, left, right, changed, whole, finish);
    }
}

/// ger, the rank-1 update: changed(r, c) += left(r) right(c). The columns are adjacent and padded with zeros.
template <gemv_extents Extents, std::size_t Lanes, class Scalar>
constexpr void ger(const Scalar* left,   // (rows)
                   const Scalar* right,  // (cols)
                   Scalar* changed) {    // (rows, cols)
    using pack = kernels::pack<Scalar, Lanes>;
    constexpr std::size_t packs = ceil_divide(Extents.cols, Lanes);
    const auto sweep = [=](auto across) {
        Scalar* row = changed;
        PERCEPTYPE_ROLLED for (std::size_t r = 0; r < Extents.rows; ++r, row += Extents.stride) {
            const pack factor = pack::broadcast(left[r]);
            const auto change = [=](std::size_t p) {
                const std::size_t at = p * Lanes;
                trim<Extents.cols>(multiply_add(factor, across(p), pack::load(row + at)), at).store(row + at);
            };
            if constexpr (packs <= fmas_in_flight)
                PERCEPTYPE_UNROLL for (std::size_t p = 0; p < packs; ++p) change(p);
            else
                PERCEPTYPE_ROLLED for (std::size_t p = 0; p < packs; ++p) change(p);
        }
    };
    if constexpr (packs <= fmas_in_flight) {
        // Made opaque, since clang would otherwise load them again for each row.
        pack across[packs];
        PERCEPTYPE_UNROLL for (std::size_t p = 0; p < packs; ++p) across[p] = opaque(pack::load(right + p * Lanes));
        sweep([&across](std::size_t p) { return across[p]; });
    } else {
        sweep([right](std::size_t p) { return pack::load(right + p * Lanes); });
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
