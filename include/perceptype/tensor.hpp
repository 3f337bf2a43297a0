// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// Tensors of fixed size: the inputs and outputs of networks.

#include <perceptype/config.hpp>
#include <perceptype/kernel/plan.hpp>
#include <perceptype/meta/exactly_equal.hpp>
#include <perceptype/shape.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace perceptype::inline PERCEPTYPE_ISA {

// Conditions of the assertions below. In C++20 the text of an assertion is fixed, but compilers print its condition.
template <class Scalar>
inline constexpr bool holds_numbers = std::floating_point<Scalar> || std::integral<Scalar>;
template <class Shape>
inline constexpr bool has_positive_extents = Shape::positive;
template <class Tensor, class Count>
inline constexpr bool takes_values = Tensor::size() == Count::value || Tensor::size() == 0;
template <class Tensor, class Count>
inline constexpr bool takes_indices = Tensor::rank == Count::value;

namespace detail {

/// One conversion more than the language makes of a number by itself.
template <class Scalar>
struct only_value {
    template <std::convertible_to<Scalar> Value>
    constexpr only_value(Value value) noexcept : number(static_cast<Scalar>(value)) {}
    Scalar number;
};

}  // namespace detail

/// A row-major array with fixed extents: a literal, trivially copyable type without heap storage.
///
/// It may hold a few zeros after its `size()` elements, as padding to a whole vector register; they have no effect.
/// Out-of-range indices are undefined behaviour at run time and do not compile in constant evaluation.
template <class Scalar, std::size_t... Extents>
class tensor {
public:
    using value_type = Scalar;
    using scalar_type = Scalar;
    using shape_type = shape<Extents...>;
    using size_type = std::size_t;
    using iterator = Scalar*;
    using const_iterator = const Scalar*;

    static constexpr std::size_t rank = shape_type::rank;

    /// All zeros.
    constexpr tensor() noexcept = default;

    /// The elements in row-major order, exactly `size()` of them.
    template <class... Values>
        requires(sizeof...(Values) == shape_type::size && sizeof...(Values) != 1 &&
                 (std::convertible_to<Values, Scalar> && ...))
    constexpr tensor(Values... values) noexcept : values_{static_cast<Scalar>(values)...} {}
    /// The only number: not a number for a tensor, but `{0.5f}` among others, as in
    /// `std::vector<tensor<float, 1>>{{0.0f}, {0.5f}}`.
    constexpr tensor(detail::only_value<Scalar> value) noexcept
        requires(shape_type::size == 1)
        : values_{value.number} {}

    /// Any other number of elements does not compile.
    template <class... Values>
        requires(sizeof...(Values) > 1 && sizeof...(Values) != shape_type::size &&
                 (std::is_arithmetic_v<Values> && ...))
    constexpr tensor(Values...) noexcept {
        static_assert(takes_values<tensor, count<sizeof...(Values)>>,
                      "perceptype: a tensor takes as many values as it has elements, or none for all zeros");
    }
    constexpr tensor(detail::only_value<Scalar>) noexcept
        requires(shape_type::size != 1)
    {
        static_assert(takes_values<tensor, count<1>>,
                      "perceptype: a tensor takes as many values as it has elements, or none for all zeros");
    }

    constexpr tensor(const std::array<Scalar, shape_type::size>& values) noexcept
        requires(shape_type::size != 1)
    {
        for (std::size_t i = 0; i < size(); ++i) values_[i] = values[i];
    }
    // A template, so that {{0.5f}} is not ambiguous.
    template <std::same_as<std::array<Scalar, 1>> Array>
        requires(shape_type::size == 1)
    constexpr tensor(const Array& value) noexcept : values_{value[0]} {}

    // Deleted instead of asserted: concepts also ask whether a tensor converts to another.
    template <class Other, std::size_t... Others>
    tensor(const tensor<Other, Others...>&) = delete;  // perceptype: other extents or scalar; take the same, or auto

    [[nodiscard]] static constexpr std::size_t size() noexcept { return shape_type::size; }

    /// The element at row-major position `flat`.
    [[nodiscard]] constexpr Scalar& operator[](std::size_t flat) noexcept { return values_[flat]; }
    [[nodiscard]] constexpr const Scalar& operator[](std::size_t flat) const noexcept { return values_[flat]; }

