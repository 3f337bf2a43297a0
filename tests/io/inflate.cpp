// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#include <perceptype/io/inflate.hpp>

#include <boost/test/unit_test.hpp>

#include <perceptype/io/byte_buffer.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#if defined(PERCEPTYPE_ZLIB)
#include <vector>
#endif

BOOST_AUTO_TEST_SUITE(io_inflate)

namespace pt = perceptype;
using pt::detail::byte_buffer;

namespace {

/// The address sanitizer ends the program if too much memory is asked for.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool allocation_may_fail = false;
#elif defined(__has_feature)
constexpr bool allocation_may_fail = !__has_feature(address_sanitizer);
#else
constexpr bool allocation_may_fail = true;
#endif

}  // namespace

BOOST_AUTO_TEST_CASE(a_buffer_keeps_its_bytes_and_has_no_more_than_there_is) {
    byte_buffer buffer;
    BOOST_TEST_REQUIRE(buffer.resize(3));
    std::fill_n(buffer.data(), 3, std::byte{7});
    BOOST_TEST_REQUIRE(buffer.resize(100000));
    BOOST_TEST(std::all_of(buffer.data(), buffer.data() + 3, [](std::byte b) { return b == std::byte{7}; }));
    if (allocation_may_fail) {
        volatile std::size_t too_much = (std::numeric_limits<std::size_t>::max)() / 2;  // unknown to the compiler
        BOOST_TEST(!buffer.resize(too_much));
        BOOST_TEST((buffer.data()[2] == std::byte{7}));
    }
    BOOST_TEST_REQUIRE(buffer.resize(0));
}

#if defined(PERCEPTYPE_ZLIB)

namespace {

using pt::detail::inflate_result;

inflate_result inflated(std::string_view compressed, std::size_t size, byte_buffer& to) {
    return pt::detail::inflate_by_zlib(std::as_bytes(std::span(compressed)), size, to);
}

/// A million zeros, by zlib itself.
std::vector<std::byte> zeros() {
    std::vector<Bytef> plain(1000000);
    std::vector<std::byte> compressed(2000);
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = plain.data();
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
    stream.avail_out = static_cast<uInt>(compressed.size());
    BOOST_TEST_REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    compressed.resize(stream.total_out);
    deflateEnd(&stream);
    return compressed;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_largest_ratio_is_nearly_reached) {
    const auto compressed = zeros();
    byte_buffer to;
    BOOST_TEST((pt::detail::inflate_by_zlib(compressed, 1000000, to) == inflate_result::complete));
    BOOST_TEST(std::all_of(to.data(), to.data() + 1000000, [](std::byte b) { return b == std::byte{0}; }));
    BOOST_TEST(1000000 / compressed.size() > 1000u);
    BOOST_TEST(1000000 / compressed.size() <= pt::detail::largest_deflate_ratio);
}

// A size that is only claimed takes no memory.
BOOST_AUTO_TEST_CASE(memory_grows_with_what_the_stream_yields) {
    byte_buffer to;
    BOOST_TEST((inflated("KLJN\1", std::size_t{1} << 62, to) == inflate_result::too_short));
    const auto compressed = zeros();
    BOOST_TEST((pt::detail::inflate_by_zlib(compressed, std::size_t{1} << 62, to) == inflate_result::too_short));
    BOOST_TEST((inflated("", (std::numeric_limits<std::size_t>::max)(), to) == inflate_result::no_memory));
}

BOOST_AUTO_TEST_CASE(tells_what_is_wrong) {
    constexpr std::string_view abcd("\x4b\x4c\x4a\x4e\x01\x00", 6);
    byte_buffer to;
    BOOST_TEST((inflated(abcd, 4, to) == inflate_result::complete));
    BOOST_TEST((std::string_view(reinterpret_cast<const char*>(to.data()), 4) == "abcd"));
    BOOST_TEST((inflated(abcd, 3, to) == inflate_result::too_long));
    BOOST_TEST((inflated(abcd, 5, to) == inflate_result::too_short));
    BOOST_TEST((inflated(abcd.substr(0, 5), 4, to) == inflate_result::too_short));
    BOOST_TEST((inflated(std::string_view("\x4b\x4c\x4a\x4e\x01\x00x", 7), 4, to) == inflate_result::trailing));
    BOOST_TEST((inflated("\7", 4, to) == inflate_result::corrupt));
    BOOST_TEST((inflated(std::string_view("\3\0", 2), 0, to) == inflate_result::complete));
}

#endif

BOOST_AUTO_TEST_SUITE_END()
