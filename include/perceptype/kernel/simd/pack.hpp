// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// `pack`, one SIMD vector. Every kernel loop is written once in terms of it. A pack of one lane is a plain scalar, for
/// constant evaluation and for targets without SIMD.

#include <perceptype/config.hpp>
#include <perceptype/kernel/simd/instruction.hpp>
#include <perceptype/meta/exactly_equal.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

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

/// The result of a comparison, lane by lane.
template <class Scalar, std::size_t Lanes>
struct mask {
    using native = std::conditional_t<Lanes == 1, bool, typename native_vector<integer_of<Scalar>, Lanes>::type>;
    native value;

    PERCEPTYPE_INLINE friend constexpr mask operator&(mask a, mask b) {
        return {static_cast<native>(a.value & b.value)};
    }
    PERCEPTYPE_INLINE friend constexpr mask operator|(mask a, mask b) {
        return {static_cast<native>(a.value | b.value)};
    }
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

    PERCEPTYPE_INLINE friend constexpr pack operator+(pack a, pack b) {
        return {static_cast<native>(a.value + b.value)};
    }
    PERCEPTYPE_INLINE friend constexpr pack operator-(pack a, pack b) {
        return {static_cast<native>(a.value - b.value)};
    }
    PERCEPTYPE_INLINE friend constexpr pack operator*(pack a, pack b) {
        return {static_cast<native>(a.value * b.value)};
    }
    PERCEPTYPE_INLINE friend constexpr pack operator/(pack a, pack b) {
        return {static_cast<native>(a.value / b.value)};
    }
    PERCEPTYPE_INLINE friend constexpr pack operator-(pack a) { return {static_cast<native>(-a.value)}; }
    PERCEPTYPE_INLINE constexpr pack& operator+=(pack b) { return *this = *this + b; }
    PERCEPTYPE_INLINE constexpr pack& operator-=(pack b) { return *this = *this - b; }
    PERCEPTYPE_INLINE constexpr pack& operator*=(pack b) { return *this = *this * b; }

    // A scalar operand is broadcast to every lane.
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
    PERCEPTYPE_INLINE friend constexpr mask_type operator==(pack a, pack b) {
        return {meta::exactly_equal(a.value, b.value)};
    }
    PERCEPTYPE_INLINE friend constexpr mask_type operator!=(pack a, pack b) {
        return {meta::exactly_unequal(a.value, b.value)};
    }
    PERCEPTYPE_INLINE friend constexpr mask_type operator<(pack a, Scalar b) { return a < broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr mask_type operator>(pack a, Scalar b) { return a > broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr mask_type operator<=(pack a, Scalar b) { return a <= broadcast(b); }
    PERCEPTYPE_INLINE friend constexpr mask_type operator>=(pack a, Scalar b) { return a >= broadcast(b); }
};

/// a * b + c, rounded once where the target can.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> multiply_add(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b,
                                                             pack<Scalar, Lanes> c) {
    if constexpr (Lanes == 1)
        if (std::is_constant_evaluated()) return a * b + c;
    return {fused_multiply_add(a.value, b.value, c.value)};
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
    if constexpr (Pack::lanes == 1)
        if (std::is_constant_evaluated()) return select(a < b, a, b);
    return {smaller(a.value, b.value)};
}
template <class Pack>
PERCEPTYPE_INLINE constexpr Pack maximum(Pack a, Pack b) {
    if constexpr (Pack::lanes == 1)
        if (std::is_constant_evaluated()) return select(a > b, a, b);
    return {larger(a.value, b.value)};
}

/// The same bits as a value, or a vector of values, of another type.
template <class To, class From>
PERCEPTYPE_INLINE constexpr To cast_bits(From from) {
    if constexpr (std::is_arithmetic_v<From>)
        return std::bit_cast<To>(from);
    else
        return reinterpret_cast<To>(from);  // between vectors
}

/// The same bits read as integers, and back.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<integer_of<Scalar>, Lanes> to_bits(pack<Scalar, Lanes> a) {
    return {cast_bits<typename pack<integer_of<Scalar>, Lanes>::native>(a.value)};
}
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> from_bits(pack<integer_of<Scalar>, Lanes> a) {
    return {cast_bits<typename pack<Scalar, Lanes>::native>(a.value)};
}

/// `a` where the mask holds, zero elsewhere. Done on bits, because g++ 12 crashes on some selections: between constants
/// for SSE2 (gimple_expand_vec_cond_expr), and of unused products for AVX-512 (vect_pattern_recog).
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> mask_where(mask<Scalar, Lanes> condition, pack<Scalar, Lanes> a) {
    if constexpr (Lanes == 1)
        return {condition.value ? a.value : Scalar(0)};
    else
        return from_bits<Scalar, Lanes>({to_bits(a).value & condition.value});
}

/// The lanes whose exponent is not zero; the others, subnormal or zero, become +0. NaN and infinity stay.
/// Done on bits, because a floating-point comparison is slow for the subnormal numbers that this removes.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> flush_to_zero(pack<Scalar, Lanes> a) {
    const auto exponent = to_bits(pack<Scalar, Lanes>::broadcast(std::numeric_limits<Scalar>::infinity()));
    return mask_where(mask<Scalar, Lanes>{(to_bits(a).value & exponent.value) != 0}, a);
}

template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> absolute(pack<Scalar, Lanes> a) {
    if constexpr (Lanes == 1)
        return {std::bit_cast<Scalar>(std::bit_cast<std::make_unsigned_t<integer_of<Scalar>>>(a.value) << 1 >> 1)};
    else
        return from_bits<Scalar, Lanes>(
            {to_bits(a).value & ~to_bits(pack<Scalar, Lanes>::broadcast(Scalar(-0.0))).value});
}

/// The magnitude of `a` with the sign of `b`.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> copy_sign(pack<Scalar, Lanes> a, pack<Scalar, Lanes> b) {
    const auto sign = to_bits(pack<Scalar, Lanes>::broadcast(Scalar(-0.0))).value;
    using bits = pack<integer_of<Scalar>, Lanes>;
    return from_bits<Scalar, Lanes>(
        bits{static_cast<typename bits::native>((to_bits(a).value & ~sign) | (to_bits(b).value & sign))});
}

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
