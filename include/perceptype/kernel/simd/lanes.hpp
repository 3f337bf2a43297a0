// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Operations across lanes: slice, mask, blend, concat, interleave, permute and sums.

#include <perceptype/config.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Lanes `First` to `First + Count - 1` of a pack.
template <std::size_t First, std::size_t Count, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Count> slice(pack<Scalar, Lanes> a) {
    if constexpr (Count == Lanes)
        return a;
    else if constexpr (Count == 1)
        return {a.value[First]};
    else
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Count> {
            return {__builtin_shufflevector(a.value, a.value, static_cast<int>(First + lane)...)};
        }(std::make_index_sequence<Count>{});
}

/// The lanes for which the stateless predicate is true; the others become zero.
template <class Scalar, std::size_t Lanes, class Mask>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> mask_lanes(pack<Scalar, Lanes> a, Mask) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        using native = typename mask<Scalar, Lanes>::native;
        constexpr native mask_bits = {(Mask{}(lane) ? -1 : 0)...};
        return from_bits<Scalar, Lanes>({to_bits(a).value & mask_bits});
    }(std::make_index_sequence<Lanes>{});
}

/// The lanes below `Count`; the others become zero.
template <std::size_t Count, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> mask_first(pack<Scalar, Lanes> a) {
    if constexpr (Count >= Lanes)
        return a;
    else
        return mask_lanes(a, [](std::size_t lane) { return lane < Count; });
}

/// The lanes below `Count` of `a`, the others of `b`.
template <std::size_t Count, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> blend_first(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        return {__builtin_shufflevector(a.value, b.value, static_cast<int>(lane < Count ? lane : Lanes + lane)...)};
    }(std::make_index_sequence<Lanes>{});
}

/// One pack of the lanes of both, `low` first.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, 2 * Lanes> concat(pack<Scalar, Lanes> low, pack<Scalar, Lanes> high) {
    if constexpr (Lanes == 1)
        return {typename pack<Scalar, 2>::native{low.value, high.value}};
    else
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, 2 * Lanes> {
            return {__builtin_shufflevector(low.value, high.value, static_cast<int>(lane)...)};
        }(std::make_index_sequence<2 * Lanes>{});
}

/// Every other lane of `concat(low, high)`, beginning with lane `First`, which is 0 or 1.
template <std::size_t First, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> deinterleave(pack<Scalar, Lanes> low, pack<Scalar, Lanes> high) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        if constexpr (sizeof low == 32) {
            // Moves between the halves of such a register are slow: swap halves first, which g++ does not find itself.
            constexpr std::size_t half = Lanes / 2;
            const auto begins =
                __builtin_shufflevector(low.value, high.value, static_cast<int>(lane % half + lane / half * Lanes)...);
            const auto ends = __builtin_shufflevector(low.value, high.value,
                                                      static_cast<int>(lane % half + lane / half * Lanes + half)...);
            constexpr auto source = [](std::size_t to) {
                const std::size_t from = to % half * 2 + First;
                return static_cast<int>(to / half * half + from % half + (from < half ? 0 : Lanes));
            };
            return {__builtin_shufflevector(begins, ends, source(lane)...)};
        } else {
            return {__builtin_shufflevector(low.value, high.value, static_cast<int>(2 * lane + First)...)};
        }
    }(std::make_index_sequence<Lanes>{});
}

/// `Lanes` lanes of a(0), b(0), a(1), b(1), ..., beginning with lane `First` of these 2 * Lanes.
template <std::size_t First, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> interleave(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        return {__builtin_shufflevector(a.value, b.value,
                                        static_cast<int>((First + lane) / 2 + (First + lane) % 2 * Lanes)...)};
    }(std::make_index_sequence<Lanes>{});
}

/// Groups of `Group` lanes, alternately of `a` and `b`: the even groups of both (`First` 0), or the odd ones (1).
template <std::size_t Group, std::size_t First, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> interleave_groups(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        constexpr auto source = [](std::size_t to) {
            const std::size_t even = to / Group / 2 * 2 * Group + to % Group;
            return static_cast<int>(even + First * Group + (to / Group % 2 == 0 ? 0 : Lanes));
        };
        return {__builtin_shufflevector(a.value, b.value, source(lane)...)};
    }(std::make_index_sequence<Lanes>{});
}

/// Transposes a square of lanes: lane i of packs[j] goes to lane j of packs[i].
template <std::size_t Group = 1, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr void transpose(pack<Scalar, Lanes> (&packs)[Lanes]) {
    if constexpr (Group < Lanes) {
        PERCEPTYPE_UNROLL for (std::size_t i = 0; i < Lanes / 2; ++i) {
            const std::size_t first = i / Group * 2 * Group + i % Group;
            const auto a = packs[first], b = packs[first + Group];
            packs[first] = interleave_groups<Group, 0>(a, b);
            packs[first + Group] = interleave_groups<Group, 1>(a, b);
        }
        transpose<2 * Group>(packs);
    }
}

