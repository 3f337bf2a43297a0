// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Where a block stores its parameters, stated for whole rows at once. `position` says it for one parameter at a time,
/// which takes a compiler 10 to 30 steps of constant evaluation each.

#include <perceptype/config.hpp>

#include <concepts>
#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Parameters that are consecutive in storage, row by row.
struct parameter_rows {
    std::size_t rows;
    std::size_t row_length;
    std::size_t storage_row;     ///< distance of rows in storage
    std::size_t canonical_row;   ///< distance of rows in canonical order
    std::size_t canonical_step;  ///< distance of a row's elements in canonical order

    constexpr std::size_t storage(std::size_t row, std::size_t column) const { return row * storage_row + column; }
    constexpr std::size_t canonical(std::size_t row, std::size_t column) const {
        return row * canonical_row + column * canonical_step;
    }
};

/// What `Block::list_parameter_rows(list)` is called with. It calls `list.add` for all its parameters, in the order of
/// storage, with the offset of each group of rows in storage and in canonical order. Layers made of layers call
/// `add_layers<Chain>` instead.
namespace archetype {

struct parameter_row_list {
    void add(const parameter_rows& rows, std::size_t storage, std::size_t canonical);
    template <class Chain>
    void add_layers(std::size_t storage, std::size_t canonical);
};

}  // namespace archetype

/// A block that states the rows of its parameters. It is not obliged to: the others are asked for each `position`.
template <class Block>
concept ListsParameterRows = requires(archetype::parameter_row_list& list) {
    { Block::list_parameter_rows(list) } -> std::same_as<void>;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