    /// The element at the given indices, one per extent.
    template <std::convertible_to<std::size_t>... Indices>
    [[nodiscard]] constexpr Scalar& operator()(Indices... indices) noexcept {
        static_assert(takes_indices<tensor, count<sizeof...(Indices)>>,
                      "perceptype: give one index for each extent of the tensor");
        if constexpr (takes_indices<tensor, count<sizeof...(Indices)>>)
            return values_[position(indices...)];
        else
            return values_[0];
    }
    template <std::convertible_to<std::size_t>... Indices>
    [[nodiscard]] constexpr const Scalar& operator()(Indices... indices) const noexcept {
        static_assert(takes_indices<tensor, count<sizeof...(Indices)>>,
                      "perceptype: give one index for each extent of the tensor");
        if constexpr (takes_indices<tensor, count<sizeof...(Indices)>>)
            return values_[position(indices...)];
        else
            return values_[0];
    }

    /// For structured bindings of a vector: `auto [yes, no] = net(x)`.
    template <std::size_t Index>
        requires(rank == 1 && Index < shape_type::size)
    [[nodiscard]] constexpr Scalar& get() & noexcept {
        return values_[Index];
    }
    template <std::size_t Index>
        requires(rank == 1 && Index < shape_type::size)
    [[nodiscard]] constexpr const Scalar& get() const& noexcept {
        return values_[Index];
    }
    template <std::size_t Index>
        requires(rank == 1 && Index < shape_type::size)
    [[nodiscard]] constexpr Scalar&& get() && noexcept {
        return static_cast<Scalar&&>(values_[Index]);
    }

    constexpr void fill(Scalar value) noexcept {
        for (Scalar& each : *this) each = value;
    }

    [[nodiscard]] constexpr Scalar* data() noexcept { return values_; }
    [[nodiscard]] constexpr const Scalar* data() const noexcept { return values_; }
    [[nodiscard]] constexpr iterator begin() noexcept { return values_; }
    [[nodiscard]] constexpr iterator end() noexcept { return values_ + size(); }
    [[nodiscard]] constexpr const_iterator begin() const noexcept { return values_; }
    [[nodiscard]] constexpr const_iterator end() const noexcept { return values_ + size(); }

    [[nodiscard]] friend constexpr bool operator==(const tensor& a, const tensor& b) noexcept {
        for (std::size_t i = 0; i < size(); ++i)
            if (meta::exactly_unequal(a.values_[i], b.values_[i])) return false;
        return true;
    }

private:
    static constexpr std::size_t capacity = kernels::padded<Scalar>(shape_type::size);
    static constexpr std::size_t register_bytes = std::bit_floor(capacity) * sizeof(Scalar);
    static constexpr std::size_t alignment = vector_bytes == 0 || register_bytes <= sizeof(Scalar)
                                                 ? alignof(Scalar)
                                                 : (register_bytes < vector_bytes ? register_bytes : vector_bytes);

    static constexpr std::size_t position(auto... indices) noexcept {
        std::size_t flat = 0;
        ((flat = flat * Extents + static_cast<std::size_t>(indices)), ...);
        return flat;
    }

    alignas(alignment) Scalar values_[capacity] = {};

    // Last: see diagnostics/diagnostic.hpp.
    static_assert(holds_numbers<Scalar>, "perceptype: a tensor holds numbers: float, double or integers");
    static_assert(has_positive_extents<shape<Extents...>>, "perceptype: every extent of a tensor must be at least 1");
};

/// A vector of these numbers: `tensor{0.5f, 1.0f}` is a `tensor<float, 2>`.
template <class Scalar, std::same_as<Scalar>... Rest>
    requires holds_numbers<Scalar>
tensor(Scalar, Rest...) -> tensor<Scalar, 1 + sizeof...(Rest)>;
template <class Scalar, std::size_t Size>
tensor(const std::array<Scalar, Size>&) -> tensor<Scalar, Size>;

template <class Type>
inline constexpr bool is_tensor = false;
template <class Scalar, std::size_t... Extents>
inline constexpr bool is_tensor<tensor<Scalar, Extents...>> = true;

namespace detail {

template <class Scalar, class Shape>
struct tensor_of_shape;
template <class Scalar, std::size_t... Extents>
struct tensor_of_shape<Scalar, shape<Extents...>> {
    using type = tensor<Scalar, Extents...>;
};

}  // namespace detail

/// The tensor type with the given shape.
template <class Scalar, class Shape>
using tensor_of = typename detail::tensor_of_shape<Scalar, Shape>::type;

}  // namespace perceptype::inline PERCEPTYPE_ISA

template <class Scalar, std::size_t Size>
struct std::tuple_size<perceptype::tensor<Scalar, Size>> : std::integral_constant<std::size_t, Size> {};
template <std::size_t Index, class Scalar, std::size_t Size>
struct std::tuple_element<Index, perceptype::tensor<Scalar, Size>> {
    using type = Scalar;
};
