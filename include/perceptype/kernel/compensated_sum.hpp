// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Sums whose rounding error does not grow with the number of terms.

#include <perceptype/config.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <cstddef>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// Two packs, for two sums in one sweep over the data.
template <class Pack>
struct pack_pair {
    using scalar_type = typename Pack::scalar_type;

    Pack first, second;

    PERCEPTYPE_INLINE static constexpr pack_pair broadcast(scalar_type scalar) {
        return {Pack::broadcast(scalar), Pack::broadcast(scalar)};
    }
    PERCEPTYPE_INLINE friend constexpr pack_pair operator+(pack_pair a, pack_pair b) {
        return {a.first + b.first, a.second + b.second};
    }
    PERCEPTYPE_INLINE friend constexpr pack_pair operator-(pack_pair a, pack_pair b) {
        return {a.first - b.first, a.second - b.second};
    }
};
template <class Pack>
PERCEPTYPE_INLINE constexpr pack_pair<Pack> opaque(pack_pair<Pack> a) {
    return {opaque(a.first), opaque(a.second)};
}

/// The last `Count` lanes; the others become zero.
template <std::size_t Count, class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> mask_last(pack<Scalar, Lanes> a) {
    return mask_lanes(a, [](std::size_t lane) { return lane >= Lanes - Count; });
}
template <std::size_t Count, class Pack>
PERCEPTYPE_INLINE constexpr pack_pair<Pack> mask_last(pack_pair<Pack> a) {
    return {mask_last<Count>(a.first), mask_last<Count>(a.second)};
}

/// The lanes that are finite or infinite; zero where one is NaN.
template <class Scalar, std::size_t Lanes>
PERCEPTYPE_INLINE constexpr pack<Scalar, Lanes> without_nan(pack<Scalar, Lanes> a) {
    return mask_where(a == a, a);
}
template <class Pack>
PERCEPTYPE_INLINE constexpr pack_pair<Pack> without_nan(pack_pair<Pack> a) {
    return {without_nan(a.first), without_nan(a.second)};
}

/// A sum as high + low, where `low` collects the rounding errors of `high` (two-sum: D. Knuth, "The Art of Computer
/// Programming", volume 2, 4.2.2). `Terms` is a pack or a pack_pair.
template <class Terms>
struct compensated_sum {
    Terms high, low;

    PERCEPTYPE_INLINE constexpr void add(Terms term) {
        const Terms sum = opaque(high + term);  // otherwise -ffast-math removes the correction
        const Terms added = sum - high;
        low = low + ((high - (sum - added)) + (term - added));
        high = sum;
    }
    /// The sum including one last term. An infinite sum has a `low` of NaN.
    PERCEPTYPE_INLINE constexpr Terms plus(Terms term) const { return high + (term + without_nan(low)); }
};

/// Collects terms in four accumulators, which hide the latency of additions, and each of which takes so few terms that
/// its rounding error stays about one unit in the last place; what they hold then goes to a compensated sum.
template <class Terms>
struct long_sum {
    static constexpr std::size_t width = 4;
    static constexpr std::size_t longest = 8;  // terms per accumulator

    /// The initial value of a sum is -0: -0 + x is x, which the optimizer knows, while 0 + -0 is 0.
    PERCEPTYPE_INLINE static constexpr Terms nothing() { return Terms::broadcast(typename Terms::scalar_type(-0.0)); }

    compensated_sum<Terms> collected{nothing(), nothing()};
    Terms parts[width] = {nothing(), nothing(), nothing(), nothing()};

    PERCEPTYPE_INLINE constexpr Terms parts_together() const { return (parts[0] + parts[1]) + (parts[2] + parts[3]); }
    /// To be called before an accumulator has taken more than `longest` terms since the last time.
    PERCEPTYPE_INLINE constexpr void collect() {
        collected.add(parts_together());
        PERCEPTYPE_UNROLL for (std::size_t k = 0; k < width; ++k) parts[k] = nothing();
    }
    PERCEPTYPE_INLINE constexpr Terms total() const { return collected.plus(parts_together()); }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
