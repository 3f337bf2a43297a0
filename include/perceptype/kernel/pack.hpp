// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// One SIMD vector: the lowest storey of the kernels. Every loop is written once against `pack`; a pack of one lane is
/// the plain scalar, which also serves constant evaluation and targets without SIMD.

#include <perceptype/config.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

template <class Scalar, std::size_t Lanes>
struct native_vector {
    using type [[gnu::vector_size(Lanes * sizeof(Scalar))]] = Scalar;
};

template <class Scalar>
struct native_vector<Scalar, 1> {
    using type = Scalar;
};

/// The signed integer as wide as `Scalar`.
template <class Scalar>
using integer_of = std::conditional_t<sizeof(Scalar) == 8, std::int64_t, std::int32_t>;

/// The outcome of a comparison, lane by lane.
template <class Scalar, std::size_t Lanes>
struct mask {
    using native = std::conditional_t<Lanes == 1, bool, typename native_vector<integer_of<Scalar>, Lanes>::type>;
    native value;

    PERCEPTYPE_INLINE friend constexpr mask operator&(mask a, mask b) { return {static_cast<native>(a.value & b.value)}; }
    PERCEPTYPE_INLINE friend constexpr mask operator|(mask a, mask b) { return {static_cast<native>(a.value | b.value)}; }
};

/// `Lanes` scalars in one register. `Lanes` is a power of two.
template <class Scalar, std::size_t Lanes>
struct pack {
    static_assert(std::has_single_bit(Lanes));

    using scalar_type = Scalar;
    using native = typename native_vector<Scalar, Lanes>::type;
    using mask_type = mask<Scalar, Lanes>;
    static constexpr std::size_t lanes = Lanes;

    native value;

    PERCEPTYPE_INLINE static constexpr pack broadcast(Scalar scalar) {
        if constexpr (Lanes == 1)
            return {scalar};
        else
            return {scalar - native{}};  // the compilers' own idiom for a broadcast; s - 0 is s, -0 and NaN included
    }

    /// Reads `Lanes` scalars; any alignment.
    PERCEPTYPE_INLINE static constexpr pack load(const Scalar* from) {
        if constexpr (Lanes == 1) {
            return {*from};
        } else {
            native loaded;
            __builtin_memcpy(&loaded, from, sizeof loaded);
            return {loaded};
        }
    }

    /// Writes `Lanes` scalars; any alignment.
    PERCEPTYPE_INLINE constexpr void store(Scalar* to) const {
        if constexpr (Lanes == 1)
            *to = value;
        else
            __builtin_memcpy(to, &value, sizeof value);
    }

    PERCEPTYPE_INLINE friend constexpr pack operator+(pack a, pack b) { return {static_cast<native>(a.value + b.value)}; }
    PERCEPTYPE_INLINE friend constexpr pack operator-(pack a, pack b) { return {static_cast<native>(a.value - b.value)}; }
    PERCEPTYPE_INLINE friend constexpr pack operator*(pack a, pack b) { return {static_cast<native>(a.value * b.value)}; }
    PERCEPTYPE_INLINE friend constexpr pack operator/(pack a, pack b) { return {static_cast<native>(a.value / b.value)}; }
    PERCEPTYPE_INLINE friend constexpr pack operator-(pack a) { return {static_cast<native>(-a.value)}; }
    PERCEPTYPE_INLINE constexpr pack& operator+=(pack b) { return *this = *this + b; }
    PERCEPTYPE_INLINE constexpr pack& operator-=(pack b) { return *this = *this - b; }
    PERCEPTYPE_INLINE constexpr pack& operator*=(pack b) { return *this = *this * b; }

