// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/byte_view.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace pt = perceptype;

BOOST_AUTO_TEST_SUITE(io_byte_view)

namespace {

template <class Bytes>
constexpr std::size_t sum(const Bytes& bytes) {
    const pt::detail::byte_view view{bytes};
    std::size_t total = 1000 * view.bytes().size();
    for (const std::byte byte : view.bytes()) total += std::to_integer<std::size_t>(byte);
    return total;
}

constexpr std::array<unsigned char, 3> unsigned_bytes{1, 2, 255};
constexpr std::array<std::byte, 2> bytes{std::byte{3}, std::byte{4}};
constexpr unsigned char c_array[] = {5, 0};
static_assert(sum(unsigned_bytes) == 3258 && sum(bytes) == 2007 && sum(c_array) == 2005);
static_assert(sum("ab") == 2195 && sum(std::span(unsigned_bytes).first(2)) == 2003);
static_assert(!pt::ByteRange<std::vector<float>> && !pt::ByteRange<int> && pt::ByteRange<std::string>);

}  // namespace

BOOST_AUTO_TEST_CASE(bytes_of_any_kind_are_seen_where_they_are) {
    BOOST_TEST(sum(unsigned_bytes) == 3258u);
    BOOST_TEST(sum(bytes) == 2007u);
    BOOST_TEST(sum(c_array) == 2005u);  // only a literal ends in a zero that is not part of it
    BOOST_TEST(sum("ab") == 2195u);
    BOOST_TEST(sum(std::string("ab")) == 2195u);
    BOOST_TEST(sum(std::vector<char>{'a', '\0'}) == 2097u);
    BOOST_TEST(sum(std::vector<std::byte>{}) == 0u);
    const std::vector<unsigned char> data{1, 2};
    BOOST_TEST(static_cast<const void*>(pt::detail::byte_view{data}.bytes().data()) == data.data());
}

BOOST_AUTO_TEST_SUITE_END()
