// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Loops over whole parameter arrays: one pass, and the order of the elements does not matter.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Lanes of the widest pack that divides `Size` scalars without remainder.
template <class Scalar, std::size_t Size>
inline constexpr std::size_t whole_lanes = [] {
    std::size_t lanes = native_lanes<Scalar>;
    while (Size % lanes != 0) lanes /= 2;
    return lanes * sizeof(Scalar) < 16 ? 1 : lanes;
}();

/// Calls `function(offset)` for each pack of `Size` scalars, from the first to the last.
template <std::size_t Lanes, std::size_t Size, class Function>
PERCEPTYPE_INLINE constexpr void for_each_pack(Function function) {
    static_assert(Size % Lanes == 0);
    for (std::size_t offset = 0; offset < Size; offset += Lanes) function(offset);
}

/// values[i] = +0 where values[i] is subnormal.
template <std::size_t Lanes, std::size_t Size, class Scalar>
constexpr void flush_to_zero(Scalar* values) {
    for_each_pack<Lanes, Size>(
        [=](std::size_t i) { flush_to_zero(pack<Scalar, Lanes>::load(values + i)).store(values + i); });
}

/// sum of values[i]^2, in `accumulator_sets` independent partial sums.
template <std::size_t Lanes, std::size_t Size, class Scalar>
PERCEPTYPE_INLINE constexpr Scalar sum_of_squares(const Scalar* values) {
    static_assert(Size % Lanes == 0);
    constexpr std::size_t packs = Size / Lanes;
    constexpr std::size_t accumulator_sets = packs == 0 ? 1 : packs < fmas_in_flight ? packs : fmas_in_flight;
    pack<Scalar, Lanes> sums[accumulator_sets] = {};
    const auto add = [&]<std::size_t... s>(const Scalar* from, std::index_sequence<s...>) {
        ((sums[s] = multiply_add(pack<Scalar, Lanes>::load(from + s * Lanes),
                                 pack<Scalar, Lanes>::load(from + s * Lanes), sums[s])),
         ...);
    };
    for (std::size_t whole = 0; whole < packs / accumulator_sets; ++whole)
        add(values + whole * accumulator_sets * Lanes, std::make_index_sequence<accumulator_sets>{});
    add(values + packs / accumulator_sets * accumulator_sets * Lanes,
        std::make_index_sequence<packs % accumulator_sets>{});
    for (std::size_t s = 1; s < accumulator_sets; ++s) sums[0] += sums[s];
    return sum(sums[0]);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
