// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The product of a batch whose rows are so narrow that several share a register: samples of a few numbers each. Row by
/// row most lanes would be empty.

#include <perceptype/config.hpp>
#include <perceptype/kernel/lanes.hpp>
#include <perceptype/kernel/pack.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/row.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The extents of C(i, j) = sum over k of A(i, k) B(k, j), and the distances in memory between rows, which hold their
/// padding; each row of B and C is adjacent.
struct narrow_extents {
    std::size_t columns;   // j
    std::size_t depth;     // k
    std::size_t a_row;     // from A(i, k) to A(i + 1, k)
    std::size_t b_stride;  // from one row of B to the next
    std::size_t c_row;     // from C(i, j) to C(i + 1, j)
};

/// A register of C takes its numbers of A from one register or two, spread over its lanes.
template <narrow_extents E, std::size_t Lanes>
inline constexpr bool spreads_narrow_rows = E.c_row < Lanes && E.a_row <= 2 * E.c_row;
/// A register of C, of a single column, takes them from several, whose products are added up across lanes.
template <narrow_extents E, std::size_t Lanes>
inline constexpr bool adds_narrow_rows = E.columns == 1 && E.c_row == 1 && 2 < E.a_row && E.a_row < Lanes;

/// Whether `product_of_narrow_rows` serves.
template <narrow_extents E, std::size_t Lanes>
inline constexpr bool has_narrow_rows = spreads_narrow_rows<E, Lanes> || adds_narrow_rows<E, Lanes>;

/// C(i, j) = start(j) + sum over k of A(i, k) B(k, j), where `has_narrow_rows`; `start` is repeated in every row.
///
/// finish(pack, i) receives the numbers from place i of C on, row by row with their padding, which holds what B's and
/// `start` give. C has room for whole packs behind the last of `rows` rows, a multiple of `row_step`.
template <narrow_extents E, std::size_t Lanes, class Scalar, class Finish>
constexpr void product_of_narrow_rows(const Scalar* a, const Scalar* b, pack<Scalar, E.c_row> start, std::size_t rows,
                                      Finish finish) {
    using pack = kernels::pack<Scalar, Lanes>;
    const pack begin = spread<Lanes>(start, [](std::size_t lane) { return lane % E.c_row; });
    constexpr std::size_t together = Lanes / E.c_row;
    // Where fewer rows are left than share a register, zeros make up for the others: nobody has written what lies there.
    Scalar last[together > row_step ? together * E.a_row : 1] = {};
    const auto rows_from = [&](std::size_t row) -> const Scalar* {
        const Scalar* from = a + row * E.a_row;
        if constexpr (together > row_step)
            if (row + together > rows) {
                for (std::size_t i = 0; i < (rows - row) * E.a_row; i += row_step * E.a_row)
                    copy<row_step * E.a_row>(from + i, last + i);
                return last;
            }
        return from;
    };
    if constexpr (spreads_narrow_rows<E, Lanes>) {
        pack scales[E.depth];
        PERCEPTYPE_UNROLL for (std::size_t k = 0; k < E.depth; ++k) scales[k] = spread<Lanes>(
            kernels::pack<Scalar, E.c_row>::load(b + k * E.b_stride), [](std::size_t lane) { return lane % E.c_row; });
        for (std::size_t row = 0; row < rows; row += together) {
            const Scalar* from = rows_from(row);
            const auto given = [from]<std::size_t k>(std::integral_constant<std::size_t, k>) {
                const auto source = [](std::size_t lane) { return lane / E.c_row * E.a_row + k; };
                if constexpr (E.a_row <= E.c_row)
                    return spread<Lanes>(kernels::pack<Scalar, together * E.a_row>::load(from), source);
                else
                    return spread(pack::load(from), pack::load(from + Lanes), source);
            };
            pack sums = begin;
            [&]<std::size_t... k>(std::index_sequence<k...>) {
                ((sums = multiply_add(given(std::integral_constant<std::size_t, k>{}), scales[k], sums)), ...);
            }(std::make_index_sequence<E.depth>{});
            finish(sums, row * E.c_row);
        }
    } else {
        const pack scales =
            spread<Lanes>(kernels::pack<Scalar, E.a_row>::load(b), [](std::size_t lane) { return lane % E.a_row; });
        for (std::size_t row = 0; row < rows; row += together) {
            const Scalar* from = rows_from(row);
            pack products[E.a_row];
            PERCEPTYPE_UNROLL for (std::size_t i = 0; i < E.a_row; ++i) products[i] =
                pack::load(from + i * Lanes) * scales;
            // Register i had the rows from i * groups on; its sums are the lanes i of all groups.
            constexpr std::size_t groups = Lanes / E.a_row;
            const pack sums = sum_groups<groups, E.a_row>(products);
            finish(
                spread<Lanes>(sums, [](std::size_t lane) { return lane % groups * E.a_row + lane / groups; }) + begin,
                row);
        }
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
