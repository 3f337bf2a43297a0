// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The matrix product for a batch of narrow rows, samples of a few elements each. Several rows share a register; with
/// one row at a time most lanes would be empty.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The extents of C(i, j) = sum over k of A(i, k) B(k, j), and the distances in memory between rows, padding included.
/// The elements of a row are adjacent.
struct gemm_narrow_extents {
    std::size_t cols;      // j
    std::size_t depth;     // k
    std::size_t a_row;     // from A(i, k) to A(i + 1, k)
    std::size_t b_stride;  // from one row of B to the next
    std::size_t c_row;     // from C(i, j) to C(i + 1, j)
};

/// Whether the elements of A for one register of C come from one or two registers, by a permutation of their lanes.
template <gemm_narrow_extents Extents, std::size_t Lanes>
inline constexpr bool permutes_narrow_rows = Extents.c_row < Lanes && Extents.a_row <= 2 * Extents.c_row;
/// Whether C has a single column, and a register of it is made from several of A, by sums across lanes.
template <gemm_narrow_extents Extents, std::size_t Lanes>
inline constexpr bool reduces_narrow_rows =
    Extents.cols == 1 && Extents.c_row == 1 && 2 < Extents.a_row && Extents.a_row < Lanes;

/// Whether `gemm_narrow` can be used.
template <gemm_narrow_extents Extents, std::size_t Lanes>
inline constexpr bool has_narrow_rows = permutes_narrow_rows<Extents, Lanes> || reduces_narrow_rows<Extents, Lanes>;

/// C(i, j) = start(j) + sum over k of A(i, k) B(k, j), if `has_narrow_rows`.
///
/// finish(pack, i) receives the elements of C from offset i on, row by row. The padding of a row is computed from the
/// padding of B and `start`. C has room for whole packs after the last row. `rows` is a multiple of `row_step`.
template <gemm_narrow_extents Extents, std::size_t Lanes, class Scalar, class Finish>
constexpr void gemm_narrow(const Scalar* a,                    // (rows, depth)
                           const Scalar* b,                    // (depth, cols)
                           pack<Scalar, Extents.c_row> start,  // (cols)
                           std::size_t rows, Finish finish) {
    using pack = kernels::pack<Scalar, Lanes>;
    const pack begin = permute<Lanes>(start, [](std::size_t lane) { return lane % Extents.c_row; });
    constexpr std::size_t together = Lanes / Extents.c_row;
    // If fewer rows are left than share a register, zeros replace the others, whose memory is uninitialized.
    Scalar last[together > row_step ? together * Extents.a_row : 1] = {};
    const auto rows_from = [&](std::size_t row) -> const Scalar* {
        const Scalar* from = a + row * Extents.a_row;
        if constexpr (together > row_step)
            if (row + together > rows) {
                for (std::size_t i = 0; i < (rows - row) * Extents.a_row; i += row_step * Extents.a_row)
                    copy<row_step * Extents.a_row>(from + i, last + i);
                return last;
            }
        return from;
    };
    if constexpr (permutes_narrow_rows<Extents, Lanes>) {
        pack scales[Extents.depth];
        PERCEPTYPE_UNROLL for (std::size_t k = 0; k < Extents.depth; ++k) scales[k] =
            permute<Lanes>(kernels::pack<Scalar, Extents.c_row>::load(b + k * Extents.b_stride),
                           [](std::size_t lane) { return lane % Extents.c_row; });
        for (std::size_t row = 0; row < rows; row += together) {
            const Scalar* from = rows_from(row);
            const auto given = [from]<std::size_t k>(std::integral_constant<std::size_t, k>) {
                const auto source = [](std::size_t lane) { return lane / Extents.c_row * Extents.a_row + k; };
                if constexpr (Extents.a_row <= Extents.c_row)
                    return permute<Lanes>(kernels::pack<Scalar, together * Extents.a_row>::load(from), source);
                else
                    return permute(pack::load(from), pack::load(from + Lanes), source);
            };
            pack sums = begin;
            [&]<std::size_t... k>(std::index_sequence<k...>) {
                ((sums = multiply_add(given(std::integral_constant<std::size_t, k>{}), scales[k], sums)), ...);
            }(std::make_index_sequence<Extents.depth>{});
            finish(sums, row * Extents.c_row);
        }
    } else {
        const pack scales = permute<Lanes>(kernels::pack<Scalar, Extents.a_row>::load(b),
                                           [](std::size_t lane) { return lane % Extents.a_row; });
        for (std::size_t row = 0; row < rows; row += together) {
            const Scalar* from = rows_from(row);
            pack products[Extents.a_row];
            PERCEPTYPE_UNROLL for (std::size_t i = 0; i < Extents.a_row; ++i) products[i] =
                pack::load(from + i * Lanes) * scales;
            // Register i holds the rows from i * groups on; their sums are in lane i of each group.
            constexpr std::size_t groups = Lanes / Extents.a_row;
            const pack sums = sum_groups<groups, Extents.a_row>(products);
            finish(
                permute<Lanes>(sums, [](std::size_t lane) { return lane % groups * Extents.a_row + lane / groups; }) +
                    begin,
                row);
        }
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