/// A pack of `Wide` lanes: `a`, then zeros.
template <std::size_t Wide, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Wide> widen(pack<Scalar, Lanes> a) {
    if constexpr (Wide == Lanes)
        return a;
    else
        return widen<Wide>(concat(a, pack<Scalar, Lanes>::broadcast(0)));
}

/// `Wide` lanes, each of them lane `source(lane)` of the pack. `source` is stateless.
template <std::size_t Wide, class Scalar, std::size_t Lanes, class Source>
PERCEPTYPE_INLINE constexpr pack<Scalar, Wide> permute(pack<Scalar, Lanes> a, Source) {
    if constexpr (Lanes == 1)
        return pack<Scalar, Wide>::broadcast(a.value);
    else
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Wide> {
            const auto wide = widen<Wide>(a);  // otherwise g++ goes through memory
            return {__builtin_shufflevector(wide.value, wide.value, static_cast<int>(Source{}(lane))...)};
        }(std::make_index_sequence<Wide>{});
}

/// The same for the lanes of `concat(low, high)`.
template <class Scalar, std::size_t Lanes, class Source>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> permute(pack<Scalar, Lanes> low, pack<Scalar, Lanes> high, Source) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        return {__builtin_shufflevector(low.value, high.value, static_cast<int>(Source{}(lane))...)};
    }(std::make_index_sequence<Lanes>{});
}

/// The value unchanged, but unknown to the optimizer: keeps a sum in the order written even under loose arithmetic.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> opaque(pack<Scalar, Lanes> a) {
    if (std::is_constant_evaluated()) return a;
    constexpr std::size_t bytes = Lanes * sizeof(Scalar);
    if constexpr (Lanes > 1 && bytes < 16) {
        return slice<0, Lanes>(opaque(concat(a, a)));
    } else if constexpr (Lanes > 1 && bytes > 16 && bytes > vector_bytes) {
        return concat(opaque(slice<0, Lanes / 2>(a)), opaque(slice<Lanes / 2, Lanes / 2>(a)));
    } else {
        PERCEPTYPE_OPAQUE(a.value);
        return a;
    }
}

/// The sum of all lanes. Adding halves fixes the order, so that all compilers give the same result.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr Scalar sum(pack<Scalar, Lanes> a) {
    if constexpr (Lanes == 1)
        return a.value;
    else
        return sum(slice<0, Lanes / 2>(a) + slice<Lanes / 2, Lanes / 2>(a));
}

/// The largest lane.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr Scalar largest(pack<Scalar, Lanes> a) {
    if constexpr (Lanes == 1)
        return a.value;
    else
        return largest(maximum(slice<0, Lanes / 2>(a), slice<Lanes / 2, Lanes / 2>(a)));
}

/// The source of lane `lane` of `add_halves`, plus `offset`, in the concatenation of two vectors of `lanes` lanes.
consteval int half_source(std::size_t lane, std::size_t offset, std::size_t group, std::size_t lanes) {
    const std::size_t within = lane % group;
    return static_cast<int>(lane / group * group + within % (group / 2) + offset + (within < group / 2 ? 0 : lanes));
}

/// Combines two packs of `Groups` groups: each group becomes the sum of its halves in `x`, then that in `y`.
template <std::size_t Groups, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> add_halves(pack<Scalar, Lanes> x, pack<Scalar, Lanes> y) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        constexpr std::size_t group = Lanes / Groups;
        return {__builtin_shufflevector(x.value, y.value, half_source(lane, 0, group, Lanes)...) +
                __builtin_shufflevector(x.value, y.value, half_source(lane, group / 2, group, Lanes)...)};
    }(std::make_index_sequence<Lanes>{});
}

/// The first `Count` packs to one. Each has sums of `Groups` packs' lanes, a group of lanes for each; so has the
/// result, of `Groups * Count`: those of packs[0] and packs[Count / 2], ..., each half of them in turn. They are used
/// up. All but the first `Used` are zero.
template <std::size_t Groups, std::size_t Count, std::size_t Used = Count, class Scalar, std::size_t Lanes,
          std::size_t Size>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> sum_groups(pack<Scalar, Lanes> (&packs)[Size]) {
    if constexpr (Count == 1) {
        return packs[0];
    } else if constexpr (Groups == 1 && 2 * Used <= Count) {
        // What is added to zeros needs no place beside them.
        constexpr std::size_t half = Lanes / 2;
        pack<Scalar, half> halves[Count / 2] = {};
        PERCEPTYPE_UNROLL for (std::size_t i = 0; i < Used; ++i) halves[i] =
            slice<0, half>(packs[i]) + slice<half, half>(packs[i]);
        return widen<Lanes>(sum_groups<1, Count / 2, Used>(halves));
    } else {
        PERCEPTYPE_UNROLL for (std::size_t i = 0; i < Count / 2; ++i) packs[i] =
            add_halves<Groups>(packs[i], packs[i + Count / 2]);
        return sum_groups<2 * Groups, Count / 2>(packs);
    }
}

/// `Lanes` packs to one: lane i of the result is the sum of pack i's lanes. They are used up.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> sum_each(pack<Scalar, Lanes> (&packs)[Lanes]) {
    return sum_groups<1, Lanes>(packs);
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