    // A number beside a pack means that number in every lane.
    PERCEPTYPE_INLINE friend constexpr pack operator+(pack a, Scalar b) { return a + broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr pack operator-(pack a, Scalar b) { return a - broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr pack operator*(pack a, Scalar b) { return a * broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr pack operator/(pack a, Scalar b) { return a / broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr pack operator+(Scalar a, pack b) { return broadcast(a) + b; }
    PERCEPTYPE_INLINE friend constexpr pack operator-(Scalar a, pack b) { return broadcast(a) - b; }
    PERCEPTYPE_INLINE friend constexpr pack operator*(Scalar a, pack b) { return broadcast(a) * b; }
    PERCEPTYPE_INLINE friend constexpr pack operator/(Scalar a, pack b) { return broadcast(a) / b; }

    PERCEPTYPE_INLINE friend constexpr mask_type operator<(pack a, pack b) { return {a.value < b.value}; }
    PERCEPTYPE_INLINE friend constexpr mask_type operator>(pack a, pack b) { return {a.value > b.value}; }
    PERCEPTYPE_INLINE friend constexpr mask_type operator<=(pack a, pack b) { return {a.value <= b.value}; }
    PERCEPTYPE_INLINE friend constexpr mask_type operator>=(pack a, pack b) { return {a.value >= b.value}; }
    PERCEPTYPE_INLINE friend constexpr mask_type operator==(pack a, pack b) { return {a.value == b.value}; }
    PERCEPTYPE_INLINE friend constexpr mask_type operator!=(pack a, pack b) { return {a.value != b.value}; }
    PERCEPTYPE_INLINE friend constexpr mask_type operator<(pack a, Scalar b) { return a < broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr mask_type operator>(pack a, Scalar b) { return a > broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr mask_type operator<=(pack a, Scalar b) { return a <= broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr mask_type operator>=(pack a, Scalar b) { return a >= broadcast(b); }
};

/// a * b + c, rounded once where the target can.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> multiply_add(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b,
                                                             pack<Scalar, Lanes> c) {
    return {static_cast<typename pack<Scalar, Lanes>::native>(a.value * b.value + c.value)};
}

/// `a` where the mask holds, `b` elsewhere.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> select(mask<Scalar, Lanes> condition, pack<Scalar, Lanes> a,
                                                       pack<Scalar, Lanes> b) {
    return {condition.value ? a.value : b.value};
}

/// The smaller and the larger of the two, `b` where one of them is NaN (the rule of the processors' own instructions).
template <class Pack>
PERCEPTYPE_INLINE constexpr Pack minimum(Pack a, Pack b) {
    return select(a < b, a, b);
}
template <class Pack>
PERCEPTYPE_INLINE constexpr Pack maximum(Pack a, Pack b) {
    return select(a > b, a, b);
}

/// The same bits read as integers, and back.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<integer_of<Scalar>, Lanes> to_bits(pack<Scalar, Lanes> a) {
    using bits = pack<integer_of<Scalar>, Lanes>;
    if constexpr (Lanes == 1)
        return {std::bit_cast<integer_of<Scalar>>(a.value)};
    else
        return {(typename bits::native)(a.value)};  // a cast between vectors keeps the bits
}
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> from_bits(pack<integer_of<Scalar>, Lanes> a) {
    if constexpr (Lanes == 1)
        return {std::bit_cast<Scalar>(a.value)};
    else
        return {(typename pack<Scalar, Lanes>::native)(a.value)};
}

template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> absolute(pack<Scalar, Lanes> a) {
    if constexpr (Lanes == 1)
        return {std::bit_cast<Scalar>(std::bit_cast<std::make_unsigned_t<integer_of<Scalar>>>(a.value) << 1 >> 1)};
    else
        return from_bits<Scalar, Lanes>({to_bits(a).value & ~to_bits(pack<Scalar, Lanes>::broadcast(Scalar(-0.0))).value});
}

/// The magnitude of `a` with the sign of `b`.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> copy_sign(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b) {
    const auto sign = to_bits(pack<Scalar, Lanes>::broadcast(Scalar(-0.0))).value;
    using bits = pack<integer_of<Scalar>, Lanes>;
    return from_bits<Scalar, Lanes>(
        bits{static_cast<typename bits::native>((to_bits(a).value & ~sign) | (to_bits(b).value & sign))});
}

/// The value unchanged, but unknown to the optimizer: keeps a sum in the order written even under loose arithmetic.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> opaque(pack<Scalar, Lanes> a) {
    if (!std::is_constant_evaluated()) PERCEPTYPE_OPAQUE(a.value);
    return a;
}

/// Lanes `First` to `First + Count - 1` of a pack.
template <std::size_t First, std::size_t Count, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Count> part(pack<Scalar, Lanes> a) {
    if constexpr (Count == Lanes)
        return a;
    else if constexpr (Count == 1)
        return {a.value[First]};
    else
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Count> {
            return {__builtin_shufflevector(a.value, a.value, static_cast<int>(First + lane)...)};
        }(std::make_index_sequence<Count>{});
}

/// The lanes below `Count`; the others become zero.
template <std::size_t Count, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> keep_first(pack<Scalar, Lanes> a) {
    if constexpr (Count >= Lanes)
        return a;
    else
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
            using native = typename mask<Scalar, Lanes>::native;
            constexpr native kept = {(lane < Count ? -1 : 0)...};
            return from_bits<Scalar, Lanes>({to_bits(a).value & kept});
        }(std::make_index_sequence<Lanes>{});
}

/// The lanes below `Count` of `a`, the others of `b`.
template <std::size_t Count, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> fill_from(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        return {__builtin_shufflevector(a.value, b.value, static_cast<int>(lane < Count ? lane : Lanes + lane)...)};
    }(std::make_index_sequence<Lanes>{});
}

