// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/crc32.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(io_crc32)

namespace pt = perceptype;

namespace {

std::uint32_t crc32_of(std::string_view text, std::uint32_t before = 0) {
    return pt::detail::crc32(std::as_bytes(std::span(text)), before);
}

/// The definition: polynomial division, bit by bit.
std::uint32_t by_definition(std::string_view text) {
    std::uint32_t remainder = 0xffffffff;
    for (const char character : text) {
        remainder ^= static_cast<unsigned char>(character);
        for (int bit = 0; bit < 8; ++bit) remainder = remainder >> 1 ^ ((remainder & 1) != 0 ? 0xedb88320u : 0u);
    }
    return ~remainder;
}

constexpr std::array check{std::byte{'1'}, std::byte{'2'}, std::byte{'3'}, std::byte{'4'}, std::byte{'5'},
                           std::byte{'6'}, std::byte{'7'}, std::byte{'8'}, std::byte{'9'}};
static_assert(pt::detail::crc32(check) == 0xcbf43926);
static_assert(pt::detail::crc32({}) == 0);

}  // namespace

BOOST_AUTO_TEST_CASE(agrees_with_the_definition_in_one_piece_and_in_two) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>(i * 7 % 256);
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const auto start = std::string_view(text).substr(0, size);
        BOOST_TEST(crc32_of(start) == by_definition(start));
        BOOST_TEST(crc32_of(std::string_view(text).substr(size), crc32_of(start)) == by_definition(text));
    }
}

BOOST_AUTO_TEST_SUITE_END()
