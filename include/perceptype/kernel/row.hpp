// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Loops along one row of elements: element-wise functions, sums and maxima. Sums are not added from left to right.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/kernel/simd/lanes.hpp>
#include <perceptype/kernel/simd/pack.hpp>

#include <bit>
#include <cstddef>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA::kernels {

/// The pack without the lanes at and past `Columns`, where its first lane is column `column`.
template <std::size_t Columns, class Pack>
PERCEPTYPE_INLINE constexpr Pack trim(Pack a, std::size_t column) {
    if constexpr (Columns % Pack::lanes != 0)
        if (column + Pack::lanes > Columns) return mask_first<Columns % Pack::lanes>(a);
    return a;
}

/// A pack no wider than rows of `Row` scalars.
template <std::size_t Row, class Pack>
PERCEPTYPE_INLINE constexpr auto narrow(Pack a) {
    return slice<0, (Pack::lanes < Row ? Pack::lanes : Row)>(a);
}

/// The pack from `column` on of a row of `Row` scalars; where the whole row is narrower than the pack, the row, then
/// zeros.
template <class Pack, std::size_t Row>
PERCEPTYPE_INLINE constexpr Pack load_from_row(const typename Pack::scalar_type* row, std::size_t column) {
    if constexpr (Pack::lanes <= Row)
        return Pack::load(row + column);
    else
        return widen<Pack::lanes>(pack<typename Pack::scalar_type, Row>::load(row));
}

/// Lanes of the packs that `Size` scalars without padding are read in, at most `Widest`.
template <std::size_t Size, std::size_t Widest>
inline constexpr std::size_t piece_lanes = Widest < std::bit_floor(Size) ? Widest : std::bit_floor(Size);

/// Calls use(i) with the offset of each such pack. The last may overlap the one before; none reaches past the end.
template <std::size_t Size, std::size_t Widest, class Use>
PERCEPTYPE_INLINE constexpr void for_each_offset(Use use) {
    constexpr std::size_t lanes = piece_lanes<Size, Widest>;
    constexpr std::size_t last = Size - lanes;
    // There is only one call of `use`; with two, g++ would not inline it.
    for (std::size_t i = 0; i < Size; i += lanes) use(i < last ? i : last);
}
/// Calls use(pack, i) with each such pack and its offset.
template <std::size_t Size, std::size_t Widest, class Scalar, class Use>
PERCEPTYPE_INLINE constexpr void for_each_piece(const Scalar* row, Use use) {
    using pack = kernels::pack<Scalar, piece_lanes<Size, Widest>>;
    for_each_offset<Size, Widest>([=](std::size_t i) { use(pack::load(row + i), i); });
}

/// Copies `Size` scalars without padding.
template <std::size_t Size, class Scalar>
PERCEPTYPE_INLINE constexpr void copy(const Scalar* from, Scalar* to) {
    const auto store = [to](auto piece, std::size_t i) { piece.store(to + i); };
    if (std::is_constant_evaluated()) {
        for_each_piece<Size, 1>(from, store);
    } else {
        for_each_piece<Size, native_lanes<Scalar>>(from, store);
    }
}

/// The sum of `Size` scalars without padding, or of f of each.
template <std::size_t Size, std::size_t Widest, class Scalar, class Function>
constexpr Scalar sum_of(const Scalar* from, Function f) {
    constexpr std::size_t lanes = piece_lanes<Size, Widest>;
    pack<Scalar, lanes> sums = pack<Scalar, lanes>::broadcast(0);
    constexpr std::size_t whole = Size - Size % lanes;
    for (std::size_t i = 0; i < whole; i += lanes) sums += f(pack<Scalar, lanes>::load(from + i));
    Scalar total = sum(sums);
    if constexpr (whole != Size)
        for (std::size_t i = whole; i < Size; ++i) total += f(pack<Scalar, 1>{from[i]}).value;
    return total;
}
template <std::size_t Size, std::size_t Widest, class Scalar>
constexpr Scalar sum_of(const Scalar* from) {
    return sum_of<Size, Widest>(from, [](auto a) { return a; });
}

/// Adjacent rows of `Size` scalars, each `Row` long with its padding, read in packs of `Lanes`, which several narrow
/// rows share. The last pack may reach past the last row, where there is room for whole packs.
template <std::size_t Lanes, std::size_t Size, std::size_t Row>
struct rows {
    static_assert(Lanes % Row == 0 || Row % Lanes == 0);

    /// Calls use(i, column) for each pack of `count` rows: its offset, and the column of its first lane.
    template <class Use>
    PERCEPTYPE_INLINE static constexpr void for_each(std::size_t count, Use use) {
        if constexpr (Row <= Lanes)
            for (std::size_t i = 0; i < count * Row; i += Lanes) use(i, std::size_t(0));
        else
            for (std::size_t from = 0; from < count * Row; from += Row)
                for (std::size_t column = 0; column < Size; column += Lanes) use(from + column, column);
    }

    /// The pack with its padding set to zero.
    template <class Scalar>
    PERCEPTYPE_INLINE static constexpr pack<Scalar, Lanes> trim(pack<Scalar, Lanes> a, std::size_t column) {
        if constexpr (Size == Row)
            return a;
        else if constexpr (Row < Lanes)
            return mask_lanes(a, [](std::size_t lane) { return lane % Row < Size; });
        else
            return kernels::trim<Size>(a, column);
    }
};

/// A row of `Size` scalars, read in packs of `Lanes`. Its padding is ignored when read and written as zero.
template <class Scalar, std::size_t Lanes, std::size_t Size>
struct row {
    using pack = kernels::pack<Scalar, Lanes>;

    /// to[i] = f(from[i]...)
    template <class Function, class... From>
    PERCEPTYPE_INLINE static constexpr void map(Scalar* to, Function f, const From*... from) {
        for (std::size_t i = 0; i < Size; i += Lanes) trim<Size>(f(pack::load(from + i)...), i).store(to + i);
    }

    /// The sum of f(from[i]...)
    template <class Function, class... From>
    PERCEPTYPE_INLINE static constexpr Scalar sum(Function f, const From*... from) {
        pack total = pack::broadcast(0);
        for (std::size_t i = 0; i < Size; i += Lanes) total += trim<Size>(f(pack::load(from + i)...), i);
        return kernels::sum(total);
    }

    /// The largest element of the row; any element if one is NaN.
    PERCEPTYPE_INLINE static constexpr Scalar largest(const Scalar* from) {
        const auto at = [from](std::size_t i) {
            if constexpr (Size % Lanes != 0)
                if (i + Lanes > Size) return blend_first<Size % Lanes>(pack::load(from + i), pack::broadcast(from[0]));
            return pack::load(from + i);
        };
        pack most = at(0);
        for (std::size_t i = Lanes; i < Size; i += Lanes) {
            const pack next = at(i);
            most = select(most > next, most, next);
        }
        return kernels::largest(most);
    }
};

}  // namespace perceptype::inline PERCEPTYPE_ISA::kernels