/// One pack as wide as both together, `low` first.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, 2 * Lanes> join(pack<Scalar, Lanes> low, pack<Scalar, Lanes> high) {
    if constexpr (Lanes == 1)
        return {typename pack<Scalar, 2>::native{low.value, high.value}};
    else
        return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, 2 * Lanes> {
            return {__builtin_shufflevector(low.value, high.value, static_cast<int>(lane)...)};
        }(std::make_index_sequence<2 * Lanes>{});
}

/// A pack of `Wide` lanes: `a`, then zeros.
template <std::size_t Wide, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Wide> widen(pack<Scalar, Lanes> a) {
    if constexpr (Wide == Lanes)
        return a;
    else
        return widen<Wide>(join(a, pack<Scalar, Lanes>::broadcast(0)));
}

/// The sum of all lanes, halves added to each other, so that the order is ours on every compiler.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr Scalar sum(pack<Scalar, Lanes> a) {
    if constexpr (Lanes == 1)
        return a.value;
    else
        return sum(part<0, Lanes / 2>(a) + part<Lanes / 2, Lanes / 2>(a));
}

/// The largest lane.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr Scalar largest(pack<Scalar, Lanes> a) {
    if constexpr (Lanes == 1)
        return a.value;
    else
        return largest(maximum(part<0, Lanes / 2>(a), part<Lanes / 2, Lanes / 2>(a)));
}

/// Where lane `lane` of `add_halves` comes from, `offset` lanes further on, in two vectors of `lanes` read as one.
consteval int half_source(std::size_t lane, std::size_t offset, std::size_t group, std::size_t lanes) {
    const std::size_t within = lane % group;
    return static_cast<int>(lane / group * group + within % (group / 2) + offset + (within < group / 2 ? 0 : lanes));
}

/// Two vectors of `Groups` groups of lanes to one: in each group, the sum of `x`'s halves, then the sum of `y`'s.
template <std::size_t Groups, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> add_halves(pack<Scalar, Lanes> x, pack<Scalar, Lanes> y) {
    return [&]<std::size_t... lane>(std::index_sequence<lane...>) -> pack<Scalar, Lanes> {
        constexpr std::size_t group = Lanes / Groups;
        return {__builtin_shufflevector(x.value, y.value, half_source(lane, 0, group, Lanes)...) +
                __builtin_shufflevector(x.value, y.value, half_source(lane, group / 2, group, Lanes)...)};
    }(std::make_index_sequence<Lanes>{});
}

/// `Lanes` packs, from packs[First] on, to one: lane i of the result is the sum of pack First + i's lanes. They are used up.
template <std::size_t First = 0, std::size_t Groups = 1, class Scalar, std::size_t Lanes, std::size_t Count>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> sum_each(pack<Scalar, Lanes> (&packs)[Count]) {
    static_assert(First + Lanes <= Count);
    if constexpr (Groups == Lanes) {
        return packs[First];
    } else {
        constexpr std::size_t left = Lanes / Groups / 2;
        [&]<std::size_t... i>(std::index_sequence<i...>) {
            ((packs[First + i] = add_halves<Groups>(packs[First + i], packs[First + i + left])), ...);
        }(std::make_index_sequence<left>{});
        return sum_each<First, 2 * Groups>(packs);
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
