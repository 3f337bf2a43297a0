// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <type_traits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The types of which an array is the bytes of a file.
template <class Type>
concept ByteLike = std::same_as<Type, std::byte> || std::same_as<Type, unsigned char> || std::same_as<Type, char> ||
                   std::same_as<Type, signed char> || std::same_as<Type, char8_t>;

/// A contiguous range of bytes: an array, a vector, a span, a string.
template <class Type>
concept ByteRange = std::ranges::contiguous_range<const Type&> && std::ranges::sized_range<const Type&> &&
                    ByteLike<std::remove_cv_t<std::ranges::range_value_t<const Type&>>>;

namespace detail {

template <class Bytes>
constexpr std::size_t size_of_bytes(const Bytes& bytes) {
    return std::ranges::size(bytes);
}
/// An array of char is a string literal, whose last character, a zero, is not part of the text.
template <std::size_t Size>
constexpr std::size_t size_of_bytes(const char (&text)[Size]) {
    return text[Size - 1] == '\0' ? Size - 1 : Size;
}

/// The bytes of a range as `std::byte`. It refers to the range; in constant evaluation, where other types cannot be
/// read as `std::byte`, it has a copy.
class byte_view {
public:
    template <ByteRange Bytes>
    constexpr explicit byte_view(const Bytes& bytes) {
        const auto* data = std::ranges::data(bytes);
        const std::size_t size = size_of_bytes(bytes);
        if constexpr (std::same_as<decltype(data), const std::byte*>) {
            bytes_ = {data, size};
        } else if (std::is_constant_evaluated()) {
            copy_ = new std::byte[size]{};
            for (std::size_t i = 0; i < size; ++i) copy_[i] = static_cast<std::byte>(data[i]);
            bytes_ = {copy_, size};
        } else {
            bytes_ = std::as_bytes(std::span(data, size));
        }
    }
    byte_view(const byte_view&) = delete;
    byte_view& operator=(const byte_view&) = delete;
    constexpr ~byte_view() { delete[] copy_; }

    constexpr std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
    // No vector: clang cannot evaluate libstdc++ 12's resize, and filling one by one would take more of its steps.
    std::byte* copy_ = nullptr;
    std::span<const std::byte> bytes_;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
