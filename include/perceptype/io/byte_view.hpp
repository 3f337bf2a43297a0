// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <type_traits>
#include <vector>

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

/// The bytes of a range as `std::byte`. It refers to the range; in constant evaluation, where other types cannot be
/// read as `std::byte`, it has a copy.
class byte_view {
public:
    template <ByteRange Bytes>
    constexpr explicit byte_view(const Bytes& bytes) {
        const auto* data = std::ranges::data(bytes);
        const std::size_t size = std::ranges::size(bytes);
        if constexpr (std::same_as<decltype(data), const std::byte*>) {
            bytes_ = {data, size};
        } else if (std::is_constant_evaluated()) {
            copy_.reserve(size);
            for (std::size_t i = 0; i < size; ++i) copy_.push_back(static_cast<std::byte>(data[i]));
            bytes_ = copy_;
        } else {
            bytes_ = std::as_bytes(std::span(data, size));
        }
    }
    byte_view(const byte_view&) = delete;
    byte_view& operator=(const byte_view&) = delete;

    constexpr std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
    std::vector<std::byte> copy_;
    std::span<const std::byte> bytes_;
};

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
