// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The checksum in ZIP archives.

#include <perceptype/config.hpp>
#include <perceptype/io/file_tensor.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace perceptype::inline PERCEPTYPE_ISA {

namespace detail {

/// Row k holds the remainder of each byte that is followed by k zero bytes.
inline constexpr auto crc32_tables = [] {
    std::array<std::array<std::uint32_t, 256>, 8> tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t remainder = byte;
        for (int bit = 0; bit < 8; ++bit) remainder = remainder >> 1 ^ ((remainder & 1) != 0 ? 0xedb88320u : 0u);
        tables[0][byte] = remainder;
    }
    for (std::size_t row = 1; row < 8; ++row)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[row - 1][byte];
            tables[row][byte] = before >> 8 ^ tables[0][before & 0xff];
        }
    return tables;
}();

/// The CRC-32 of ZIP, gzip and PNG (reversed polynomial 0xedb88320). `before` is that of the bytes before these, so
/// that data in several pieces can be checked. Eight bytes a step ("slicing by 8", Kounavis and Berry 2005).
constexpr std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before = 0) noexcept {
    const auto& tables = crc32_tables;
    std::uint32_t remainder = ~before;
    std::size_t i = 0;
    for (; bytes.size() - i >= 8; i += 8) {
        const auto low = load_integer<std::uint32_t>(bytes.data() + i, std::endian::little) ^ remainder;
        const auto high = load_integer<std::uint32_t>(bytes.data() + i + 4, std::endian::little);
        remainder = tables[7][low & 0xff] ^ tables[6][low >> 8 & 0xff] ^ tables[5][low >> 16 & 0xff] ^
                    tables[4][low >> 24] ^ tables[3][high & 0xff] ^ tables[2][high >> 8 & 0xff] ^
                    tables[1][high >> 16 & 0xff] ^ tables[0][high >> 24];
    }
    for (; i < bytes.size(); ++i)
        remainder = remainder >> 8 ^ tables[0][(remainder ^ std::to_integer<std::uint32_t>(bytes[i])) & 0xff];
    return ~remainder;
}

}  // namespace detail

}  // namespace perceptype::inline PERCEPTYPE_ISA
