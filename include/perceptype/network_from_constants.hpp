// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A network whose parameters are constants in the source code, within the limits of constant evaluation.

#include <perceptype/config.hpp>
#include <perceptype/block/parameter_rows.hpp>
#include <perceptype/diagnostics/diagnostic.hpp>
#include <perceptype/network.hpp>
#include <perceptype/parameters.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

/// Exactly that many values of the same scalar type, as a built-in array or as a std::array.
template <class Numbers, class Needs>
inline constexpr bool constants_match = std::same_as<Needs, needs<anything>>;
template <class Scalar, std::size_t Count>
inline constexpr bool constants_match<receives<Scalar[Count]>, needs<std::array<Scalar, Count>>> = true;
template <class Scalar, std::size_t Count>
inline constexpr bool constants_match<receives<std::array<Scalar, Count>>, needs<std::array<Scalar, Count>>> = true;

namespace detail {

/// The storage positions of some of a block's parameters. Each table is a variable of its own, because compilers limit
/// the steps of constant evaluation for each variable.
inline constexpr std::size_t positions_per_table = 4096;
template <class Block, std::size_t First>
inline constexpr auto position_table = [] {
    constexpr std::size_t count = (std::min)(Block::parameter_count - First, positions_per_table);
    std::array<std::uint32_t, count> positions{};
    for (std::size_t k = 0; k < count; ++k) positions[k] = static_cast<std::uint32_t>(Block::position(First + k));
    return positions;
}();

/// Checks the corners of what a block states against `position`, which a block derived from another may replace.
template <class Block>
struct parameter_row_check {
    bool agrees = true;

    constexpr void add(const parameter_rows& rows, std::size_t storage, std::size_t canonical) {
        for (const std::size_t row : {std::size_t{0}, rows.rows - 1})
            for (const std::size_t column : {std::size_t{0}, rows.row_length - 1})
                agrees = agrees && Block::position(canonical + rows.canonical(row, column)) ==
                                       storage + rows.storage(row, column);
    }
    template <class Chain>
    constexpr void add_layers(std::size_t, std::size_t) {}
};
template <class Block>
inline constexpr bool states_parameter_rows = false;
template <ListsParameterRows Block>
inline constexpr bool states_parameter_rows<Block> = [] {
    parameter_row_check<Block> check;
    Block::list_parameter_rows(check);
    return check.agrees;
}();

/// Copies parameters from canonical order to storage.
///
/// Compilers count and store each step of constant evaluation, and stop at a limit. clang counts statements, so a
/// statement copies 8 parameters. g++ counts operations; and it needs constant time to append an element to an array,
/// but linear time to insert one, so elements are written in the order of storage.
template <class Scalar, std::size_t Size>
struct constants_copier {
    Scalar (&to)[Size];
    const Scalar* from;
    std::size_t storage_offset = 0;
    std::size_t canonical_offset = 0;

    constexpr void add(const parameter_rows& rows, std::size_t storage, std::size_t canonical) {
        for (std::size_t row = 0; row < rows.rows; ++row)
            copy_row(storage_offset + storage + rows.storage(row, 0),
                     canonical_offset + canonical + rows.canonical(row, 0), rows.row_length, rows.canonical_step);
    }

    template <class Chain>
    constexpr void add_layers(std::size_t storage, std::size_t canonical) {
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (add_block<typename Chain::template block<i>>(storage + Chain::offsets.storage[i],
                                                          canonical + Chain::offsets.canonical[i]),
             ...);
        }(std::make_index_sequence<Chain::layer_count>{});
    }

private:
    template <class Block>
    constexpr void add_block(std::size_t storage, std::size_t canonical) {
        if constexpr (Block::parameter_count != 0) {
            constants_copier inside{to, from, storage_offset + storage, canonical_offset + canonical};
            if constexpr (states_parameter_rows<Block>)
                Block::list_parameter_rows(inside);
            else
                inside.template add_positions<Block>();
        }
    }

    template <class Block>
    constexpr void add_positions() {
        // Appends all elements, so that none of them has to be inserted.
        for (std::size_t i = 0; i < Block::storage_size; ++i) to[storage_offset + i] = 0;
        constexpr std::size_t tables = (Block::parameter_count + positions_per_table - 1) / positions_per_table;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            (copy_to(position_table<Block, i * positions_per_table>, canonical_offset + i * positions_per_table), ...);
        }(std::make_index_sequence<tables>{});
    }

    constexpr void copy_row(std::size_t at, std::size_t source, std::size_t count, std::size_t step) {
        std::size_t k = 0;
        for (; k + 8 <= count; k += 8, at += 8, source += 8 * step)
            to[at] = from[source], to[at + 1] = from[source + step], to[at + 2] = from[source + 2 * step],
            to[at + 3] = from[source + 3 * step], to[at + 4] = from[source + 4 * step],
            to[at + 5] = from[source + 5 * step], to[at + 6] = from[source + 6 * step],
            to[at + 7] = from[source + 7 * step];
        for (; k < count; ++k, ++at, source += step) to[at] = from[source];
    }

    template <std::size_t Count>
    constexpr void copy_to(const std::array<std::uint32_t, Count>& positions, std::size_t source) {
        const std::uint32_t* at = positions.data();
        std::size_t k = 0;
        for (; k + 8 <= Count; k += 8, at += 8, source += 8)
            to[storage_offset + at[0]] = from[source], to[storage_offset + at[1]] = from[source + 1],
                                to[storage_offset + at[2]] = from[source + 2],
                                to[storage_offset + at[3]] = from[source + 3],
                                to[storage_offset + at[4]] = from[source + 4],
                                to[storage_offset + at[5]] = from[source + 5],
                                to[storage_offset + at[6]] = from[source + 6],
                                to[storage_offset + at[7]] = from[source + 7];
        for (; k < Count; ++k, ++at, ++source) to[storage_offset + *at] = from[source];
    }
};

}  // namespace detail

/// The network with these parameters, in canonical order: the same as `vector_to_parameters(values, net)`, but within
/// the compilers' default limits for 500,000 constants and more.
///
///     constexpr float weights[] = {0.25f, ...};  // exactly net_type::parameter_count
///     constexpr auto net = pt::network_from_constants<net_type>(weights);
template <class Network, class Numbers>
[[nodiscard]] constexpr Network network_from_constants(const Numbers& values) noexcept {
    using chain = typename Network::chain_type;
    using scalar = typename Network::scalar_type;
    using required =
        std::conditional_t<detail::is_rejected<chain>, anything, std::array<scalar, chain::parameter_count>>;
    static_assert(constants_match<receives<Numbers>, needs<required>>,
                  "perceptype: network_from_constants needs an array of exactly parameter_count values of the "
                  "network's scalar type");
    if constexpr (detail::is_rejected<chain> || !constants_match<receives<Numbers>, needs<required>>)
        return Network{};
    else {
        Network net{detail::zero_parameters{}};
        detail::constants_copier copier{net.storage(), std::data(values)};
        copier.template add_layers<chain>(0, 0);
        return net;
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
