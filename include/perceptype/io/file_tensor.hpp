// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// A tensor in a weight file. Every format's reader yields these; load_weights.hpp fills a network with them.

#include <perceptype/config.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The type of a tensor's elements in a file. Networks are loaded from floating-point numbers only.
enum class element_type { f64, f32, f16, bf16, other };

/// The size of an element in bytes; 0 for `other`.
[[nodiscard]] constexpr std::size_t size_of_element(element_type type) noexcept {
    return type == element_type::f64 ? 8 : type == element_type::f32 ? 4 : type == element_type::other ? 0 : 2;
}

/// A tensor in a file. It refers to the file's bytes, which the reader owns or was given.
struct file_tensor {
    static constexpr std::size_t max_rank = 8;

    std::string_view name;
    element_type type = element_type::other;
    std::string_view type_name;  ///< the element type as the file spells it, such as "I64", for error messages
    std::size_t rank = 0;
    std::array<std::size_t, max_rank> extents{};  ///< of which the first `rank` are used
    std::span<const std::byte> bytes;             ///< the elements: size() * size_of_element(type) bytes
    bool column_major = false;                    ///< the first index varies fastest, as in Fortran
    std::endian byte_order = std::endian::little;

    /// The number of elements. The reader has checked that it does not overflow.
    [[nodiscard]] constexpr std::size_t size() const noexcept {
        std::size_t product = 1;
        for (std::size_t i = 0; i < rank; ++i) product *= extents[i];
        return product;
    }
};

/// What the reader of a format provides: the tensors of one file, whose names are distinct.
template <class Type>
concept TensorFile = requires(const Type& file, std::size_t index) {
    { file.name() } -> std::convertible_to<const char*>;  // for error messages: the path, or the call
    { file.size() } -> std::same_as<std::size_t>;         // the number of tensors
    { file.tensor(index) } -> std::same_as<file_tensor>;
};

namespace detail {

/// An unsigned integer stored in the first bytes of `from`. Without a loop, because compilers limit the steps of
/// constant evaluation.
template <class Integer>
constexpr Integer load_integer(const std::byte* from, std::endian order) noexcept;
template <>
constexpr std::uint16_t load_integer(const std::byte* from, std::endian order) noexcept {
    const bool little = order == std::endian::little;
    return static_cast<std::uint16_t>(static_cast<unsigned>(from[little ? 1 : 0]) << 8 |
                                      static_cast<unsigned>(from[little ? 0 : 1]));
}
template <>
constexpr std::uint32_t load_integer(const std::byte* from, std::endian order) noexcept {
    if (order != std::endian::little)
        return static_cast<std::uint32_t>(from[0]) << 24 | static_cast<std::uint32_t>(from[1]) << 16 |
               static_cast<std::uint32_t>(from[2]) << 8 | static_cast<std::uint32_t>(from[3]);
    return static_cast<std::uint32_t>(from[3]) << 24 | static_cast<std::uint32_t>(from[2]) << 16 |
           static_cast<std::uint32_t>(from[1]) << 8 | static_cast<std::uint32_t>(from[0]);
}
template <>
constexpr std::uint64_t load_integer(const std::byte* from, std::endian order) noexcept {
    const bool little = order == std::endian::little;
    return static_cast<std::uint64_t>(load_integer<std::uint32_t>(from + (little ? 4 : 0), order)) << 32 |
           load_integer<std::uint32_t>(from + (little ? 0 : 4), order);
}

/// The value of an IEEE 754 binary16 number, which a float represents exactly. A NaN stays a NaN.
constexpr float half_to_float(std::uint16_t bits) noexcept {
    const std::uint32_t sign = std::uint32_t{bits} >> 15 << 31;
    const std::uint32_t exponent = bits >> 10 & 0x1fu;
    const std::uint32_t fraction = bits & 0x3ffu;
    if (exponent == 0) {  // zero or subnormal: fraction * 2^-24
        const float magnitude = static_cast<float>(fraction) * 0x1p-24f;
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t wide = exponent == 31 ? 0xffu : exponent + 112;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

}  // namespace detail

/// The value of an element that is stored at `from`, rounded to the nearest `Scalar`. `type` is not `other`.
template <std::floating_point Scalar>
[[nodiscard]] constexpr Scalar load_element(element_type type, const std::byte* from, std::endian order) noexcept {
    if (type == element_type::f32)
        return static_cast<Scalar>(std::bit_cast<float>(detail::load_integer<std::uint32_t>(from, order)));
    switch (type) {
        case element_type::f64:
            return static_cast<Scalar>(std::bit_cast<double>(detail::load_integer<std::uint64_t>(from, order)));
        case element_type::f16:
            return static_cast<Scalar>(detail::half_to_float(detail::load_integer<std::uint16_t>(from, order)));
        case element_type::bf16:
            return static_cast<Scalar>(std::bit_cast<float>(
                static_cast<std::uint32_t>(std::uint32_t{detail::load_integer<std::uint16_t>(from, order)} << 16)));
        default: return std::numeric_limits<Scalar>::quiet_NaN();
    }
}

}  // namespace perceptype::inline PERCEPTYPE_ISA
